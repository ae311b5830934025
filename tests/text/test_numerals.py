"""Numbers in all scripts have one reading, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.text.numerals import read_number

# A text, the integer that it is, the number that it is where decimals can stand.
READINGS = [
    ("١٠٠٠", "1000", "1000"),
    ("١٬٠٠٠", "1000", "1000"),
    ("۱٬۲۳۴٬۵۶۷", "1234567", "1234567"),
    ("１２", "12", "12"),
    ("१२", "12", "12"),
    ("1\u00a0000", "1000", "1000"),
    ("1\u2009000\u2009000", "1000000", "1000000"),
    ("1\u202f000", "1000", "1000"),
    ("1'000", "1000", "1000"),
    ("1’000", "1000", "1000"),
    ("1,000", "1000", None),
    ("١،٠٠٠", "1000", None),
    ("1.000", None, "1.000"),
    ("1,000,000", "1000000", "1000000"),
    ("1.000.000", "1000000", "1000000"),
    ("١٫٥", None, "1.5"),
    ("1,5", None, "1.5"),
    ("1.234,5", None, "1234.5"),
    ("1,234.5", None, "1234.5"),
    ("١٬٢٣٤٫٥", None, "1234.5"),
    ("0,123", None, "0.123"),
    ("36,50237", None, "36.50237"),
    ("−٥", "-5", "-5"),
    ("+5", "5", "5"),
    ("٠٠٧", "7", "7"),
    ("0", "0", "0"),
]
NO_NUMBERS = [
    "",
    "-",
    "١٬",
    "1٬00",
    "1 000",
    "1,23,456",
    "1,234,5",
    "1٬000'000",
    "١٢ شخصًا",
    "10-20",
    "²",
    "1..5",
]


@pytest.mark.parametrize("text, integer, number", READINGS)
def test_a_number_has_one_reading_or_none(text, integer, number):
    assert (read_number(text, True), read_number(text, False)) == (integer, number)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_or_several_is_not_read(text):
    assert read_number(text, True) is None and read_number(text, False) is None


@given(st.integers(-(10**12), 10**12), st.sampled_from("٠۰０०"), st.sampled_from(["", "٬", "\u202f", "’"]))
def test_every_integer_is_read_in_every_script(number, zero, sign):
    digits = f"{number:,}".replace(",", sign)
    written = "".join(chr(ord(zero) + int(char)) if char in "0123456789" else char for char in digits)
    assert read_number(written, True) == read_number(written, False) == str(number)
