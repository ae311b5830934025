"""Reads a number phrase cut out of a news text: which qualifier it states, and which value.

One pipeline: fold the text to one spelling, cut it into words, mark each word by the tables of
lexicon.py, settle the marks that hang on their neighbours, and put them together as a Reading.
Words the tables do not know are ordinary nouns and count for nothing; but whatever denies, divides or
multiplies a number, and whatever leaves two readings open, makes the phrase unreadable: None, never a
guess.

The module does not know what is counted: a year, an age or a day of the month reads as an exact value.
"""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from typing import NamedTuple

from riwaya.text.number_phrases.lexicon import GRAMMAR, NUMBER_STEMS, ROWS, expand

LONGEST_TEXT = 300
LARGEST_VALUE = 999_999_999


@dataclass(frozen=True, slots=True)
class Reading:
    """A qualifier and its value: two values for "between", none for vague amounts, otherwise one."""

    qualifier: str
    value: int | None = None
    value_to: int | None = None


class Mark(NamedTuple):
    """What a word or expression is: a kind of lexicon.py, or "comma", "stop", "word" (a known word
    that says nothing by itself) or "noun" (an unknown word)."""

    kind: str
    value: object = None


def read_phrase(text: str, language: str) -> Reading | None:
    """The reading of a phrase in "ar" or "en"; None where it has none or more than one."""
    if language not in ROWS:
        raise ValueError(f"unknown language: {language!r}")
    marks = marks_of(text, language)
    return assemble(marks, language) if marks else None


def marks_of(text: str, language: str) -> list[Mark] | None:
    """What each word and figure of a phrase is, in a known language; None where one is a sign that is none of these."""
    folded = fold(text) if len(text) <= LONGEST_TEXT else None
    words = cut(folded, language) if folded else None
    return settle(mark(words, language), language) if words else None


# -- Folding: one spelling for every way to write the same word or figure ---------------------------

_LETTERS = str.maketrans("أإآٱىیکة’", "ااااييكه'", "ـ")
_TANWIN = re.compile("\u0627\u064b|\u064b\u0627")
_SEPARATOR = ",٬\u00a0\u2009\u202f"
_THOUSANDS = re.compile(
    rf"(?<![0-9])(?<![0-9][.٫،{_SEPARATOR}])"
    rf"[1-9][0-9]{{0,2}}([{_SEPARATOR}])[0-9]{{3}}(?:\1[0-9]{{3}})*(?![.٫،{_SEPARATOR}]?[0-9])"
)


def fold(text: str) -> str | None:
    """The text in plain letters and figures; None if it holds a figure of another kind (½, ², ①)."""
    categories = [unicodedata.category(char) for char in text]
    if {"No", "Nl"} & set(categories):
        return None
    visible = (char for char, category in zip(text, categories, strict=True) if category != "Cf")
    plain = "".join(str(unicodedata.decimal(char, char)) for char in visible)
    # Before compatibility folding, which turns the no-break blank of "1 450" into any other blank.
    plain = _THOUSANDS.sub(lambda match: match[0].replace(match[1], ""), plain)
    # Tanwin goes with its alef, so that "ألفاً" (a thousand) is not "ألفا" (two thousand).
    plain = _TANWIN.sub("", unicodedata.normalize("NFKC", plain)).casefold()
    return "".join(char for char in plain if unicodedata.category(char) != "Mn").translate(_LETTERS)


LEXICON = {
    language: {
        tuple(fold(word) for word in phrase): Mark(kind, value)
        for kind, value, phrases in rows
        for phrase in expand(phrases)
    }
    for language, rows in ROWS.items()
}
VOCABULARY = {language: {word for key in table for word in key} for language, table in LEXICON.items()}
LONGEST_KEY = max(len(key) for table in LEXICON.values() for key in table)

# -- Cutting ----------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"(?P<figure>[0-9](?:[0-9.,:٫،٬]*[0-9])?)|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)|(?P<dash>[-‐‑–—−]+)"
    r"|(?P<tilde>~)|(?P<stop>[.,;:!،؛])|(?P<ignored>[\s()\[\]{}«»\"'“”‘]+)|(?P<other>.)",
    re.DOTALL,
)
_INTEGER = re.compile(r"0|[1-9][0-9]*")
_FRACTION = re.compile(r"([0-9]+)[.٫]([0-9]{1,2})")
_SCRIPT = {"ar": "ARABIC", "en": "LATIN"}
# What Arabic writes in one piece with the next word: and, a preposition, the article.
_PREFIXES = {
    "".join(parts).replace("لال", "لل"): [part for part in parts if part]
    for parts in sorted(product(("", "و", "ف"), ("", "ب", "ل", "ك"), ("", "ال")), key="".join)
}
_PARTICLES = ("لا", "لم", "ما")
_SHORTEST_FIRST = sorted(_PREFIXES, key=len)


def cut(text: str, language: str) -> list[str] | None:
    """The words, figures and stops of a folded text; None if it holds a sign that is none of these."""
    words: list[str] = []
    last = None
    for token in _TOKEN.finditer(text):
        kind, piece = token.lastgroup, token[0]
        glued = last is not None and {kind, last.lastgroup} == {"figure", "word"}
        if kind == "other" or (glued and not _may_touch(last, token, language)):
            return None
        if kind == "word":
            script = _SCRIPT[language]
            if not all(unicodedata.name(char, "").startswith(script) for char in piece.replace("'", "")):
                return None
            words += _split(piece) if language == "ar" else [piece]
        elif kind == "dash":
            around = text[: token.start()][-1:].strip() and text[token.end() :][:1].strip()
            words.append("-" if around and language == "en" else "–")
        elif kind != "ignored":
            words.append(";" if kind == "stop" and piece != "," else piece)
        last = token
    return words


def _may_touch(first: re.Match, second: re.Match, language: str) -> bool:
    """Whether a figure and a word may stand without a blank: "ب20" and "20شخصا", but not "20k" or "2018م"."""
    if language != "ar":
        return False
    return first[0] in _PREFIXES if first.lastgroup == "word" else len(second[0]) > 1


def _split(word: str) -> list[str]:
    """An Arabic word cut from its prefixes, where what remains is a known word."""
    if word in _PREFIXES:
        return _PREFIXES[word]
    # "لايقل عن" and "مايقارب", often printed in one piece: read past the negation and the bound turns round.
    if word[:2] in _PARTICLES and word[2:3] in ("ي", "ت") and word[2:] in VOCABULARY["ar"]:
        return [word[:2], word[2:]]
    for prefix in _SHORTEST_FIRST:
        stem = word.removeprefix(prefix) if word.startswith(prefix) else ""
        if stem in VOCABULARY["ar"]:
            return [*_PREFIXES[prefix], stem]
        # The accusative without its tanwin; shorter words would clash ("لما" is not "لم").
        if len(stem) > 3 and stem.endswith("ا") and stem[:-1] in VOCABULARY["ar"]:
            return [*_PREFIXES[prefix], stem[:-1]]
    return [word]


# -- Marking ----------------------------------------------------------------------------------------

_SIGNS = {
    ",": Mark("comma"),
    ";": Mark("stop"),
    "-": Mark("hyphen"),
    "–": Mark("dash"),
    "~": Mark("before", "about"),
}
_NUMBER_STEMS = {
    "ar": re.compile(f"(?:{'|'.join(_SHORTEST_FIRST)})(?:{'|'.join(map(fold, NUMBER_STEMS['ar']))})"),
    "en": re.compile("|".join(NUMBER_STEMS["en"])),
}


def mark(words: list[str], language: str) -> list[Mark]:
    """One mark for each expression, the longest first."""
    table = LEXICON[language]
    words = [word for word in words if table.get((word,)) != Mark("silent")]
    marks, start = [], 0
    while start < len(words):
        for length in range(LONGEST_KEY, 0, -1):
            found = table.get(tuple(words[start : start + length]))
            if found:
                break
        marks.append(found or _mark_other(words[start], language))
        start += length
    return marks


def _mark_other(word: str, language: str) -> Mark:
    """The mark of a sign, a figure, or a word that the table does not hold by itself."""
    if word in _SIGNS:
        return _SIGNS[word]
    if _INTEGER.fullmatch(word):
        return Mark("number", ("N", int(word)) if word != "0" else ("0", 0))
    if match := _FRACTION.fullmatch(word):
        value = Fraction(int(match[1] + match[2]), 10 ** len(match[2]))
        return Mark("number", ("F", value)) if value else Mark("unreadable")
    if word in VOCABULARY[language]:
        return Mark("word", word)
    if word[0].isdigit() or word.endswith("n't") or _NUMBER_STEMS[language].match(word):
        return Mark("unreadable")
    return Mark("noun", word)


# -- Settling: marks that mean one thing or another by their neighbours -------------------------------


def settle(marks: list[Mark], language: str) -> list[Mark]:
    """The marks with every one that hangs on its neighbours decided."""
    settled: list[Mark] = []
    for index, this in enumerate(marks):
        before = settled[-1] if settled else Mark("start")
        after = marks[index + 1] if index + 1 < len(marks) else Mark("end")
        ahead = next((other for other in marks[index + 1 :] if other.kind != "article"), Mark("end"))
        if this.kind in ("plural", "dual"):
            settled.append(_settle_scale(this, before, after))
        elif this.kind == "some":
            counts = ahead.kind in ("number", "amount")
            settled.append(Mark("before", "about") if counts else Mark("amount", "some"))
        elif this.kind == "until":
            settled.append(Mark("to") if before.kind == "number" else Mark("before", "up_to"))
        elif this.kind == "between" and ahead.kind not in ("number", "plural"):
            settled.append(Mark("word"))
        elif this.kind == "comma" and language == "en" and _is_scale(before) and after.kind == "number":
            pass  # "one thousand, two hundred"
        elif before == Mark("number", ("B", 2)) and this == Mark("number", ("O", 2)):
            pass  # "شخصين اثنين"
        elif this == Mark("number", ("O", 1)) and _is_bound_one(before, marks[index + 1 :]):
            settled += [Mark("and")] * (before.kind == "number") + [Mark("number", ("A", 1))]
        else:
            settled.append(this)
    return settled


def _is_bound_one(before: Mark, rest: list[Mark]) -> bool:
    """Whether "واحد" is "وأحد" without its hamza: in front of "عشر", and between "مئة" and "وعشرون"."""
    rest = [this for this in rest if this.kind != "article"][:2]
    letters = [this.value[0] if this.kind == "number" else this.kind for this in rest]
    return letters[:1] == ["X"] or (before.kind == "number" and letters == ["and", "T"])


def _is_scale(this: Mark) -> bool:
    return this.kind == "number" and this.value[0] in "KM"


def _settle_scale(this: Mark, before: Mark, after: Mark) -> Mark:
    """A scale after a number; else "آلاف" is a vague amount, and "ألفا" two thousand before its noun."""
    if this.kind == "plural":
        letter, size, qualifier = this.value
        alone = Mark("amount", qualifier) if qualifier else Mark("unreadable")
    else:
        letter_of_two, letter, size = this.value
        # Unpointed, "ألفا" is also the accusative of "ألف"; only the dual takes a noun right behind it.
        noun_follows = after.kind == "noun" and not after.value.startswith(("و", "ف", "بين", "من"))
        alone = Mark("number", (letter_of_two, size * 2)) if noun_follows else Mark("unreadable")
    return Mark("number", (letter, size)) if before.kind == "number" else alone


# -- Assembling -------------------------------------------------------------------------------------

_LINKS = {"and": "&", "to": ">", "or": "|", "hyphen": "-", "dash": "="}
_RUN_KINDS = {"number", "article", *_LINKS}
_COUNTED_LOOSELY = {"tens", "dozens", "hundreds", "thousands"}
_GRAMMAR = {language: re.compile(pattern) for language, pattern in GRAMMAR.items()}

Run = list[tuple[str, int]]  # a letter of the grammar or a link, and the amount it stands for


def assemble(marks: list[Mark], language: str) -> Reading | None:
    """The one reading that all marks together allow."""
    kinds = [this.kind for this in marks]
    runs = _runs(marks)
    amounts = {this.value for this in marks if this.kind == "amount"}
    qualifiers = {this.value for this in marks if this.kind in ("before", "anywhere")}
    if "unreadable" in kinds or _dangling(kinds) or len(qualifiers) > 1 or len(runs) + len(amounts) != 1:
        return None
    if amounts:
        return _vague(amounts.pop(), qualifiers)
    start, end = runs[0]
    if "ordinal" in kinds[max(start - 1, 0) : end + 1]:
        return None
    run = [
        this.value if this.kind == "number" else (_LINKS[this.kind], 0)
        for this in marks[start:end]
        if this.kind != "article"
    ]
    value, value_to = _values(run, "between" in kinds[:start], _GRAMMAR[language])
    if value is None or (value_to is not None and not qualifiers <= {"about"}):
        return None
    if value_to is not None:
        return Reading("between", value, value_to)
    return Reading(qualifiers.pop() if qualifiers else "exact", value)


def _runs(marks: list[Mark]) -> list[tuple[int, int]]:
    """Where numbers stand together with nothing but links and articles between them."""
    runs, start = [], 0
    for index in range(len(marks) + 1):
        if index == len(marks) or marks[index].kind not in _RUN_KINDS:
            if any(this.kind == "number" for this in marks[start:index]):
                runs.append((start, index))
            start = index + 1
    return runs


def _dangling(kinds: list[str]) -> bool:
    """Whether a qualifier that belongs in front of a number stands elsewhere ("20 men under escort")."""
    without_articles = [kind for kind in kinds if kind != "article"] + ["end"]
    return any(
        kind == "before" and after not in ("number", "amount", "between", "before")
        for kind, after in pairwise(without_articles)
    )


def _vague(amount: str, qualifiers: set[str]) -> Reading | None:
    """A quantity without a figure: "more than dozens" is still dozens, "fewer than dozens" says nothing."""
    allowed = {"more_than", "at_least", "about"} if amount in _COUNTED_LOOSELY else set()
    return Reading(amount) if qualifiers <= allowed else None


def _values(run: Run, between: bool, grammar: re.Pattern) -> tuple[int | None, int | None]:
    """The value or the two values of a run; (None, None) if it makes neither, or both."""
    if run[0][0] in "&>":  # the phrase was cut out of a sentence: "and 20", "rose to 20"
        run = run[1:]
    single = _number(run, grammar)
    if single is not None:
        return (None, None) if between else (single, None)
    pairs = []
    letters = "".join(letter for letter, _ in run)
    for index, link in enumerate(letters):
        # "twenty-five" is never twenty to five.
        if link in ("&>-=" if between else ">|-=") and letters[index - 1 : index + 2] != "T-U":
            left, right = _number(run[:index], grammar), _number(run[index + 1 :], grammar)
            if left is not None and right is not None and left < right:
                pairs.append((index, left, right))
    if len(pairs) != 1:
        return None, None
    index, left, right = pairs[0]
    return (None, None) if _shares_scale(run[:index], run[index + 1 :], right, grammar) else (left, right)


def _shares_scale(left: Run, right: Run, value: int, grammar: re.Pattern) -> bool:
    """Whether the scale of the right number may be meant for the left as well: "2 to 3 million"."""
    scales = [item for item in right[1:] if item[0] in "HKMZ"]
    scales += [("H", 100) for letter, _ in right if letter == "D"]  # "ثلاث أو أربعمئة"
    shared = [_number([*left, scale], grammar) for scale in scales]
    return any(number is not None and number < value for number in shared)


def _number(run: Run, grammar: re.Pattern) -> int | None:
    """The number that the whole run makes under the grammar of the language."""
    if not grammar.fullmatch("".join(letter for letter, _ in run)):
        return None
    if len(run) > 1 and any(letter == "N" and amount >= 1000 for letter, amount in run):
        return None
    total = group = 0
    for letter, amount in run:
        if letter in "KMZ":
            total, group = total + (group or 1) * amount, 0
        elif letter in "LP":
            total += amount
        else:
            group = (group or 1) * amount if letter == "H" else group + amount
    value = total + group
    return int(value) if value == int(value) and value <= LARGEST_VALUE else None
