"""Facts about Arabic and English text: one search key for many spellings, scripts, digits, words.

Knows nothing of tables or rules.
"""

import unicodedata

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import regex

from riwaya.arrow import int64_array, large_string_array, sql_array

_FOLDED = str.maketrans("أإآٱىیئؤکةھہ", "اااايييوكههه")
_NOT_IN_WORDS = regex.compile(r"[^\p{L}\p{N}]+")
_ARABIC = regex.compile(r"\p{Script=Arabic}")
_LATIN = regex.compile(r"\p{Script=Latin}")
# What Python takes for a blank.
_BLANKS = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# What is written on letters and between them, and is none.
_NO_LETTER = r"[\p{Mn}\p{Cf}ـ]*"
# and, so, with, like, to
_WRITTEN_ON = "وفبكل"
# All letters that anybody writes Arabic or Latin with stand before this code point.
_FORMS_END = 0x20000
_DIGITS = regex.compile(r"\p{Nd}+(?:[,٬]\p{Nd}{3})*")


def search_key(text: str) -> str:
    """The text as a searcher types it: no marks, one letter for its variants, words parted by one blank.

    "إدلب", "ادلب" and "إِدْلِب" have one key, as do "Raqqa" and "raqqa".
    """
    return " ".join(text.translate(_KEYS).split())


def words_in_keys(text: str) -> regex.Pattern[str]:
    """A pattern that finds the words of a text in search keys, with whatever Arabic writes onto the first one and with the alef
    of the accusative. ValueError for a text that has no key."""
    if not (key := search_key(text)):
        raise ValueError("no letter or digit is in it")
    return regex.compile(f"(?<![^ ])(?:[{_WRITTEN_ON}]|ال){{0,3}}{regex.escape(key)}ا?(?![^ ])")


def words_in_texts(text: str) -> regex.Pattern[str]:
    """The same for texts as they are written, in nearly every spelling that has this key: ligatures are the exception. The group
    `before` is what is written onto the first word."""
    key = search_key(text)
    forms: dict[str, list[str]] = {letter: [] for letter in {*key, *_WRITTEN_ON, "ا"}}
    for code in range(_FORMS_END):
        if (letter := _KEYS[code]) in forms:
            forms[letter].append(regex.escape(chr(code)))
    one = {letter: f"[{''.join(found)}]{_NO_LETTER}" for letter, found in forms.items()} | {
        " ": r"[^\p{L}\p{N}]+"
    }
    before = "|".join([*(one[letter] for letter in _WRITTEN_ON), one["ا"] + one["ل"]])
    words = "".join(one[letter] for letter in key)
    return regex.compile(
        rf"(?<![\p{{L}}\p{{N}}])(?P<before>(?:{before}){{0,3}}){words}(?:{one['ا']})?(?![\p{{L}}\p{{N}}])"
    )


def spellings(text: str) -> str:
    """The words of a text as somebody may type them into a search that knows no key: as written but without marks, the key of
    each, and with ى for ي at its end."""
    key = search_key(text)
    written = " ".join(_NOT_IN_WORDS.sub(" ", "".join(map(_plain, text))).split())
    final = " ".join(f"{word[:-1]}ى" for word in key.split() if word.endswith("ي"))
    return " ".join(filter(None, (key, written if written != key else "", final)))


def search_keys(texts: pa.Array) -> pa.Array:
    """The search key of each of many texts, none of them null, in a fraction of the time."""
    if not len(texts):
        return texts
    # One text of all, a line each. A line feed within one is a blank to a key.
    lines = pc.replace_substring(texts, "\n", " ")
    every = pa.ListArray.from_arrays(int64_array(np.array([0, len(texts)])).cast(pa.int32()), lines)
    joined = str(pc.binary_join(every, sql_array(["\n"], "VARCHAR")[0])[0].as_buffer(), "utf-8")
    keys = _line_keys(joined).astype("<u4").tobytes().decode("utf-32-le").encode()
    return pc.split_pattern(large_string_array(keys), "\n").flatten().cast(pa.string())


def _line_keys(text: str) -> np.ndarray:
    """The keys of the lines of a text, as code points; a line feed parts them."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    keys = _KEY_OF.take(codes)
    if (keys == _UNKNOWN).any():
        for code in np.unique(codes[keys == _UNKNOWN]).tolist():
            key = _KEYS[code]
            _KEY_OF[code] = ord(key) if len(key) == 1 else _SEVERAL if key else _NOTHING
        keys = _KEY_OF.take(codes)
    if (keys == _SEVERAL).any():
        return _line_keys(
            text.translate({code: _KEYS[code] for code in np.unique(codes[keys == _SEVERAL]).tolist()})
        )
    keys = keys[keys != _NOTHING]
    # A blank goes that stands at the beginning of a key or behind another one, and then one at its end.
    border = (keys == ord(" ")) | (keys == ord("\n"))
    keys = keys[(keys != ord(" ")) | ~np.concatenate(([True], border[:-1]))]
    return keys[(keys != ord(" ")) | (np.concatenate((keys[1:], [ord("\n")])) != ord("\n"))]


class _Keys(dict):
    """A table for str.translate, filled as characters are met: what a searcher types for each, a blank for what is in no word."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code).translate(_FOLDED)).casefold()
        plain = "".join(map(_plain, decomposed)).translate(_FOLDED)
        self[code] = _NOT_IN_WORDS.sub(" ", plain)
        return self[code]


def _plain(char: str) -> str:
    # Tatweel is a letter to Unicode and a stroke to a reader.
    if unicodedata.category(char) in ("Mn", "Cf") or char == "ـ":
        return ""
    return str(unicodedata.decimal(char, char))


_KEYS = _Keys()
# The same as an array: the one character that each code point has for a key, or how it has none, several, or was not met yet.
_UNKNOWN, _NOTHING, _SEVERAL = -1, -2, -3
_KEY_OF = np.full(0x110000, _UNKNOWN, np.int32)
# It parts the texts. What is filled in later is the same whichever thread does it; this is never anything else.
_KEY_OF[ord("\n")] = ord("\n")


def is_in_script(text: str, language: str) -> bool:
    """Whether a text is written in the script of "ar" or "en"; digits alone are in both.

    Arabic text may name a thing in Latin letters, as Arabic papers do; English text uses no Arabic letter.
    """
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    if language == "ar":
        return arabic > latin or arabic + latin == 0
    return arabic == 0


def digits_of(text: str) -> str:
    """The numbers written in digits, smallest text first, in ASCII: "9 of ١٬٢٠٠" gives "1200 9"."""
    runs = (run.translate({0x2C: None, 0x66C: None}) for run in _DIGITS.findall(text))
    return " ".join(sorted("".join(str(unicodedata.decimal(char)) for char in run) for run in runs))


def word_counts(texts: pa.Array) -> pa.Array:
    """How many words each text has, blanks of any kind parting them; null for a null."""
    return pc.count_substring_regex(texts, f"[^{_BLANKS}]+").cast(pa.int64())
