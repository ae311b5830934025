"""Uses a dataset: opens it, loads tables, adds up per claimant, cites rows, shows an event, writes pages."""

from riwaya.bilingual import Messages

MESSAGES = Messages(__name__)
