"""The explorer: a release as pages that people read, one for each record and language, which need no server
and ask for nothing from elsewhere."""
