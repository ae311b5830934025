"""Changing the data: new rows, fixes, workbooks, retirement, redaction, new datasets."""
