"""What the commands for contributors do."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from riwaya.atomic import write_files
from riwaya.bilingual import Bilingual
from riwaya.cli.console import agreed, shown_and_agreed
from riwaya.cli.report import reported, reported_errors
from riwaya.curation.fix import FixedFile, fix_files
from riwaya.curation.new_row import Form, table_named
from riwaya.curation.prompts import EMPTY, Console
from riwaya.curation.scaffold import create_dataset, write_codebook
from riwaya.curation.sheets import write_sheets
from riwaya.curation.upgrade import apply_upgrade, as_text, plan_upgrade
from riwaya.dataset.locate import installed_package
from riwaya.errors import NotFoundError
from riwaya.package.descriptor import read_package
from riwaya.validation.check import check_package

_LINE = Bilingual("line {line}", "السطر {line}")
_PLACES = Bilingual("places: {count}", "المواضع: {count}")
_CHANGED = Bilingual(
    "\u2068{before}\u2069 → \u2068{after}\u2069", "كان \u2068{before}\u2069 وصار \u2068{after}\u2069"
)
_NOTHING = Bilingual(
    "Nothing has one meaning and another form.", "لا شيء يحتمل معنى واحدًا وكُتب على غير صورته."
)
_THERE = Bilingual("It is there already: {id}", "هو موجود أصلًا: {id}")
_NOT_WRITTEN = Bilingual("Nothing was written. What you answered:", "لم يُكتب شيء. هذه إجاباتك:")
_STARTED = Bilingual(
    "{folder}: an empty dataset. Go there and run python3 scripts/validate.py, then scripts/build.py. README.md says the rest.",
    "{folder}: مجموعة بيانات فارغة. ادخله وشغّل python3 scripts/validate.py ثم python3 scripts/build.py؛ والباقي في README.ar.md.",
)
_UP_TO_DATE = Bilingual("The code is up to date: version {version}.", "الشيفرة هي الأحدث: النسخة {version}.")
_WRITE = Bilingual("Write these changes?", "أتُكتب هذه التغييرات؟")
_KEPT = Bilingual("[Enter: {usual}, {empty}: empty]", "[Enter: {usual}، {empty}: يُترك فارغًا]")


def new(table: str, lang: str) -> int:
    """Ask for a new row and what belongs to it, and write them if all of it is valid."""
    package = installed_package()
    name = table_named(package, table)
    if not (checked := check_package(package)).report.ok:
        return reported(checked, "text", lang)
    form, written, code = (
        Form(package, Console(lang, click.echo, partial(_asked, lang), partial(agreed, lang))),
        False,
        0,
    )

    def write() -> bool:
        nonlocal written
        written = shown_and_agreed(package, form.sheets, lang)
        return written

    try:
        meant = form.add_rows(name, {})
        if not form.added:
            click.echo(_THERE.format({"id": meant})[lang])
            return 0
        code = reported_errors(write_sheets(package, form.sheets, write), lang)
    except click.Abort:
        code = 1
    if not written:
        click.echo(_NOT_WRITTEN[lang])
        for sheet, record in form.added:
            click.echo(f"{sheet.resource.path}: {sheet.line(record)}", nl=False)
    return code


def _asked(lang: str, question: str, usual: str) -> str:
    kept = _KEPT.format({"usual": usual, "empty": EMPTY})[lang] if usual else ""
    return click.prompt(
        " ".join(filter(None, (question, kept))) or ">", default=usual, show_default=False, prompt_suffix=" "
    )


def init(
    folder: Path,
    name: str | None,
    title_en: str | None,
    title_ar: str | None,
    upgrade: bool,
    yes: bool,
    lang: str,
) -> int:
    """Make a new, empty dataset, or bring newer code into one."""
    if upgrade:
        if name or title_en or title_ar:
            raise NotFoundError(
                "Give --upgrade without --name and titles: they stay as they are.",
                "أعطِ --upgrade من دون --name والعناوين، فهي تبقى كما هي.",
            )
        return _upgrade(folder, yes, lang)
    if bool(title_en) != bool(title_ar):
        raise NotFoundError(
            "Give both --title-en and --title-ar, or neither.", "أعطِ --title-en و--title-ar معًا أو لا تعطهما."
        )
    title = Bilingual(title_en, title_ar) if title_en and title_ar else None
    made = create_dataset(installed_package(), folder, name, title, datetime.date.today())
    click.echo(_STARTED.format({"folder": made.name})[lang])
    return 0


def _upgrade(folder: Path, yes: bool, lang: str) -> int:
    upgrade = plan_upgrade(installed_package(), folder)
    if upgrade.is_empty:
        click.echo(_UP_TO_DATE.format({"version": upgrade.record.version})[lang])
        return 0
    click.echo("\n".join(as_text(upgrade, lang)))
    if not (yes or agreed(lang, _WRITE[lang])):
        return 1
    apply_upgrade(upgrade)
    return 1 if upgrade.edited else 0


def codebook(path: Path | None, lang: str) -> int:
    """Write the codebook beside the data."""
    package = read_package(path) if path else installed_package()
    if not (checked := check_package(package)).report.ok:
        return reported(checked, "text", lang)
    click.echo("\n".join(write_codebook(package)))
    return 0


def fix(path: Path | None, dry_run: bool, lang: str) -> int:
    """Mend what has one meaning."""
    package = read_package(path) if path else installed_package()
    files = fix_files(package)
    for file in files:
        click.echo("\n".join(_told(file, lang)))
    if not files:
        click.echo(_NOTHING[lang])
    if dry_run:
        return 1 if files else 0
    write_files(package.root, {file.resource.path: file.data for file in files})
    return reported(check_package(package), "text", lang)


def _told(file: FixedFile, lang: str) -> Iterator[str]:
    yield file.resource.path
    for fix in file.fixes:
        line = fix.line and _LINE.format({"line": fix.line})[lang]
        places = "" if line else _PLACES.format({"count": fix.count})[lang]
        changed = _CHANGED.format({"before": fix.before, "after": fix.after})[lang] if fix.before else ""
        yield "  " + " · ".join(filter(None, (fix.code, line, fix.field, places, changed)))
