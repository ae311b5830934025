"""The texts of this package that are no problem's: messages.toml."""

from riwaya.bilingual import Messages

MESSAGES = Messages(__package__)
