"""Making a release: build, ledger, release notes, patches."""
