"""Writes, verifies, reads and compares releases: tables in several formats, with metadata and hashes."""
