"""The command `riwaya`: lists its commands, and imports the module of one only when it is run.

Exit codes: 0 good, 1 the data has problems, 2 could not run. A command whose extra is not installed names it.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click
from click import core

from riwaya.bilingual import LANGUAGES
from riwaya.cli import MESSAGES
from riwaya.cli.click_words import click_words
from riwaya.cli.options import HELP, Group, default_language, help_text, language_of
from riwaya.extras import EXTRAS, extra_missing, extra_with

COMMANDS: Mapping[str, str | None] = {
    "validate": "validate",
    "build": "build",
    "verify": "build",
    "search": None,
    "show": None,
    "cite": None,
    "diff": "build",
    "explorer": "build",
    "new": "validate",
    "fix": "validate",
    "workbook": "workbook",
    "check-contribution": "validate",
    "verify-sources": "validate",
    "parse-figure": None,
    "codebook": "validate",
    "rules": "validate",
    "reliability": "validate",
    "init": "validate",
    "record": "build",
    "site": "build",
    "retire": "build",
    "redact": "build",
}
"""The commands in the order of the help, with the extra that each needs. Each is an object in a module, both
of its name (`-` as `_`).
"""

_ARGUMENTS = "riwaya.arguments"


class LazyGroup(Group):
    """A click group whose help comes from help.toml, so that it loads no engine and no pandas."""

    def main(self, args: Sequence[str] | None = None, *others: Any, **extra: Any) -> Any:
        """Runs a command, with click's own words in its language and in UTF-8 whatever the locale is."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8")
        with click_words(language_of(sys.argv[1:] if args is None else args)):
            return super().main(args, *others, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keeps the arguments: an option may need more than its command."""
        ctx.meta[_ARGUMENTS] = [*args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now; None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        with _naming_extra(ctx, cmd_name):
            return getattr(import_module(f"riwaya.cli.{name}"), name)

    def invoke(self, ctx: click.Context) -> object:
        """Runs a command. Ctrl-C while its module is imported ends it as it does later."""
        try:
            with _naming_extra(ctx):
                return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\n" + MESSAGES("interrupted")[language_of(ctx.meta[_ARGUMENTS])], err=True)
            ctx.exit(2)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes one line a command, in both languages."""
        with formatter.section(core._("Commands")):  # pyright: ignore[reportPrivateImportUsage]
            formatter.write_dl([(name, help_text(name)) for name in COMMANDS])


@contextmanager
def _naming_extra(ctx: click.Context, name: str | None = None) -> Iterator[None]:
    """Around a command: exit code 2 and what to install, in both languages, where a package is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if not (missing := extra_with(error.name)):
            raise
        name = name or ctx.invoked_subcommand or ""
        extra = max(COMMANDS.get(name) or missing, missing, key=[*EXTRAS].index)
        if name == "validate" and {"spark", "--engine=spark"} & {*ctx.meta[_ARGUMENTS]}:
            extra = "spark"
        text = extra_missing(f"riwaya {name}".strip(), extra)
        click.echo("\n".join(text[lang] for lang in LANGUAGES), err=True)
        ctx.exit(2)


def _print_versions(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        # As for commands: the help does not load what reads a package.
        click.echo(import_module("riwaya.cli.versions").versions(default_language()))
        ctx.exit()


@click.group(
    cls=LazyGroup,
    help="\n\n".join([help_text("riwaya"), HELP("riwaya-details").en, HELP("riwaya-details").ar]),
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_versions,
    help=help_text("version"),
)
def main() -> None:
    """Has all commands."""
