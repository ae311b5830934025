"""`riwaya parse-figure`: reads a number phrase and prints it as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import click

from riwaya.cli import MESSAGES
from riwaya.cli.options import command, help_text
from riwaya.dataset.locate import nearest_root
from riwaya.package.descriptor import Package
from riwaya.text.number_phrases.languages import LANGUAGES
from riwaya.text.number_phrases.parse import read_phrase
from riwaya.text.spelling import is_in_script


@command("parse-figure")
@click.argument("phrase")
@click.option(
    "--wording-language", type=click.Choice([*LANGUAGES]), help=help_text("parse-figure-wording-language")
)
def parse_figure(phrase: str, wording_language: str | None, lang: str) -> int:
    """Prints qualifier, value and value_to; exit code 1 if the phrase is not one number."""
    is_arabic = is_in_script(phrase, "ar") and not is_in_script(phrase, "en")
    language = wording_language or ("ar" if is_arabic else "en")
    root = nearest_root(Path.cwd())
    counted = Package.open(root).counted_words.get(language) if root else None
    reading = read_phrase(phrase, language, counted or frozenset())
    if reading is None:
        click.echo(MESSAGES("phrase-unreadable")[lang], err=True)
        return 1
    click.echo(json.dumps({name: getattr(reading, name) for name in ("qualifier", "value", "value_to")}))
    return 0
