"""The commands of `riwaya`, one module each."""

from riwaya.bilingual import Messages

MESSAGES = Messages(__name__)
