"""Facts about Arabic and English text: strings or columns of them in, values out. Knows no tables."""
