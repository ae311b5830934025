"""Runs an engine's SQL with Spark, on this machine or on a cluster, and reads packages at URLs.

It needs the extra `riwaya[spark]` and Java, which are imported when an engine is opened, not before.
"""

from riwaya.bilingual import Messages

MESSAGES = Messages(__name__)
