"""What the commands for contributors do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from riwaya.check import check
from riwaya.commands import reported
from riwaya.contribute.fix import Mended, mended
from riwaya.dataset import home
from riwaya.edit import put_in_place
from riwaya.package import read_package
from riwaya.problem import Bilingual

_LINE = Bilingual("line {line}", "السطر {line}")
_PLACES = Bilingual("places: {count}", "المواضع: {count}")
_CHANGED = Bilingual("\u2068{before}\u2069 → \u2068{after}\u2069", "كان \u2068{before}\u2069 وصار \u2068{after}\u2069")
_NOTHING = Bilingual("Nothing has one meaning and another form.", "لا شيء يحتمل معنى واحدًا وكُتب على غير صورته.")


def fix(path: Path | None, dry_run: bool, lang: str) -> int:
    """Mend what has one meaning."""
    package = read_package(path) if path else home()
    files = mended(package)
    for file in files:
        click.echo("\n".join(_told(file, lang)))
    if not files:
        click.echo(_NOTHING[lang])
    if dry_run:
        return 1 if files else 0
    put_in_place(package.root, {file.resource.path: file.data for file in files})
    return reported(check(package), "text", lang)


def _told(file: Mended, lang: str) -> Iterator[str]:
    yield file.resource.path
    for repair in file.repairs:
        line = repair.line and _LINE.format({"line": repair.line})[lang]
        places = "" if line else _PLACES.format({"count": repair.count})[lang]
        changed = _CHANGED.format({"before": repair.before, "after": repair.after})[lang] if repair.before else ""
        yield "  " + " · ".join(filter(None, (repair.code, line, repair.field, places, changed)))
