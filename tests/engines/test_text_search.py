"""The searches over columns of text."""

import pyarrow as pa
import pytest

from riwaya.arrow import string_array
from riwaya.engines.text_search import SearchedText, searches
from riwaya.package.descriptor import Package
from riwaya.package.table import Table
from riwaya.text.name_fingerprints import fingerprint
from tests.support.package_copies import ROOT

NAME, SALT = "Specimen Exampleman", "0" * 32


@pytest.mark.parametrize("most", [1, 1 << 28])
@pytest.mark.parametrize("count", [3, 3000])
def test_names_are_found_in_few_texts_and_in_many(count, most, monkeypatch):
    """Many sequences of words are hashed by DuckDB, few by Python; columns are searched together or alone."""
    monkeypatch.setattr("riwaya.engines.text_search._MOST_BYTES", most)
    listed = {"salt": string_array([SALT]), "fingerprint": string_array([fingerprint(NAME, SALT)])}
    resource = Package.open(ROOT).resource("denied_names")
    search = searches({"denied_names": Table(resource, pa.table(listed), None)})["withheld_name"]
    texts = [f"مرحبا{at} word{chr(97 + at % 26)} {at} is said in place number{at}" for at in range(count)]
    one, other = [*texts, f"of {NAME}"], [f"{NAME} was there", None, *texts]
    columns = [SearchedText(string_array(column), None, False) for column in (one, other)]
    found = [cell for array in search(columns) for cell in array.to_pylist()]
    assert found == [*[False] * count, True, True, *[False] * (count + 1)]
