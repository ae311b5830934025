"""Compares versions, and says how far one must rise. Before 1.0.0 the minor number acts as the major one."""

from __future__ import annotations


def version_key(version: str) -> tuple[int, ...]:
    """A version as numbers, by which versions are put in order; a part that is no number counts as 0.

    >>> max("0.9.0", "0.10.0", key=version_key)
    '0.10.0'
    """
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))


def next_allowed(version: str, bump: str) -> str:
    """The lowest version after another one, given that "major" or "minor" must rise.

    >>> next_allowed("1.4.2", "major"), next_allowed("0.4.2", "major"), next_allowed("1.4.2", "minor")
    ('2.0.0', '0.5.0', '1.5.0')
    """
    major, minor, _ = version_key(version)
    return f"{major + 1}.0.0" if bump == "major" and major else f"{major}.{minor + 1}.0"


def may_break(before: str, now: str) -> bool:
    """Whether incompatible changes are allowed between two versions.

    They are if the major number is higher or, before 1.0.0, the minor one.

    >>> may_break("0.2.0", "0.3.0"), may_break("1.2.0", "1.3.0")
    (True, False)
    """
    old, new = version_key(before)[:2], version_key(now)[:2]
    return new[0] > old[0] or (old[0] == new[0] == 0 and new[1:] > old[1:])
