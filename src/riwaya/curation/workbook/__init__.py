"""The tables of a package as a workbook (.xlsx), and back."""
