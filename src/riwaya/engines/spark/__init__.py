"""Spreads work among the workers of a Spark Connect server, or of Sail in this process.

It needs the extra `riwaya[spark]`, which is imported when a session is opened, not before.
"""

from riwaya.bilingual import Messages

MESSAGES = Messages(__name__)
