"""JSON that programs read differently is refused, with the place."""

import pytest
from click.testing import CliRunner

from riwaya.cli.main import main
from riwaya.package.strict_json import JsonError, loads

REFUSED = {
    "a key twice": ('{"a": 1,\n "a": 2}', "line 2, column 2: a stands a second time"),
    "a key twice, once escaped": ('{"a": 1, "\\u0061": 2}', "line 1, column 10: a stands"),
    "the first of two": ('{"a": 1, "a": {"b": 1, "b": 2}}', "line 1, column 10: a stands"),
    "in an object below": ('{"x": [{"a": 1}, {"a": {"a": 2},\n\n"a": 3}]}', "line 3, column 1: a stands"),
    "beside texts that look like keys": (
        '{"a": "\\"a\\": {}]", "b": ["a", "a"], "a" :1}',
        "line 1, column 38: a stands",
    ),
    "a constant": ('{"a": "NaN",\n"b": NaN}', "line 2, column 6: NaN is not"),
    "a constant below zero": ("[1,\n[-Infinity]]", "line 2, column 2: -Infinity is not"),
    "a byte order mark": ("\ufeff{}", "it begins with a byte order mark"),
    "no JSON": ('{"a": 1,}', "line 1, column 9: this is not JSON"),
}


@pytest.mark.parametrize("text, reason", REFUSED.values(), ids=REFUSED)
def test_the_place_is_named_in_both_languages(text, reason):
    with pytest.raises(JsonError) as error:
        loads(text.encode())
    message = error.value.reason
    assert message.en.startswith(reason) and message.ar != message.en
    if reason.startswith("line"):
        numbers = [word.strip("line,:") for word in reason.split() if word[0].isdigit()]
        assert all(number in message.ar for number in numbers)


@pytest.mark.parametrize(
    "text",
    ['{"a": {"a": [{"a": 1}, {"a": 1}]}, "b": "a"}', '{"a": "NaN", "NaN": "\\"a\\":"}', "[[], {}, 1e5]"],
)
def test_what_only_looks_so_is_read(text):
    assert loads(text.encode()) is not None


@pytest.mark.parametrize("language, words", [("en", "byte order mark"), ("ar", "بعلامة ترتيب البايتات")])
def test_a_descriptor_with_a_byte_order_mark_is_refused_with_the_way_to_save_it(language, words, tmp_path):
    (tmp_path / "datapackage.json").write_bytes(b'\xef\xbb\xbf{"resources": []}')
    result = CliRunner().invoke(main, ["validate", str(tmp_path), "--lang", language])
    assert result.exit_code == 2 and words in result.output and "UTF-8 with BOM" in result.output
