"""Writes the explorer: a release as static pages, one for each row and language."""
