"""Releases: written, proven, read."""
