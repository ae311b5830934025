"""The command `riwaya`: lists its commands, and imports the module of one only when it is run.

Exit codes: 0 good, 1 the data has problems, 2 could not run.
"""

from __future__ import annotations

import io
import sys
from importlib import import_module

import click

from riwaya.cli.options import HELP, default_language, help_text

COMMANDS = (
    *("validate", "build", "verify", "search", "show", "cite", "diff", "explorer"),
    *("new", "fix", "workbook", "check-contribution", "verify-sources", "parse-figure"),
    *("codebook", "rules", "reliability", "init", "record", "retire", "redact"),
)
"""The commands in the order of the help. Each is an object in a module, both of its name (`-` as `_`)."""


class LazyGroup(click.Group):
    """A click group whose help comes from help.toml, so that it loads no engine and no pandas."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now; None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        return getattr(import_module(f"riwaya.cli.{name}"), name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes one line a command, in both languages."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_text(name)) for name in COMMANDS])


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
    """Writes UTF-8 whatever the locale is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
