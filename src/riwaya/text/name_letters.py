"""Reduces a word of a name, Arabic or Latin, to its consonants, which its romanisations share.

A letter that may stand for several (g in Gamal, th in Haitham) has one form in texts and all of them in what
is listed. Deny-lists hold hashes of the result: names that they list are found no longer where it changes.
"""

from __future__ import annotations

import re
from itertools import product

ARABIC_WORD = re.compile("[\u0621-\u06ff]")
ALLAH = "الله"
SHORT = 3
"""An Arabic word of fewer consonants is not told from others by them, and remains as it is."""

SIGNS = str.maketrans(
    {
        **dict.fromkeys("ʿʾʼʻ", ""),
        "š": "sh",
        "ş": "sh",
        "ḫ": "kh",
        "ġ": "gh",
        "ǧ": "j",
        "ṯ": "th",
        "ḏ": "dh",
        "ç": "s",
    }
)
"""Signs for letters that are left out, and letters with signs that stand for others than those without."""
_GOD = re.compile("[aou]ll+ah?|l+ah|ll+a")
_TOGETHER = {
    **dict.fromkeys(("dsch", "dzh", "dj"), "j"),
    **dict.fromkeys(("sch", "tch", "sh", "ch"), "S"),
    **{"kh": "X", "gh": "G", "th": "T", "dh": "D", "ph": "f", "ck": "k", "c": "k", "x": "ks"},
}
_LETTERS_TOGETHER = re.compile("|".join(_TOGETHER))
_CONSONANTS = tuple(
    (re.compile(pattern), one)
    for pattern, one in (
        (r"(.)\1+", r"\1"),
        # Two common names that differ from others, Muhammad and Hasan, in nothing but vowels.
        ("^mah?m[ou]+d$", "mhmVd"),
        ("^h[ou]+s[aeiy]+n$", "hsVn"),
        ("^(?:ou|v)(?=[aeiy])", "w"),
        ("^[ou][aeiou]*", "O"),
        ("^[aei][aeiou]*", "A"),
        ("(?<=.)(?:ah?|eh)$", "H"),
        ("(?<=.)[aeiouvwy]", ""),
    )
)
_ARABIC_NAMES = {"محمود": "mhmVd", "حسين": "hsVn", ALLAH: "Al"}
# What a consonant may be written as; the first is its form in texts.
_LATIN_FORMS = {
    "A": ("A", "E"),
    "O": ("O", "E"),
    "g": ("G", "j", "k"),
    "j": ("j", "G"),
    "q": ("k", "G"),
    "z": ("z", "d", "T"),
    "D": ("d", "z", "T", "dh"),
    "T": ("T", "t", "s", "d", "z", "th"),
    "S": ("S", "sh"),
    "X": ("X", "k"),
}
# In Arabic, a first vowel is not told; two letters may be read as one in Latin: Fathi, Adham, Ishaq.
_ARABIC_FORMS = {
    **dict(zip("بتحدرزسشصطغفكلمنهپگچژڤ", "bthdrzsSstGfklmnhpGSjf", strict=True)),
    **{"ث": ("T", "t", "s"), "ج": ("j", "G"), "ذ": ("d", "z", "T"), "ض": ("d", "z"), "ظ": ("z", "d", "T")},
    **{"خ": ("X", "k"), "ق": ("k", "G"), "E": ("E", "A", "O"), "w": "w", "y": "y"},
    **{"1": ("th", "T"), "2": ("dh", "d"), "3": ("sh", "S"), "H": "H", "h": "h"},
}
_ARABIC_LETTERS = tuple(
    (re.compile(pattern), one)
    for pattern, one in (
        ("^[اعء]", "E"),
        ("^و", "w"),
        ("^ي", "y"),
        ("(?<=.)ا?ء?[اه]$|اء$", "H"),
        ("[تط][حه]", "1"),
        ("[دض][حه]", "2"),
        ("[سص][حه]", "3"),
        (f"[^{''.join(_ARABIC_FORMS)}]", ""),
    )
)


def without_article(word: str) -> str:
    """An Arabic word of a search key without its article."""
    return word[2:] if word.startswith("ال") and len(word) > 3 and word != ALLAH else word


def listed_forms(part: str) -> frozenset[str]:
    """What a word that is listed may be in texts, in both scripts."""
    arabic = bool(ARABIC_WORD.search(part))
    word = without_article(part) if arabic else part
    letters = _arabic_letters(word) if arabic else _latin_letters(word)
    forms = _ARABIC_FORMS if arabic else _LATIN_FORMS
    found = {"".join(one) for one in product(*(forms.get(letter, letter) for letter in letters))}
    if re.search("[aeiou]h$|[هح]$", word):
        # Saleh and Salih, صالح; Hamzeh and Hamza, حمزة.
        found |= {form[:-1] + end for form in found for end in "hH"}
    elif word.endswith("ي"):
        # Fathi, فتحي; Mustafa, مصطفى.
        found |= {f"{form}H" for form in found}
    return frozenset(found | {arabic_unit(word)} if arabic else found)


def latin_unit(word: str) -> str:
    """The consonants of a word of Latin letters in lower case, as they are in texts."""
    return "".join(_LATIN_FORMS.get(letter, letter)[0] for letter in _latin_letters(word))


def arabic_unit(word: str) -> str:
    """The consonants of an Arabic word without article, as they are in texts; a short word itself."""
    unit = "".join(_ARABIC_FORMS.get(letter, letter)[0] for letter in _arabic_letters(word))
    return unit if len(unit) >= SHORT or word in _ARABIC_NAMES else word


def _latin_letters(word: str) -> str:
    if _GOD.fullmatch(word):
        return _ARABIC_NAMES[ALLAH]
    word = re.sub("[^a-z]", "", word) if not word.isascii() else word
    word = _LETTERS_TOGETHER.sub(
        lambda found: _TOGETHER[found[0]], word.replace("ce", "se").replace("ci", "si")
    )
    for pattern, one in _CONSONANTS:
        word = pattern.sub(one, word)
    return word


def _arabic_letters(word: str) -> str:
    if name := _ARABIC_NAMES.get(word):
        return name
    for pattern, one in _ARABIC_LETTERS:
        word = pattern.sub(one, word)
    return word
