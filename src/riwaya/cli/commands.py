"""What each command does: its options in, its words on stdout, its exit code out. riwaya.cli declares them."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

import click

from riwaya.bilingual import Bilingual
from riwaya.cli.engines import duckdb_factory
from riwaya.cli.files import decoded, text_of
from riwaya.cli.report import reported
from riwaya.curation.branch_report import as_markdown, base_package, report_changes
from riwaya.curation.redact import redact as redact_all
from riwaya.curation.retire import Notice
from riwaya.curation.retire import retire as retire_rows
from riwaya.curation.sheets import read_sheets, write_sheets
from riwaya.curation.source_check import verify_source
from riwaya.dataset.locate import installed_package, open_dataset
from riwaya.errors import NotFoundError
from riwaya.package.descriptor import read_package
from riwaya.problem import DOCS
from riwaya.publishing.build import build as build_release
from riwaya.publishing.ledger import next_version
from riwaya.publishing.ledger import record as record_release
from riwaya.publishing.patch import changes_to, patched
from riwaya.release.diff_report import as_page, as_text
from riwaya.release.read import open_release
from riwaya.release.verify import verify as verify_release
from riwaya.text.number_phrases import read_phrase
from riwaya.text.spelling import is_in_script
from riwaya.validation import reporters
from riwaya.validation.check import check_package
from riwaya.validation.read_tables import memory_limit
from riwaya.validation.reporters.text import problem_lines

_WHOLE = Bilingual("{name}: whole", "{name}: سليم")
_NO_READING = Bilingual(
    "No one figure can be read from this phrase. Give the words of the figure alone, such as “more than 18”.",
    "لا يُقرأ من هذه العبارة رقم واحد. اكتب عبارة الرقم وحدها، مثل «أكثر من 18».",
)
_RETIRED = Bilingual(
    "Retired in {version}: {ids}. Tell of it in CHANGELOG.md, and have datapackage.json say {version} or higher.",
    "أُلغي في الإصدار {version}: {ids}. اذكر ذلك في CHANGELOG.md، واجعل رقم الإصدار في datapackage.json {version} أو أعلى.",
)
_ANEW = Bilingual("{name}: published anew", "{name}: نُشر من جديد")
_LEFT = Bilingual(
    "A text to redact still stands in {name}. Take it out there.",
    "لا يزال نص مطلوب حجبه في {name}. أزله من هناك.",
)
_WHOLE_TEXT = Bilingual("whole text", "النص كله")
_RESULTS = {
    "same": Bilingual("same", "مطابق"),
    "changed": Bilingual("changed", "مختلف"),
    "not_in_text": Bilingual("not in the text", "غير موجود في النص"),
    "missing": Bilingual("not stated; it is", "غير مذكورة، وهي"),
}


def build(
    path: Path | None,
    memory: str | None,
    out: Path | None,
    formats: tuple[str, ...],
    previous: Path | None,
    key: Path | None,
    lang: str,
) -> int:
    """Validate, then publish a release and its zip."""
    package = read_package(path) if path else installed_package()
    maker = duckdb_factory(memory or memory_limit(package))
    checked = check_package(package, maker)
    code = reported(checked, "text", lang)
    if code == 0:
        folder = build_release(checked, out or package.root / "dist", formats, maker, previous, key)
        click.echo(_WHOLE.format({"name": f"{folder.parent.name}/{folder.name} · {folder.name}.zip"})[lang])
    return code


def verify(path: Path, signers: Path | None, lang: str) -> int:
    """Prove a release, folder or zip."""
    if signers:
        # What cannot be read is no fault of the release.
        signers.read_bytes()
    problems = verify_release(path, signers)
    for problem in problems:
        click.echo("\n".join(problem_lines(problem, lang)))
    if not problems:
        click.echo(_WHOLE.format({"name": path.name})[lang])
    return 1 if problems else 0


def record(path: Path, lang: str) -> int:
    """Enter a published release into the ledger of this repository."""
    folder = record_release(path, installed_package().root)
    click.echo(f"{folder.parent.name}/{folder.name}")
    return 0


def retire(
    identities: tuple[str, ...],
    kind: str,
    successors: tuple[str, ...],
    reason_ar: str,
    reason_en: str,
    along: bool,
    lang: str,
) -> int:
    """Take rows out of the data, and leave a notice of each."""
    package = installed_package()
    if not (checked := check_package(package)).report.ok:
        return reported(checked, "text", lang)
    sheets = read_sheets(package)
    version = next_version(package.root, package.version)
    notice = Notice(kind, version, Bilingual(reason_en, reason_ar), successors)
    retired = retire_rows(sheets, identities, notice, along)
    code = reported(write_sheets(package, sheets), "text", lang)
    if code == 0:
        click.echo(_RETIRED.format({"ids": " ".join(retired), "version": version})[lang])
    return code


def redact(releases: tuple[Path, ...], file: BinaryIO | None, key: Path | None, lang: str) -> int:
    """Take texts and rows that are retired as redacted out of data, releases and ledger."""
    package = installed_package()
    if not (checked := check_package(package)).report.ok:
        return reported(checked, "text", lang)
    lines = decoded(file.read(), "--text").splitlines() if file else ()
    found = redact_all(package, releases, [*filter(None, map(str.strip, lines))], key)
    code = reported(found.checked, "text", lang)
    for told, names in ((_ANEW, found.releases), (_LEFT, found.remaining)):
        for name in names:
            click.echo(told.format({"name": name})[lang])
    return code or bool(found.remaining)


def check_contribution(base: str, lang: str) -> int:
    """What a branch changes, as Markdown in both languages, whatever `lang` is: it is for whoever reads it."""
    package = installed_package()
    with tempfile.TemporaryDirectory(prefix="riwaya-") as folder:
        found = report_changes(base_package(package.root, base, Path(folder)), package)
    click.echo(as_markdown(found, os.environ.get(reporters.DOCS_VARIABLE, DOCS)), nl=False)
    return 1 if found.problems else 0


def diff(old: Path, new: Path | None, form: str, applied: bool, out: Path, lang: str) -> int:
    """What changed from one release to another, or the new one made of it."""
    if applied:
        if new is None:
            raise NotFoundError("Name the JSON that holds the changes.", "اذكر ملف JSON الذي فيه التغييرات.")
        click.echo(_WHOLE.format({"name": patched(old, new, out).name})[lang])
        return 0
    with open_dataset(new) as dataset:
        changes = changes_to(open_release(old), dataset, new)
        if form == "json":
            click.echo(json.dumps(changes, ensure_ascii=False, indent=1))
        else:
            click.echo({"text": as_text, "html": as_page}[form](changes, dataset, lang), nl=False)
    return 0


def parse_figure(phrase: str, lang: str) -> int:
    """A number phrase as JSON."""
    reading = read_phrase(
        phrase, "ar" if is_in_script(phrase, "ar") and not is_in_script(phrase, "en") else "en"
    )
    if reading is None:
        click.echo(_NO_READING[lang], err=True)
        return 1
    click.echo(json.dumps({name: getattr(reading, name) for name in ("qualifier", "value", "value_to")}))
    return 0


def verify_sources(source: str, file: Path, lang: str) -> int:
    """Check coded passages against a text."""
    results = verify_source(check_package(installed_package()), source, text_of(file))
    for item in results:
        told = f"{_RESULTS[item.result][lang]} {item.sha256 or ''}".strip()
        click.echo(f"{item.id} · {item.locator or _WHOLE_TEXT[lang]} · {told}")
    return 0 if all(item.result == "same" for item in results) else 1
