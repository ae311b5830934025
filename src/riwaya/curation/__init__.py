"""Changing the data: new rows, fixes, workbooks, retirement, redaction, new datasets."""

from riwaya.bilingual import Messages

MESSAGES = Messages(__name__)
