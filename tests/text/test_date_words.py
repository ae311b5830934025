"""How dates are written for readers, and the names of months by which they are found."""

import pytest

from riwaya.text.date_words import day_text, month_names


@pytest.mark.parametrize(
    "edtf, english, arabic",
    [
        ("2018-06-07", "7 June 2018", "7 حزيران/يونيو 2018"),
        ("2018-04", "April 2018", "نيسان/أبريل 2018"),
        ("2018", "2018", "2018"),
        ("2018-24", "winter 2018", "شتاء 2018"),
        ("201X", "2010–2019", "2010–2019"),
        ("2018-XX-XX", "2018", "2018"),
        ("2018-04-XX", "April 2018", "نيسان/أبريل 2018"),
        ("2018-11~", "about November 2018", "نحو تشرين الثاني/نوفمبر 2018"),
        # Its last words stay on one line.
        ("2018?", "2018 (uncertain)", "2018 (غير\u00a0مؤكد)"),
        ("2018-11-17%", "about 17 November 2018 (uncertain)", None),
        ("2017-10-12/2017-10-15", "12–15 October 2017", "12–15 تشرين الأول/أكتوبر 2017"),
        ("2017-10-12~/2017-10-15", "about 12 October 2017 – 15 October 2017", None),
        ("2018-02/2018-04-18", "February 2018 – 18 April 2018", "شباط/فبراير 2018 – 18 نيسان/أبريل 2018"),
        ("2018-01-30/2018-02-02", "30 January 2018 – 2 February 2018", None),
        ("../2018-06-07", "until 7 June 2018", "حتى 7 حزيران/يونيو 2018"),
        ("/2018-06", "until June 2018, start unknown", None),
        ("2018-01/..", "from January 2018 on", "منذ كانون الثاني/يناير 2018"),
        ("2018-01/", "from January 2018 on, end unknown", None),
        ("no date", "no date", "no date"),
        ("../..", "../..", "../.."),
        ("2018-99", "2018-99", "2018-99"),
        ("2018-13/2019", "2018-13/2019", None),
        ("2018-06-31", "2018-06-31", None),
        ("2019/2018", "2019/2018", None),
    ],
)
def test_dates_are_written_for_readers(edtf, english, arabic):
    assert day_text(edtf, "en") == english
    assert arabic is None or day_text(edtf, "ar") == arabic


@pytest.mark.parametrize(
    "edtf, english",
    [
        ("2018-09", ["September"]),
        ("2018-09-03~", ["September"]),
        ("2017-12-30/2018-01-02", ["December", "January"]),
        ("2018-21", ["March", "April", "May"]),
        # What may be in more months than a season has is not found by any.
        ("2018-01/2018-04", []),
        ("2018", []),
        ("2018-09/..", []),
        ("in September", []),
    ],
)
def test_a_date_has_the_names_of_its_months_in_both_languages(edtf, english):
    names = month_names(edtf)
    assert [*names[: len(english)]] == english and len(names) == 2 * len(english)
