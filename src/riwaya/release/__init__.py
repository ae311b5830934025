"""Writes, verifies, reads and compares releases: tables in several formats, with metadata and hashes."""

from riwaya.bilingual import Messages

MESSAGES = Messages(__name__)
