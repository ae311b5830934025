"""`riwaya parse-figure`: reads a number phrase and prints it as JSON."""

from __future__ import annotations

import json

import click

from riwaya.cli import MESSAGES
from riwaya.cli.options import command
from riwaya.text.number_phrases.parse import read_phrase
from riwaya.text.spelling import is_in_script


@command("parse-figure")
@click.argument("phrase")
def parse_figure(phrase: str, lang: str) -> int:
    """Prints qualifier, value and value_to; exit code 1 if the phrase is not one number."""
    is_arabic = is_in_script(phrase, "ar") and not is_in_script(phrase, "en")
    reading = read_phrase(phrase, "ar" if is_arabic else "en")
    if reading is None:
        click.echo(MESSAGES("phrase-unreadable")[lang], err=True)
        return 1
    click.echo(json.dumps({name: getattr(reading, name) for name in ("qualifier", "value", "value_to")}))
    return 0
