"""Defines the exceptions: what keeps the tool from running. Bad data is a Problem, not an exception."""

from __future__ import annotations

from riwaya.bilingual import Bilingual


class RiwayaError(Exception):
    """The tool could not run: exit code 2.

    `message` says what, where and how to fix it, in both languages; `str()` is the English text.
    """

    def __init__(self, message: Bilingual) -> None:
        self.message = message
        super().__init__(message.en)

    def __reduce__(self) -> tuple[type[RiwayaError], tuple[Bilingual]]:
        # By default it would be made again from the English text, after it came from another process.
        return type(self), (self.message,)


class PackageError(RiwayaError):
    """A descriptor or a Table Schema that cannot be read."""


class UnsupportedError(PackageError):
    """A resource that the standard allows, and that this program itself does not check.

    `feature` names what it would have to know, such as "dialect" or "geojson", as the descriptor does.
    """

    def __init__(self, message: Bilingual, feature: str = "") -> None:
        self.feature = feature
        super().__init__(message)


class ReleaseError(RiwayaError):
    """A release that cannot be read, or could not be written."""


class NotFoundError(RiwayaError):
    """An ID, a table or a file that the caller named and that does not exist."""


class EngineError(RiwayaError):
    """An engine that is missing, does not respond, or cannot run a query."""


class ExtraError(EngineError):
    """A package of an extra that is not installed."""


class EditError(RiwayaError):
    """A change of the data that cannot be made now."""


class UnanswerableError(RiwayaError):
    """A query that the data cannot answer, such as a sum over figures that contradict each other."""
