"""Ways in for people: repairs, new rows, a dataset of one's own."""
