"""The texts of this package that are no rule's: messages.toml."""

from riwaya.bilingual import Messages

MESSAGES = Messages(__package__ or "")
