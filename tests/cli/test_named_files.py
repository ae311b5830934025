"""What commands say of a file that the user names and that they cannot use, in the chosen language."""

import builtins
import io
import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from riwaya.bilingual import LANGUAGES
from riwaya.cli.console import confirm
from riwaya.cli.main import main
from riwaya.system_errors import message_of
from tests.support.package_copies import HEAD, things_package

READ = {
    "validate": ("validate", "{}"),
    "validate --since": ("validate", "--since", "{}"),
    "build --previous": ("build", "--previous", "{}"),
    "build --sign": ("build", "--sign", "{}"),
    "verify": ("verify", "{}"),
    "verify --signers": ("verify", "dist", "--signers", "{}"),
    "search": ("search", "a", "--release", "{}"),
    "show": ("show", "EVT-0001", "--release", "{}"),
    "cite": ("cite", "--release", "{}"),
    "cite --check": ("cite", "--check", "{}"),
    "diff": ("diff", "{}"),
    "diff --apply": ("diff", "dist", "{}", "--apply"),
    "explorer": ("explorer", "--release", "{}", "--out", "."),
    "new": ("new", "--from", "{}"),
    "fix": ("fix", "{}"),
    "workbook import": ("workbook", "import", "{}"),
    "verify-sources": ("verify-sources", "--source", "SRC-0001", "--text", "{}"),
    "codebook": ("codebook", "{}"),
    "rules": ("rules", "{}", "--write"),
    "reliability": ("reliability", "{}"),
    "record": ("record", "{}"),
    "redact": ("redact", "--text", "{}"),
}
WRITTEN = {
    "build --out": ("build", "--out", "{}"),
    "diff --out": ("diff", "old", "new", "--apply", "--out", "{}"),
    "explorer --out": ("explorer", "--out", "{}"),
    "init": ("init", "{}", "--name", "things"),
    "workbook export": ("workbook", "export", "{}"),
}
TEXT = ("cite --check", "new", "verify-sources", "redact")
"""The commands that read a text."""
CASES = ("missing.zip", "folder", "locked.zip", "1256.zip", "empty.zip", "empty.zip/below")
# What Python, the operating system and click say.
ENGLISH = re.compile(
    "errno|no such|permission|director|is a |exist|codec|decode|byte|expecting|usage:|error:|aborted", re.I
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a package, and files that no command can use."""
    place = tmp_path_factory.mktemp("named")
    (place / "package").mkdir()
    descriptor = things_package(place / "package") / "datapackage.json"
    whole = json.loads(descriptor.read_text("utf-8")) | HEAD | {"languages": ["ar"], "keywords": ["things"]}
    whole["licenses"] = [{"name": "CC0-1.0", "path": "https://example.org/", "title": "CC0"}]
    descriptor.write_text(json.dumps(whole), "utf-8")
    (place / "folder").mkdir()
    (place / "folder/file").touch()
    (place / "locked.zip").write_text("a: b", "utf-8")
    (place / "1256.zip").write_bytes("first: line\nsources: عربي".encode("cp1256"))
    (place / "empty.zip").touch()
    return place


def run(place, arguments, lang="ar", typed=""):
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place / "package")
        # Permissions bind no user who may read everything.
        for module in (io, builtins):
            patch.setattr(module, "open", _refusing(module.open))
        result = CliRunner().invoke(main, [*arguments, "--lang", lang], input=typed)
    assert isinstance(result.exception, SystemExit), result.exception
    return result


def _refusing(real):
    def refuse(file, *arguments, **named):
        if isinstance(file, str | os.PathLike) and Path(file).name == "locked.zip":
            raise PermissionError(13, "Permission denied", os.fspath(file))
        return real(file, *arguments, **named)

    return refuse


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", READ)
def test_a_file_that_cannot_be_read_is_named_without_words_of_the_system(name, case, place):
    file = place / case
    result = run(place, [part.format(file) for part in READ[name]])
    told = result.output.replace(str(place), "")
    assert result.exit_code == (1 if (name, case) in PROBLEMS else 2), told
    assert not ENGLISH.search(told), told
    assert case.rpartition("/")[2] in told or (name, case) in UNREAD, told
    if name in TEXT:
        assert WORDS[case] in told, told


UNREAD = {("verify --signers", "1256.zip"), ("verify --signers", "empty.zip")}
"""What would be read if there were a release."""
PROBLEMS = {("verify", "1256.zip"), ("verify", "empty.zip"), ("new", "empty.zip")}
"""What is read, and found to be wrong."""
WORDS = {
    "missing.zip": "لا يوجد ملف ولا مجلد بهذا الاسم",
    "folder": "هذا مجلد. حدّد ملفًا",
    "locked.zip": "ليس لديك إذن. غيّر أذونات الملف",
    "1256.zip": "السطر 2",
    "empty.zip": "empty.zip",
    "empty.zip/below": "ملف حيث يلزم مجلد",
}


@pytest.mark.parametrize("case", ["file", "file/below"])
@pytest.mark.parametrize("name", WRITTEN)
def test_a_place_where_nothing_can_be_written_is_named(name, case, place):
    # A workbook takes the place of a file, but not of a folder.
    file = place / ("folder" if (name, case) == ("workbook export", "file") else f"folder/{case}")
    before = sorted(place.rglob("*"))
    result = run(place, [part.format(file) for part in WRITTEN[name]])
    assert not ENGLISH.search(result.output), result.output
    assert result.exit_code == 2 and sorted(place.rglob("*")) == before, result.output


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_place_in_an_empty_report_is_its_first_line(lang, place):
    told = run(place, ("new", "--from", str(place / "empty.zip")), lang).stdout
    assert told.startswith("empty.zip:1: "), told


@pytest.mark.parametrize(
    "error", [OSError(999, "x", "a/b.csv"), OSError("disk on fire"), OSError(5, "x", "b.csv")]
)
def test_an_error_without_words_of_ours_says_what_is_known(error):
    told = message_of(error)
    assert told.en and told.ar and ("fire" in told.ar) == ("fire" in str(error))


@pytest.mark.parametrize("arguments", [("build",), ("cite",), ("cite", "a"), ("codebook",)])
def test_what_a_descriptor_lacks_for_a_citation_is_named(arguments, tmp_path):
    (tmp_path / "package").mkdir()
    things_package(tmp_path / "package")
    result = run(tmp_path, arguments, "en")
    assert result.exit_code == 2 and "datapackage.json: lacks version" in result.output


@pytest.mark.parametrize("lang, words", [("en", "nothing was written"), ("ar", "فلم يُكتب شيء")])
def test_input_that_ends_before_a_question_is_answered_writes_nothing(lang, words, place, monkeypatch):
    """As Ctrl-C does there: click raises the same for both."""
    monkeypatch.setattr("riwaya.cli.new.valid_package", lambda lang: confirm(lang, "?"))
    result = run(place, ("new", "--from", str(place / "empty.zip")), lang)
    assert result.exit_code == 2 and words in result.stderr and not ENGLISH.search(result.output)


@pytest.mark.parametrize("lang, words", [("en", "Interrupted."), ("ar", "انقطع الأمر.")])
def test_an_interruption_is_no_traceback(lang, words, place, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("riwaya.cli.verify.verify_release", interrupt)
    result = run(place, ("verify", "."), lang)
    assert result.exit_code == 2 and words in result.stderr and "Aborted" not in result.output
