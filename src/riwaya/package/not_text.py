"""Recognises files that are no text: by how they begin, or by the control characters in them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

SAMPLE_BYTES = 4096
"""How many of the first bytes of a file say what it is."""
_COMPRESSED: Mapping[str, bytes] = {
    "gz": rb"\x1f\x8b\x08",
    "bz2": b"BZh[1-9]1AY&SY",
    "xz": rb"\xfd7zXZ\x00",
    "zip": rb"PK\x03\x04",
}
# What people save under the name of a table. Each has bytes that no header has.
_FORMATS: Mapping[str, bytes] = {
    "XLS": rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "PDF": rb"%PDF-[0-9]",
    "Zstandard": rb"\x28\xb5\x2f\xfd",
    "LZ4": rb"\x04\x22\x4d\x18",
    "7z": rb"7z\xbc\xaf\x27\x1c",
    "RAR": rb"Rar!\x1a\x07",
    "tar": rb"(?s).{257}ustar[\x00 ]",
    "PNG": rb"\x89PNG\r\n\x1a\n",
    "JPEG": rb"\xff\xd8\xff",
    "GIF": rb"GIF8[79]a(?=[^,;\t\r\n])",
    "TIFF": rb"II\x2a\x00|MM\x00\x2a",
    "SQLite": rb"SQLite format 3\x00",
    "Parquet": rb"PAR1\x15",
    "Arrow": rb"ARROW1\x00",
    "HDF5": rb"\x89HDF\r\n\x1a\n",
}
_MARKS_OF_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
# Not tab, the ends of lines and pages, the end of a file of DOS, and what begins the colours of a terminal.
_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\x0b\x0c\r\x1a\x1b"})
_ASCII = "[\t\n\r -~]"
# Of Latin to Arabic, commas and ends of lines included.
_USUAL = "[\t\n\r -~\xa0-\u06ff]"
# Of China, Japan and Korea, too.
_EASTERN = "[\t\n\r -~\xa0-\u06ff\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uffe6]"
_NOT_IN_TEXT = r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]"
_MOST_CONTROLS = 0.01
"""The share of control characters up to which bytes in an unknown encoding may be a text."""
_MOST_IN_UTF8 = 0.3
"""The same of bytes that are UTF-8: what is none is hardly ever so by chance."""


def compression_of(data: bytes) -> str | None:
    r"""How a file is compressed, by its first bytes; None if it is not.

    >>> compression_of(b"\x1f\x8b\x08\x00"), compression_of(b"a,b")
    ('gz', None)
    """
    return _beginning(_COMPRESSED, data)


def format_of(data: bytes) -> str | None:
    """The format of a file that is neither text nor compressed, by its first bytes; None if it is not known.

    >>> format_of(b"%PDF-1.7"), format_of(b"a,b")
    ('PDF', None)
    """
    return _beginning(_FORMATS, data)


def utf16_of(data: bytes) -> str | None:
    """The name that Python has for UTF-16 if a file is in it, with or without a mark; else None.

    >>> utf16_of("a,b".encode("utf-16-le")), utf16_of("حلب".encode("utf-16")), utf16_of(b"a,b")
    ('utf-16-le', 'utf-16-le', None)
    """
    if data.startswith(_MARKS_OF_UTF32):
        return None
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return encoding
    for encoding in ("utf-16-le", "utf-16-be"):
        # Other bytes make rare characters of it, or control characters, and no ASCII beside a NUL.
        text = data[:SAMPLE_BYTES].decode(encoding, "replace")
        ascii_, usual, controls = (len(re.findall(one, text)) for one in (_ASCII, _USUAL, _NOT_IN_TEXT))
        if ascii_ > 1 and usual > 0.2 * len(text) and controls <= 1 + _MOST_CONTROLS * len(text):
            return encoding
        # So many are eastern characters that other bytes must be, too.
        if ascii_ > 1 and len(re.findall(_EASTERN, text)) > 0.95 * len(text):
            return encoding
    return None


def control_characters(data: bytes, is_decoded: bool = False, signs: str = "") -> int:
    r"""How many of the first bytes are control characters, if they are so many that it is no text; else 0.

    With `is_decoded` the bytes became UTF-8 by another encoding, which can be that of anything. The `signs`
    separate or quote cells, and are not counted.

    >>> control_characters(b"a,b\n1,\x00\n"), control_characters(b"\x00\x01\xff\xfe\x02")
    (0, 3)
    """
    # What a crash leaves at the end of a text is reported with its line.
    sample = data[:SAMPLE_BYTES].rstrip(b"\0")
    controls = bytes(byte for byte in _CONTROLS if chr(byte) not in signs)
    count = len(sample) - len(sample.translate(None, controls))
    if count < 2 or data.startswith(_MARKS_OF_UTF32):
        return 0
    most = _MOST_CONTROLS if is_decoded or not _may_be_utf8(sample) else _MOST_IN_UTF8
    return count if count > most * len(sample) else 0


def _beginning(known: Mapping[str, bytes], data: bytes) -> str | None:
    return next((name for name, start in known.items() if re.match(start, data)), None)


def _may_be_utf8(sample: bytes) -> bool:
    try:
        # A character may be cut at the end.
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True
