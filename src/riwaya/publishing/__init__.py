"""Making a release: build, ledger, release notes, patches."""

from riwaya.bilingual import Messages

MESSAGES = Messages(__name__)
