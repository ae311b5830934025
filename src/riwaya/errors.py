"""What stops the tool from running. Bad data is not here: it is a Problem."""

from riwaya.bilingual import Bilingual


class RiwayaError(Exception):
    """The tool could not run: exit code 2. The message says what, where and how to mend it, in both languages."""

    def __init__(self, en: str, ar: str) -> None:
        super().__init__(en)
        self.message = Bilingual(en, ar)


class PackageError(RiwayaError):
    """A descriptor or a schema that cannot be read as one."""


class ReleaseError(RiwayaError):
    """A release that cannot be read, or could not be written."""


class NotFoundError(RiwayaError):
    """An ID, a table or a file that the caller named and that is not there."""


class EngineError(RiwayaError):
    """An engine that is not there, does not answer, or cannot be asked a question."""


class EditError(RiwayaError):
    """A change of the data that something else must come before."""


class UnanswerableError(RiwayaError):
    """A question to which the data has no answer, whatever a machine would make of it."""
