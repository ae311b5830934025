"""A data package: its descriptor, its Table Schemas, and its CSV files, read strictly."""

from riwaya.bilingual import Messages

MESSAGES = Messages(__name__)
