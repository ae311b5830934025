"""What agreement compares: origins, not outlets; relays only where the origin has no figure of its own."""

import pytest
from cases_support import apply

from riwaya.check import check
from riwaya.package import read_package
from riwaya.release.build import published_tables

RELAY, OTHER = ("ACT-0005", "CLM-0019"), ("ACT-0017", "CLM-0019")
SOURCE = "SRC-0002,news_article,ACT-0008,عنوان,Title,ar,,,ar,2018-06-08,page_date,,,,excerpt,,,\n"
FIRST = "CLM-0012"  # ten, by Suhaib al-Jaber


def agreement(told, tmp_path):
    """The row of EVT-0003 after claims were added: (claimant, relayed claim or "", qualifier and value or "")."""
    claims = figures = ""
    number = 9
    for at, (claimant, relayed, figure) in enumerate(told, start=19):
        attribution = "named" if claimant in ("ACT-0007", "ACT-0009", "ACT-0011") else "organisation"
        claims += f"CLM-00{at},EVT-0003,SRC-0002,{claimant},{attribution},asserts,{relayed},,,يقول,Says,,\n"
        if figure:
            qualifier, value, value_to = [*figure.split(), ""][:3]
            wording = {"exact": value, "at_least": f"at least {value}", "between": f"{value} to {value_to}"}[qualifier]
            arabic = {"exact": value, "at_least": f"ما لا يقل عن {value}", "between": f"{value} إلى {value_to}"}[qualifier]
            figures += f"FIG-00{number:02},CLM-00{at},persons_released,ACT-0001,ACT-0002,persons,{qualifier},{value},{value_to},,"
            figures += f"{arabic},{wording},ar,,,\n"
            number += 1
    root = apply([{"path": "data/sources.csv", "append": SOURCE}, {"path": "data/claims.csv", "append": claims},
                  {"path": "data/figures.csv", "append": figures}], tmp_path)
    checked = check(read_package(root))
    assert not checked.report.errors, [problem.message().en for problem in checked.report.errors]
    with published_tables(checked) as tables:
        rows = next(table for table in tables if table.name == "agreement").whole().to_pylist()
    (row,) = [row for row in rows if row["event_id"] == "EVT-0003" and row["held_by_id"] == "ACT-0001"]
    return row["relation"], row["claims"], row["origins"], row["claimants"]


@pytest.mark.parametrize(
    "told, expected",
    [
        # An echo changes nothing, even where it changes the number.
        ([("ACT-0005", FIRST, "exact 10"), ("ACT-0017", FIRST, "exact 15")], ("single_origin", 3, 1, 1)),
        ([("ACT-0007", "", "exact 10")], ("agree", 2, 2, 2)),
        ([("ACT-0007", "", "at_least 5")], ("overlap", 2, 2, 2)),
        ([("ACT-0007", "", "exact 20"), (*RELAY, "exact 10")], ("contradict", 3, 2, 2)),
        # Who says it twice is two origins and one claimant.
        ([("ACT-0009", "", "exact 10")], ("agree", 2, 2, 1)),
        # The origin was not read for its figure: each of its relays may have it right.
        ([("ACT-0007", "", ""), (*RELAY, "exact 5"), (*OTHER, "exact 15")], ("overlap", 3, 2, 2)),
        ([("ACT-0007", "", ""), (*RELAY, "exact 12"), (*OTHER, "exact 15")], ("contradict", 3, 2, 2)),
        ([("ACT-0007", "", ""), (*RELAY, "exact 12"), (*OTHER, "at_least 8")], ("overlap", 3, 2, 2)),
    ],
)
def test_origins_are_compared(told, expected, tmp_path):
    assert agreement(told, tmp_path) == expected
