"""Rules and schema checks, the report that they make, and reporters that write it."""

from riwaya.bilingual import Messages

MESSAGES = Messages(__name__)
