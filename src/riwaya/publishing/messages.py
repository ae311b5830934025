"""The texts of this package, in `messages.toml`."""

from riwaya.bilingual import Messages

MESSAGES = Messages(__package__)
