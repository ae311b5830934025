"""Computes search keys, one for the many spellings of a text, and detects scripts, digits and words."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import regex

from riwaya.arrow import strings_from_utf8, utf8_bytes

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FOLDED = str.maketrans("أإآٱىیئؤکةھہ", "اااايييوكههه")
_NOT_IN_WORDS = regex.compile(r"[^\p{L}\p{N}]+")
_ARABIC = regex.compile(r"\p{Script=Arabic}")
_LATIN = regex.compile(r"\p{Script=Latin}")
_OTHER = regex.compile(r"[\p{L}--\p{Latin}--\p{Arabic}--\p{Common}--\p{Inherited}]", regex.V1)
# Letters that look like Latin ones, typed with another keyboard.
_MIXED = regex.compile(r"\p{Latin}\p{Cyrillic}|\p{Cyrillic}\p{Latin}")
_ADDRESS = regex.compile(r"https?://\S+")
# What str.split() splits at.
_BLANKS = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# Marks and invisible characters on letters and between them.
_NOT_LETTERS = r"[\p{Mn}\p{Cf}ـ]*"
# A letter or digit of a word. To Unicode, the mark that stretches a word is a letter too.
_LETTER = r"(?:(?!ـ)[\p{L}\p{N}])"
_PREFIX_LETTERS = "وفبكل"
"""And, so, with, like, to: letters that Arabic attaches to the next word."""
# All letters of Arabic and Latin, in all their forms, stand before this code point.
_FORMS_END = 0x20000
_DIGITS = regex.compile(r"\p{Nd}+(?:[,٬]\p{Nd}{3})*")


def search_key(text: str) -> str:
    """The text without marks, with one letter for its variants and one blank between words.

    >>> search_key("إِدْلِب") == search_key("ادلب") == search_key("إدلب")
    True
    >>> search_key("Al-Raqqa")
    'al raqqa'
    """
    return " ".join(text.translate(_KEYS).split())


def key_pattern(text: str) -> regex.Pattern[str]:
    """A pattern that finds the words of a text in search keys.

    It allows prefixes at the first word, and an alef of the accusative at the last. ValueError for a text
    without letters or digits.
    """
    if not (key := search_key(text)):
        raise ValueError("no letter or digit is in it")
    return regex.compile(f"(?<![^ ])(?:[{_PREFIX_LETTERS}]|ال){{0,3}}{regex.escape(key)}ا?(?![^ ])")


def text_pattern(text: str) -> regex.Pattern[str]:
    """A pattern that finds the words of a text in any spelling with the same key, except for ligatures.

    It allows what `key_pattern` allows. Its group `before` holds the prefixes of the first word.
    """
    key, forms = search_key(text), _letter_forms()
    letters = {*key, *_PREFIX_LETTERS, "ا"}
    patterns = {letter: f"[{forms.get(letter, '')}]{_NOT_LETTERS}" for letter in letters}
    patterns[" "] = r"[^\p{L}\p{N}]+"
    alef = patterns["ا"]
    before = "|".join([*(patterns[letter] for letter in _PREFIX_LETTERS), alef + patterns["ل"]])
    words = "".join(patterns[letter] for letter in key)
    return regex.compile(
        rf"(?<!{_LETTER}{_NOT_LETTERS})(?P<before>(?:{before}){{0,3}}){words}(?:{alef})?"
        rf"(?!{_NOT_LETTERS}{_LETTER})"
    )


@cache
def _letter_forms() -> dict[str, str]:
    """All forms of each letter of search keys, escaped for a character class."""
    forms: dict[str, list[str]] = {}
    for code in range(_FORMS_END):
        if len(letter := _KEYS[code] or "") == 1:
            forms.setdefault(letter, []).append(regex.escape(chr(code)))
    return {letter: "".join(found) for letter, found in forms.items()}


def search_keys(texts: pa.Array[pa.StringScalar]) -> pa.Array[pa.StringScalar]:
    """The search key of each text, null for null: `search_key` of all at once, many times faster."""
    if not len(texts):
        return texts
    # All texts as one, a line each. A line feed within one counts as a blank.
    data, offsets = utf8_bytes(texts)
    lines = np.insert(np.where(data == ord("\n"), ord(" "), data), offsets[1:-1], ord("\n"))
    keys = _line_keys(lines.astype(np.uint8).tobytes().decode())
    encoded = np.frombuffer(keys.astype("<u4").tobytes().decode("utf-32-le").encode(), np.uint8)
    ends = np.append(np.flatnonzero(encoded == ord("\n")), len(encoded))
    offsets = np.append(0, ends - np.arange(len(ends)))
    return strings_from_utf8(np.delete(encoded, ends[:-1]), offsets, texts)


def _line_keys(text: str) -> NDArray[np.int32]:
    """The keys of the lines of a text, as code points, separated by line feeds."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    keys = _KEY_OF.take(codes)
    if (keys == _UNKNOWN).any():
        for code in np.unique(codes[keys == _UNKNOWN]).tolist():
            key = _KEYS[code]
            _KEY_OF[code] = ord(key) if len(key) == 1 else _SEVERAL if key else _NOTHING
        keys = _KEY_OF.take(codes)
    if (keys == _SEVERAL).any():
        several = np.unique(codes[keys == _SEVERAL]).tolist()
        return _line_keys(text.translate({code: _KEYS[code] for code in several}))
    keys = keys[keys != _NOTHING]
    # Remove a blank at the beginning of a key and after another blank; then one at the end.
    border = (keys == ord(" ")) | (keys == ord("\n"))
    keys = keys[(keys != ord(" ")) | ~np.concatenate(([True], border[:-1]))]
    return keys[(keys != ord(" ")) | (np.concatenate((keys[1:], [ord("\n")])) != ord("\n"))]


class _Keys(dict[int, str]):
    """The key of each code point, for str.translate: a blank for what is in no word. Filled as needed."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code).translate(_FOLDED)).casefold()
        plain = "".join(map(_plain, decomposed)).translate(_FOLDED)
        self[code] = _NOT_IN_WORDS.sub(" ", plain)
        return self[code]


def _plain(char: str) -> str:
    # Tatweel is a letter in Unicode and a stroke to readers.
    if unicodedata.category(char) in ("Mn", "Cf") or char == "ـ":
        return ""
    return str(unicodedata.decimal(char, char))


_KEYS = _Keys()
# The same as an array: the key of each code point if it is one character, else one of these numbers.
_UNKNOWN, _NOTHING, _SEVERAL = -1, -2, -3
_KEY_OF: NDArray[np.int32] = np.full(0x110000, _UNKNOWN, np.int32)
# Threads fill the array with the same values, but the line feed, which separates texts, must never have
# another.
_KEY_OF[ord("\n")] = ord("\n")


def is_in_script(text: str, language: str) -> bool:
    """Whether a text is in the script of "ar" or "en"; digits alone are in both.

    Each may contain names in letters of other scripts, in the minority, as in Arabic papers; English contains
    no Arabic letter, and no word of either is partly Cyrillic. Web addresses are of no language.

    >>> is_in_script("قناة BBC العربية", "ar"), is_in_script("Алеппо", "en"), is_in_script("阿勒颇", "ar")
    (True, False, False)
    """
    text = _ADDRESS.sub("", text)
    arabic, latin, other = (len(pattern.findall(text)) for pattern in (_ARABIC, _LATIN, _OTHER))
    if _MIXED.search(text) or (language == "en" and arabic):
        return False
    own = arabic if language == "ar" else latin
    return own > arabic + latin + other - own or arabic + latin + other == 0


def digits_of(text: str) -> str:
    """The numbers in digits of a text, in ASCII and sorted as texts.

    >>> digits_of("9 of ١٬٢٠٠")
    '1200 9'
    """
    numbers = (number.translate({0x2C: None, 0x66C: None}) for number in _DIGITS.findall(text))
    return " ".join(sorted("".join(str(unicodedata.decimal(char)) for char in number) for number in numbers))


def word_counts(texts: pa.StringArray) -> pa.Int64Array:
    """The number of words of each text, separated by blanks of any kind; null for null."""
    return cast("pa.Int64Array", pc.count_substring_regex(texts, f"[^{_BLANKS}]+").cast(pa.int64()))
