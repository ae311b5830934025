"""Declares what commands share: `--lang`, exit codes, help in both languages, and common options."""

from __future__ import annotations

import locale
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click

from riwaya.bilingual import LANGUAGES, Messages
from riwaya.cli import MESSAGES
from riwaya.errors import ExtraError, RiwayaError
from riwaya.system_errors import message_of
from riwaya.text.terminal import safe_for_terminal

HELP = Messages(__package__, "help.toml")


def default_language() -> str:
    """Arabic where the locale is Arabic, English elsewhere."""
    return "ar" if (locale.getlocale()[0] or "").lower().startswith("ar") else "en"


def language_of(arguments: Sequence[str]) -> str:
    """The language that arguments of a command line choose, before click has read them."""
    chosen = [
        value.removeprefix("--lang=")
        for before, value in zip(("", *arguments), arguments, strict=False)
        if before == "--lang" or value.startswith("--lang=")
    ]
    return chosen[-1] if chosen and chosen[-1] in LANGUAGES else default_language()


def help_text(key: str, **params: object) -> str:
    """A text of help.toml in both languages, on one line: "Check a package · فحص حزمة بيانات"."""
    text = HELP(key, **params)
    return f"{text.en} · {text.ar}"


class Command(click.Command):
    """A command whose option `--help` has its help in both languages, as all options have."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """That of click, with a text of help.toml."""
        option = super().get_help_option(ctx)
        if option:
            option.help = help_text("help")
        return option


class Group(Command, click.Group):
    """The same for a group of commands."""


def command(name: str, group: click.Group | None = None) -> Callable[[Callable[..., int]], click.Command]:
    """Makes a click command of a function that returns an exit code: 0 good, 1 the data has problems.

    Adds `--lang`, takes the help from help.toml (the keys NAME and NAME-details, after the group's name if
    there is one), and ends with exit code 2 and one message for a RiwayaError, a file that cannot be read or
    written, and an interruption.
    """
    key = f"{group.name}-{name}" if group else name
    details = HELP.texts.get(f"{key}-details")
    paragraphs = [help_text(key), *([details.en, details.ar] if details else [])]
    language = click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        default=default_language,
        show_default="locale",
        help=help_text("lang"),
    )

    def decorate(function: Callable[..., int]) -> click.Command:
        @wraps(function)
        def run(lang: str, **options: Any) -> None:
            try:
                code = function(lang=lang, **options)
            except RiwayaError as error:
                # Whoever installs it may read the other language.
                shown = LANGUAGES if isinstance(error, ExtraError) else (lang,)
                text = "\n".join(error.message[language] for language in shown)
                click.echo(safe_for_terminal(text), err=True)
                code = 2
            except OSError as error:
                click.echo(message_of(error)[lang], err=True)
                code = 2
            except click.Abort:
                # Prompts come before anything is written.
                click.echo("\n" + MESSAGES("unanswered")[lang], err=True)
                code = 2
            except (KeyboardInterrupt, RuntimeError) as error:
                if not is_interruption(error):
                    raise
                click.echo("\n" + MESSAGES("interrupted")[lang], err=True)
                code = 2
            sys.exit(code)

        texts = {"help": "\n\n".join(paragraphs), "short_help": paragraphs[0]}
        made = click.command(name, cls=Command, **texts)(language(run))
        if group:
            group.add_command(made)
        return made

    return decorate


def is_interruption(error: BaseException) -> bool:
    """Whether an exception comes of Ctrl-C: of DuckDB, while a query runs, it is a RuntimeError."""
    return isinstance(error, KeyboardInterrupt) or str(error) == "Query interrupted"


def memory_option(default: str, text: str = "memory") -> Callable[[Callable[..., int]], Callable[..., int]]:
    """`--memory SIZE`: what DuckDB may keep in memory; `default` is the least that it gets."""
    return click.option("--memory", metavar="SIZE", help=help_text(text, default=default))


release_option = click.option("--release", metavar="RELEASE", help=help_text("release"))
sign_option = click.option(
    "--sign", "key", type=click.Path(path_type=Path), metavar="KEY", help=help_text("sign")
)
path_argument = click.argument("path", required=False, type=click.Path(path_type=Path))
