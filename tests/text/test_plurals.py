"""Nouns agree with their numbers as the rules of CLDR, which Babel has whole, say."""

import pytest
from babel import Locale

from riwaya.text.plurals import FORMS, counted, plural_form


@pytest.mark.parametrize("lang", FORMS)
def test_forms_are_those_of_cldr(lang):
    numbers = [*range(1250), 1_000_000, 1_000_003]
    forms = [plural_form(number, lang) for number in numbers]
    assert forms == [Locale(lang).plural_form(number) for number in numbers]
    assert {*forms} == {*FORMS[lang]}


def test_a_form_may_leave_the_number_out():
    claims = {"one": "ادعاء واحد", "two": "ادعاءان", "few": "{count} ادعاءات", "other": "{count} ادعاء"}
    texts = [counted(number, claims, "ar") for number in (1, 2, 3, 1200)]
    assert texts == ["ادعاء واحد", "ادعاءان", "3 ادعاءات", "1,200 ادعاء"]
