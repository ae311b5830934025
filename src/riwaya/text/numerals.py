"""Reads a number that is written in the digits of any script, with signs for thousands and decimals."""

from __future__ import annotations

import regex

from riwaya.text.characters import ascii_digits

# Signs that stand between thousands alone: the Arabic one, apostrophes, blanks that do not break a line.
_THOUSANDS = "٬'’\u00a0\u2007\u2009\u202f"
# Signs that some languages put between thousands, and others before decimals.
_EITHER = ",،."
_GROUPED = regex.compile(
    rf"(?P<whole>[1-9][0-9]{{0,2}}(?:(?P<sign>[{_THOUSANDS}{_EITHER}])[0-9]{{3}})(?:(?P=sign)[0-9]{{3}})*)"
    rf"(?:(?!(?P=sign))[٫{_EITHER}](?P<decimals>[0-9]+))?"
)
_UNGROUPED = regex.compile(rf"(?P<whole>[0-9]+)(?:[٫{_EITHER}](?P<decimals>[0-9]+))?")
# A full stop before or after all digits.
_ONE_SIDED = regex.compile(r"(?P<whole>[0-9]*)[.](?P<decimals>[0-9]*)(?<=[0-9].|.[0-9])")
# One sign before three digits: a thousand, or three decimals.
_EITHER_WAY = regex.compile(rf"(?P<one>[1-9][0-9]{{0,2}})(?P<sign>[{_EITHER}])(?P<other>[0-9]{{3}})")


def read_number(text: str, is_integer: bool) -> str | None:
    """The number as JSON writes it, if the text can be read in one way; else None.

    `1,000` is a thousand where only integers can stand, and not certain where decimals can; `1.000` is not
    certain among integers. A full stop before decimals is what packages themselves write.

    >>> read_number("١٬٠٠٠", True), read_number("١٫٥", False), read_number("1.234,5", False)
    ('1000', '1.5', '1234.5')
    >>> read_number("1.000", True), read_number("1,000", False), read_number("1,5", True)
    (None, None, None)
    """
    digits = ascii_digits(text).replace("−", "-")
    minus = "-" if digits.startswith("-") else ""
    digits = digits.removeprefix(minus or "+")
    if match := _EITHER_WAY.fullmatch(digits):
        has_point = match["sign"] == "."
        if has_point == is_integer:
            return None
        return f"{minus}{match['one']}{'.' if has_point else ''}{match['other']}"
    match = _GROUPED.fullmatch(digits) or _UNGROUPED.fullmatch(digits)
    match = match or (None if is_integer else _ONE_SIDED.fullmatch(digits))
    if not match or (is_integer and match["decimals"]):
        return None
    whole = regex.sub("[^0-9]", "", match["whole"]).lstrip("0") or "0"
    return minus + whole + (f".{match['decimals']}" if match["decimals"] else "")
