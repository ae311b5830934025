"""`riwaya verify`: verifies that a release is complete and unchanged."""

from __future__ import annotations

from pathlib import Path

import click

from riwaya.cli import MESSAGES
from riwaya.cli.inputs import require_readable
from riwaya.cli.options import command, help_text
from riwaya.release.verify import verify as verify_release
from riwaya.validation.reporters.text import problem_lines


@command("verify")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--signers", type=click.Path(path_type=Path), metavar="FILE", help=help_text("verify-signers"))
def verify(path: Path, signers: Path | None, lang: str) -> int:
    """Prints every problem of a release, a folder or a zip."""
    # A file of signers that cannot be read is no problem of the release.
    require_readable(signers)
    problems = verify_release(path, signers)
    for problem in problems:
        click.echo("\n".join(problem_lines(problem, lang)))
    if not problems:
        click.echo(MESSAGES("release-intact", name=path.resolve().name)[lang])
    return 1 if problems else 0
