"""Finds text whose bytes were read in a wrong encoding (`Ø§Ù„`, `ط§ظ„`, `Ш§Щ„`, `ÇáÑÞÉ`), and restores it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

import regex

_CODECS = ("cp1252", "cp1256", "cp1251", "cp1250", "koi8-r", "mac-roman", "cp437", "cp850", "cp866")


def _byte_of_character(codec: str) -> Mapping[str, int]:
    """The byte of each character of a code page, and of C1 controls, which programs put for unused bytes."""
    controls = {chr(byte): byte for byte in range(0x80, 0xA0)}
    known = {bytes([byte]).decode(codec, "replace"): byte for byte in range(256)}
    return {char: byte for char, byte in (controls | known).items() if char != "\ufffd"}


_BYTES = {codec: _byte_of_character(codec) for codec in _CODECS}
_ARABIC_LETTER = re.compile("[ء-غف-يپچژکگںھہے]")
_ARABIC_CODECS = ("cp1256", "iso8859-6")
# Letters of Windows-1256 are marks in ISO 8859-6, and hardly any text has them.
_RARE_MARKS = re.compile("[ـٌ-ْ]")
_ARABIC_MARKS = "\n -~ء-ْپچژکگںھہے،؛؟«»“”‘’–—…•\xa0"
_ARABIC_TEXT = regex.compile(f"[{_ARABIC_MARKS}]*[ء-ي]{{2}}[{_ARABIC_MARKS}]*")
# Not what was meant: controls, private and unassigned characters, letters of other scripts and of rare
# alphabets, and marks that are not Arabic.
_TEXT = regex.compile(
    r"[[\n\P{C}\p{Cf}]--[\p{L}--\p{Arabic}--\p{Latin}--\p{Cyrillic}--\p{Common}]"
    r"--[\u0180-\u024F--ƏƠơƯưȘ-ț]--[\u0250-\u02AF--ə]--[\u0460-\u052F--Ґґ]--[\p{M}--[\u064B-\u0670]]]*",
    regex.V1,
)


def _class(codec: str, first: int, last: int, but: str = "") -> str:
    """A character class of the characters of these bytes."""
    found = (char for char, byte in _BYTES[codec].items() if first <= byte <= last and char not in but)
    return f"[{''.join(sorted(map(re.escape, found)))}]"


def _utf8(codec: str) -> Iterator[str]:
    """Patterns of UTF-8: two letters of Arabic or Cyrillic script, or a mark such as ’."""
    # Some bytes of the second half are letters of Persian in Windows-1256.
    letters = "".join(filter(str.isalpha, _BYTES[codec])) if codec == "cp1256" else ""
    yield f"(?:{_class(codec, 0xD8, 0xDB)}{_class(codec, 0x80, 0xBF)}){{2}}"
    yield f"(?:{_class(codec, 0xD0, 0xD1)}{_class(codec, 0x80, 0xBF, letters)}){{2}}"
    yield f"{_class(codec, 0xE2, 0xE2)}[{_class(codec, 0x80, 0x80)[1:-1]}\x80]{_class(codec, 0x80, 0xBF)}"


def _one_byte_a_letter(codec: str) -> str:
    """A pattern of a word, no real one, whose letters are bytes of Arabic ones, with a capital within."""
    characters = (bytes([byte]) for byte in range(0x80, 0x100))
    # With more letters the pattern would match names of Russian firms.
    encodings = _ARABIC_CODECS if codec in ("cp1252", "cp1250") else _ARABIC_CODECS[:1]
    letters = "".join(
        one.decode(codec, "ignore")
        for one in characters
        if any(_ARABIC_LETTER.match(one.decode(arabic, "ignore")) for arabic in encodings)
    )
    small, capital = ("".join(filter(test, letters)) for test in (str.islower, str.isupper))
    # In KOI8-R all small letters are Arabic ones: names of firms have a capital within, but begin with one.
    before = small if codec == "koi8-r" else small + capital
    return f"(?:^|[^A-Za-zÀ-ÖØ-öø-ɏЀ-ӿ])[{before}]*[{small}][{capital}]"


RUINED = "|".join(
    [
        *(pattern for codec in _CODECS for pattern in _utf8(codec)),
        *map(_one_byte_a_letter, ("cp1252", "cp1251", "cp1250", "koi8-r")),
        # É or ğ in UTF-8. Behind another capital, or before a quotation mark or a dash, Â and Ä are letters.
        f"(?:^|[^A-ZÀ-Þ])[ÂÃ]{_class('cp1252', 0x80, 0xBF)}",
        f"(?:^|[^A-ZÀ-Þ])[ÄÅ]{_class('cp1252', 0x80, 0xBF, '‘’“”‚„–—…•«»‹›±²³·')}",
        # At the beginning of a word Å is a unit: Å³, 1.54 Å±0.02.
        "[a-zß-ÿ][ÄÅ][±²³·]",
        f"√{_class('mac-roman', 0x80, 0xBF)}|├{_class('cp437', 0x80, 0xBF)}",
        # Windows-1256 in a code page of DOS.
        "[╒-╬▌▐][╒-╬▌▐À-ɏͰ-ӿ]|[À-ɏͰ-ӿ][╒-╬▌▐]",
    ]
)
"""A pattern, in RE2 as in Python, of what no text holds but one whose bytes were read in a wrong encoding."""
_SIGNS = "،؛؟«»“”‘’–—…•\xa0"
MAYBE_RUINED = rf"[^\n -~ء-ْ٠-٩٪٫٬{_SIGNS}]|(?:[ذرطظعغ][{_SIGNS}]){{2}}"
"""A pattern of every text that RUINED finds, and of others. It is a thousand times faster to compile."""


def restored(text: str) -> str | None:
    """The text that a ruined one was, if every byte of it leads back to one text; else None.

    >>> restored("ط§ظ„ط±ظ‚ط©"), restored("Ш§Щ„Ш±Щ‚Ш©"), restored("ÇáÑÞÉ"), restored("dâ€™accord")
    ('الرقة', 'الرقة', 'الرقة', 'd’accord')
    >>> restored("ÇäÑâÉ"), restored("cafÃ©")
    ('الرقة', 'café')
    >>> restored("الرقة")
    """
    # What can be UTF-8 is hardly ever something else.
    for encodings, meant in ((("utf-8",), _TEXT), (_ARABIC_CODECS, _ARABIC_TEXT)):
        decoded = (one for encoding in encodings for one in _decoded(text, encoding))
        readings = {one for one in decoded if meant.fullmatch(one)}
        # Some texts were ruined twice.
        found = {restored(once) if re.search(RUINED, once) else once for once in readings} - {text, None}
        if found:
            if encodings is _ARABIC_CODECS:
                found = {one for one in found if one and not _RARE_MARKS.search(one)} or found
            return found.pop() if len(found) == 1 else None
    return None


def may_be_windows_1256(data: bytes) -> bool:
    """Whether bytes would be Arabic words in the encoding of Arabic Windows.

    >>> may_be_windows_1256("في الرقة".encode("cp1256")), may_be_windows_1256("élève".encode("cp1252"))
    (True, False)
    """
    words = re.findall("[^\x00-\x7f]{2,}", data.decode("cp1256"))
    return 2 * sum(bool(_ARABIC_TEXT.fullmatch(word)) for word in words) > len(words)


def _decoded(text: str, encoding: str) -> Iterator[str]:
    """The texts that the bytes of a text in the code pages are in an encoding."""
    for known in _BYTES.values():
        if all(char in known for char in text):
            with suppress(UnicodeDecodeError):
                yield bytes(known[char] for char in text).decode(encoding)
