"""The page that leads from a download to an answer prints what it says it prints."""

from use_page import PAGE, written


def test_the_page_prints_what_stands_in_it():
    assert written() == PAGE.read_text("utf-8")
