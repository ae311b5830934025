"""The commands. Exit codes: 0 good, 1 the data has problems, 2 could not run."""

from __future__ import annotations

import json
import locale
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path

import click

from riwaya import reporters
from riwaya.check import Checked, check
from riwaya.cite import FORMS, citation
from riwaya.errors import NotFoundError, RiwayaError
from riwaya.load import home, open_dataset
from riwaya.package import read_package
from riwaya.problem import LANGUAGES, Bilingual
from riwaya.release.build import build as build_release
from riwaya.release.read import read_since
from riwaya.release.verify import verify as verify_release
from riwaya.reporters.text import block
from riwaya.show import show as show_event
from riwaya.since import Since
from riwaya.text import is_in_script
from riwaya.verify_sources import verify_source
from riwaya.wording import read_phrase

_WHOLE = Bilingual("{name}: whole", "{name}: سليم")
_NO_READING = Bilingual(
    "No one figure can be read from this phrase. Give the words of the figure alone, such as “more than 18”.",
    "لا يُقرأ من هذه العبارة رقم واحد. اكتب عبارة الرقم وحدها، مثل «أكثر من 18».",
)
_NO_FILE = Bilingual(
    "{name} cannot be read or written: {reason}. See whether it is there and whether you may.",
    "تعذّرت قراءة {name} أو كتابته: {reason}. تحقق من وجوده ومن أن لديك إذنًا.",
)
_RESULTS = {
    "same": Bilingual("same", "مطابق"),
    "changed": Bilingual("changed", "مختلف"),
    "not_in_text": Bilingual("not in the text", "غير موجود في النص"),
}


def default_language() -> str:
    """Arabic where the locale is Arabic, English elsewhere."""
    return "ar" if (locale.getlocale()[0] or "").lower().startswith("ar") else "en"


def command(function: Callable[..., int]) -> click.Command:
    """A command of the group: `--lang`, the exit code that the function returns, and 2 for what stops it."""

    @wraps(function)
    def run(lang: str, **options: object) -> None:
        try:
            code = function(lang=lang, **options)
        except RiwayaError as error:
            click.echo(error.message[lang], err=True)
            code = 2
        except OSError as error:
            texts = {"name": Path(error.filename or "").name, "reason": error.strerror or type(error).__name__}
            click.echo(_NO_FILE.format(texts)[lang], err=True)
            code = 2
        sys.exit(code)

    language = click.option("--lang", type=click.Choice(LANGUAGES), default=default_language, show_default="locale",
                            help="Language of messages · لغة الرسائل")
    return main.command(function.__name__.replace("_", "-"))(language(run))


@click.group()
@click.version_option(package_name="riwaya")
def main() -> None:
    """Riwaya: who claims what · رواية: من يقول ماذا"""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")


@command
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option("--format", "form", type=click.Choice(reporters.names()), default="text", help="Form of the report · صيغة التقرير")
@click.option("--since", type=click.Path(path_type=Path),
              help="A release whose IDs and columns must last · إصدار سابق تُحفظ معرّفاته وأعمدته")
def validate(path: Path | None, form: str, since: Path | None, lang: str) -> int:
    """Check a package: its folder or its datapackage.json · فحص حزمة بيانات"""
    return _report(_checked(path, read_since(since) if since else None), form, lang)


@command
@click.option("--out", type=click.Path(path_type=Path), help="Folder for releases · مجلد الإصدارات")
@click.option("--format", "formats", multiple=True, help="Only these formats · هذه الصيغ فقط")
def build(out: Path | None, formats: tuple[str, ...], lang: str) -> int:
    """Validate, then publish a release and its zip · التحقق ثم نشر إصدار"""
    checked = _checked(None)
    code = _report(checked, "text", lang)
    if code == 0:
        folder = build_release(checked, out or checked.package.root / "dist", formats)
        click.echo(_WHOLE.format({"name": f"{folder.parent.name}/{folder.name} · {folder.name}.zip"})[lang])
    return code


@command
@click.argument("path", type=click.Path(path_type=Path))
def verify(path: Path, lang: str) -> int:
    """Prove a release, folder or zip · إثبات سلامة إصدار"""
    problems = verify_release(path)
    for problem in problems:
        click.echo("\n".join(block(problem, lang)))
    if not problems:
        click.echo(_WHOLE.format({"name": path.name})[lang])
    return 1 if problems else 0


@command
@click.argument("identity", metavar="ID")
@click.option("--release", type=click.Path(path_type=Path), help="A release, folder or zip · إصدار")
def show(identity: str, release: Path | None, lang: str) -> int:
    """One event, its claims side by side · حدث واحد وادعاءاته"""
    click.echo(show_event(open_dataset(release), identity, lang), nl=False)
    return 0


@command
@click.option("--format", "form", type=click.Choice([*FORMS]), default="text", help="Form of the citation · صيغة الاستشهاد")
def cite(form: str, lang: str) -> int:
    """How to cite the dataset · كيف يُستشهد بالبيانات"""
    click.echo(citation(home().descriptor, form))
    return 0


@command
@click.argument("phrase")
def parse_figure(phrase: str, lang: str) -> int:
    """A number phrase as JSON · عبارة رقم بصيغة JSON"""
    reading = read_phrase(phrase, "ar" if is_in_script(phrase, "ar") and not is_in_script(phrase, "en") else "en")
    if reading is None:
        click.echo(_NO_READING[lang], err=True)
        return 1
    click.echo(json.dumps({name: getattr(reading, name) for name in ("qualifier", "value", "value_to")}))
    return 0


@command
@click.option("--source", required=True, help="ID of the source · معرّف المصدر")
@click.option("--text", "file", type=click.Path(path_type=Path), required=True, help="The text you hold · النص الذي لديك")
def verify_sources(source: str, file: Path, lang: str) -> int:
    """Check coded passages against a text · مطابقة المقاطع المرمّزة مع نص"""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise NotFoundError(
            f"{file.name} cannot be read as text in UTF-8.", f"تعذّرت قراءة {file.name} نصًا بترميز UTF-8."
        ) from None
    results = verify_source(_checked(None), source, text)
    for item in results:
        click.echo(f"{item.claim_id} · {item.locator} · {_RESULTS[item.result][lang]}")
    return 0 if all(item.result == "same" for item in results) else 1


def _checked(path: Path | None, since: Since | None = None) -> Checked:
    return check(read_package(path) if path else home(), since=since)


def _report(checked: Checked, form: str, lang: str) -> int:
    click.echo(reporters.render(form, checked.report, lang), nl=False)
    if beside := reporters.render_beside(form, checked.report, lang, os.environ):
        with Path(beside[0]).open("a", encoding="utf-8", newline="\n") as file:
            file.write(beside[1])
    return 0 if checked.report.ok else 1
