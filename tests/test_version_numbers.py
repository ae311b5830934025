"""Versions: their order, and how far one must rise."""

import pytest

from riwaya.version_numbers import may_break, next_allowed, version_key


def test_versions_are_ordered_by_their_numbers():
    assert sorted(["0.10.0", "0.9.9", "1.0.0", "0.2.0"], key=version_key) == [
        "0.2.0",
        "0.9.9",
        "0.10.0",
        "1.0.0",
    ]


@pytest.mark.parametrize(
    "version, bump, least",
    [
        ("0.2.1", "minor", "0.3.0"),
        ("0.2.1", "major", "0.3.0"),
        ("1.4.2", "minor", "1.5.0"),
        ("1.4.2", "major", "2.0.0"),
    ],
)
def test_the_lowest_version_that_a_change_allows(version, bump, least):
    assert next_allowed(version, bump) == least


@pytest.mark.parametrize(
    "before, now, allowed",
    [
        ("0.2.0", "0.2.9", False),
        ("0.2.0", "0.3.0", True),
        ("1.2.0", "1.3.0", False),
        ("1.2.0", "2.0.0", True),
    ],
)
def test_which_versions_may_break_what_was_promised(before, now, allowed):
    assert may_break(before, now) is allowed
