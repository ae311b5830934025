"""Chooses the form of a noun that agrees with a number, by the plural rules of Unicode (CLDR)."""

from __future__ import annotations

from collections.abc import Mapping

FORMS = {"en": ("one", "other"), "ar": ("zero", "one", "two", "few", "many", "other")}
"""The forms that a noun has beside numbers, by language."""


def plural_form(number: int, lang: str) -> str:
    """The one of FORMS that a whole number from zero up takes in "en" or "ar".

    >>> [plural_form(number, "ar") for number in (0, 1, 2, 3, 11, 100, 103)]
    ['zero', 'one', 'two', 'few', 'many', 'other', 'few']
    """
    if lang == "en":
        return "one" if number == 1 else "other"
    few = {0: "zero", 1: "one", 2: "two"}
    rest = number % 100
    return few.get(number) or ("few" if 3 <= rest <= 10 else "many" if rest > 10 else "other")


def counted(number: int, forms: Mapping[str, str], lang: str) -> str:
    """The form for a number with the number in place of "{count}"; for 0 the form "zero" where there is one.

    >>> forms = {"zero": "no claim", "one": "{count} claim", "other": "{count} claims"}
    >>> counted(1200, forms, "en"), counted(0, forms, "en")
    ('1,200 claims', 'no claim')
    """
    form = plural_form(number, lang) if number or "zero" not in forms else "zero"
    return forms[form].format(count=f"{number:,}")
