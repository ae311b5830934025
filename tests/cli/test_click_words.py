"""click's own errors, usage and help are in the language of the messages, whichever way it is chosen."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from riwaya.bilingual import LANGUAGES, Messages
from riwaya.cli.main import main
from riwaya.cli.options import language_of

ERRORS = {
    "no such option": (
        ["validate", "--forma", "x"],
        "No such option '--forma'. Did you mean '--format'?",
        "لا يوجد خيار باسم ‎--forma‎",
    ),
    "option of the group": (["--surprise"], "No such option '--surprise'.", "لا يوجد خيار باسم ‎--surprise‎"),
    "no such command": (["surprise"], "No such command 'surprise'.", "لا يوجد أمر باسم ‎surprise‎"),
    "command of a command": (
        ["workbook", "expor"],
        "No such command 'expor'. Did you mean 'export'?",
        "لا يوجد أمر باسم ‎expor‎. أتقصد ‎'export'‎؟",
    ),
    "missing argument": (["show"], "Missing argument 'ID'.", "ينقص الوسيط 'ID'."),
    "missing option": (
        ["retire", "FIG-0001", "--reason-en", "x", "--reason-ar", "x"],
        "Missing option '--kind'. Choose from:",
        "ينقص الخيار '--kind'. اختر واحدًا من:",
    ),
    "extra argument": (
        ["show", "a", "b"],
        "Got unexpected extra argument (b)",
        "وسيط زائد لا يقبله الأمر: ‎b‎",
    ),
    "extra arguments": (
        ["show", "a", "b", "c"],
        "Got unexpected extra arguments (b c)",
        "وسائط زائدة لا يقبلها الأمر: ‎b c‎",
    ),
    "not a choice": (
        ["search", "a", "--format", "xml"],
        "Invalid value for '--format': 'xml' is not one of 'text', 'json'.",
        "قيمة غير صالحة في ‎'--format'‎: «xml» ليس من القيم المقبولة: ‎'text', 'json'‎.",
    ),
    "not a number": (
        ["search", "a", "--limit", "many"],
        "Invalid value for '--limit': 'many' is not a valid integer range.",
        "قيمة غير صالحة في ‎'--limit'‎: «many» ليس عددًا صحيحًا.",
    ),
    "out of range": (
        ["search", "a", "--limit", "0"],
        "Invalid value for '--limit': 0 is not in the range x>=1.",
        "قيمة غير صالحة في ‎'--limit'‎: 0 خارج النطاق ‎x>=1‎.",
    ),
    "a value too many": (
        ["fix", "--dry-run=3"],
        "Option '--dry-run' does not take a value.",
        "الخيار ‎--dry-run‎ لا يأخذ قيمة.",
    ),
    "no value": (["show", "a", "--release"], "Option '--release' requires an argument.", "يحتاج إلى قيمة."),
    "a value too few": (
        ["cite", "--where", "claims"],
        "Option '--where' requires 2 arguments.",
        "عدد القيم التي يحتاج إليها الخيار ‎--where‎ هو 2.",
    ),
}


LATIN = re.compile("[A-Za-z]{2,}")


def error_of(arguments, chosen):
    """What a command line prints that has the option `--lang`, or none."""
    at = len(arguments) if "expor" in arguments else 1
    result = CliRunner().invoke(main, [*arguments[:at], *chosen, *arguments[at:]])
    assert result.exit_code == 2 and result.stdout == "" and isinstance(result.exception, SystemExit)
    return result.stderr


@pytest.mark.parametrize("chosen", [["--lang", "ar"], ["--lang=ar"], []], ids=" ".join)
@pytest.mark.parametrize("case", ERRORS)
def test_an_error_of_the_command_line_is_in_the_language_chosen(case, chosen, monkeypatch):
    arguments, english, arabic = ERRORS[case]
    assert english in error_of(arguments, ["--lang", "en"])
    if not chosen:
        monkeypatch.setattr("riwaya.cli.options.default_language", lambda: "ar")
    shown = error_of(arguments, chosen)
    assert "خطأ: " in shown and arabic in shown, shown
    # What is left in Latin letters are names of commands and options, and what was typed.
    usage = [line for line in shown.splitlines() if line.startswith(("الاستعمال: ", "للمساعدة شغّل: ", "\t"))]
    named = " ".join([*arguments, *chosen, *usage, *re.findall("'[^']*'", english)])
    assert {*LATIN.findall(shown)} <= {*LATIN.findall(named)}, shown
    assert (len(usage) >= 2) == ("Option '--" not in english), shown
    # And the next one is English again.
    assert english in error_of(arguments, ["--lang", "en"])


@pytest.mark.parametrize(
    "arguments, language",
    [
        (["validate"], "en"),
        (["--lang", "ar"], "ar"),
        (["x", "--lang=ar", "--lang", "en"], "en"),
        (["--lang", "fr"], "en"),
        (["show", "--lang"], "en"),
    ],
)
def test_the_last_language_of_the_arguments_is_chosen(arguments, language):
    assert language_of(arguments) == language


@pytest.mark.parametrize("arguments", [["--help"], ["validate", "--help"], ["workbook", "--help"]])
def test_the_headings_of_the_help_are_in_the_language_chosen(arguments, monkeypatch):
    shown = []
    for lang in LANGUAGES:
        monkeypatch.setattr("riwaya.cli.options.default_language", lambda lang=lang: lang)
        shown.append(CliRunner().invoke(main, arguments).output)
    english, arabic = shown
    pairs = {"Usage:": "الاستعمال:", "Options:": "الخيارات:", "Commands:": "الأوامر:"}
    for one, other in pairs.items():
        assert one not in arabic and (one in english) == (other in arabic)
        assert other not in english
    # The help of options is in both languages in either.
    assert all("Show this help and exit · عرض هذه المساعدة" in text for text in (english, arabic))


def test_arabic_is_printed_whatever_the_locale():
    for environment in ({"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}):
        command = [sys.executable, "-m", "riwaya", "surprise", "--lang", "ar"]
        result = subprocess.run(command, capture_output=True, env={**os.environ, **environment})
        assert result.returncode == 2 and "لا يوجد أمر باسم" in result.stderr.decode()


def test_every_text_stands_in_the_code_of_click():
    """Where click rewords one, its new words would be English in both languages."""
    modules = Path(click.__file__).parent.glob("*.py")
    code = "".join(file.read_text("utf-8") for file in modules)
    for text in Messages("riwaya.cli", "click.toml").texts.values():
        assert text.en.replace("\n", "\\n").replace("\t", "\\t") in code, text.en
        assert {*re.findall(r"{\w+", text.ar)} <= {*re.findall(r"{\w+", text.en)}, text.ar
