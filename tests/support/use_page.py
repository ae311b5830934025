"""Runs the READMEs and pages of docs/ with commands or programs, and writes under these what they print.

`python -m tests.support.use_page`; a test proves that the pages are as they would be written now.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from click.testing import CliRunner

from riwaya.cli.main import main
from riwaya.package.descriptor import Package
from riwaya.publishing.build import build
from riwaya.validation.check import check_package
from tests.support.package_copies import ROOT

_NAMES = ("README", "docs/use", "docs/curating", "docs/citing", "docs/r", "docs/javascript")
PAGES = tuple((ROOT / f"{name}.md", ROOT / f"{name}.ar.md") for name in _NAMES)
"""Each in English and in Arabic."""
BLOCK = re.compile(r"```(python|console|r|js)\n(.*?)```\n(?:\n```text\n.*?```\n)?", re.DOTALL)


_OTHERS = {"r": ("Rscript", "-e"), "js": ("node", "--input-type=module", "-e")}
"""The programs of other languages, with what runs a text in them."""


def _other_block(match: re.Match) -> str:
    """A block in another language with what it prints; as it is where its program is not installed."""
    language, code = match[1], match[2]
    program, *options = _OTHERS[language]
    if not shutil.which(program):
        return match[0]
    done = subprocess.run([program, *options, code], capture_output=True, text=True, encoding="utf-8")
    if language == "r" and "there is no package called" in done.stderr:
        return match[0]
    assert done.returncode == 0, done.stderr
    return f"```{language}\n{code}```\n\n```text\n{done.stdout.rstrip()}\n```\n"


def run(text: str, folder: Path) -> str:
    """The page with what its blocks print, run one after the other in a folder that holds a release."""
    names: dict[str, object] = {}

    def block(match: re.Match) -> str:
        language, code = match[1], match[2]
        if language == "console":
            command = code.splitlines()[0].removeprefix("$ riwaya ")
            result = CliRunner().invoke(main, shlex.split(command))
            assert result.exit_code == 0, result.output
            return f"```console\n$ riwaya {command}\n{result.stdout.rstrip()}\n```\n"
        if language in _OTHERS:
            return _other_block(match)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "page", "exec"), names)
        output = f"\n```text\n{printed.getvalue().rstrip()}\n```\n" if printed.getvalue() else ""
        return f"```python\n{code}```\n{output}"

    before = Path.cwd()
    os.chdir(folder)
    try:
        return BLOCK.sub(block, text)
    finally:
        os.chdir(before)


def written() -> dict[Path, str]:
    """The pages as they would be written now."""
    with tempfile.TemporaryDirectory() as folder:
        build(check_package(Package.open(ROOT)), Path(folder))
        return {page: run(page.read_text("utf-8"), Path(folder)) for pages in PAGES for page in pages}


if __name__ == "__main__":
    for page, text in written().items():
        page.write_text(text, "utf-8", newline="\n")
