"""The tables of a package as a workbook (.xlsx), and back."""

from riwaya.bilingual import Messages

MESSAGES = Messages(__name__)
