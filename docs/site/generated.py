"""Makes the pages that no file holds: commands from the command line, the API from docstrings."""

from __future__ import annotations

import re

import click

import riwaya
from riwaya.cli.main import main
from riwaya.cli.options import HELP

_WORDS = {
    "en": {
        "title": "Commands",
        "before": "Every command and option of `riwaya`, made of its own help.",
        "option": "option",
        "effect": "effect",
        "default": "default: {}",
        "(locale)": "that of the system",
        "required": "required",
    },
    "ar": {
        "title": "الأوامر",
        "before": "كل أوامر `riwaya` وخياراتها، من شرح الأوامر نفسها.",
        "option": "الخيار",
        "effect": "ما يفعله",
        "default": "القيمة الافتراضية: {}",
        "(locale)": "لغة النظام",
        "required": "لازم",
    },
}
_API = {
    "en": (
        "# API\n\nWhat `import riwaya` offers; everything else is private and may change. "
        "[In Python](python.md) has examples."
    ),
    "ar": (
        "# الواجهة البرمجية\n\nما يتيحه `import riwaya`، وكل ما عداه داخلي قد يتغيّر. "
        "والأمثلة في [صفحة Python](python.md). والشرح بالإنجليزية."
    ),
}


def api_page(lang: str) -> str:
    """Markdown that mkdocstrings fills with all public names."""
    first = ("open", "load", "tables", "versions", "validate", "Dataset")
    names = [*first, *(name for name in riwaya.__all__ if name not in first)]
    return "\n\n".join([_API[lang], *(f"::: riwaya.{name}" for name in names)]) + "\n"


def commands_page(lang: str) -> str:
    """Markdown with a section for each command."""
    words = _WORDS[lang]
    parts = [f"# {words['title']}", words["before"]]
    context = click.Context(main, info_name="riwaya")
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        parts += _sections(command, name, click.Context(command, info_name=name, parent=context), lang, "##")
    return "\n\n".join(parts) + "\n"


def _sections(command: click.Command, key: str, context: click.Context, lang: str, heading: str) -> list[str]:
    words = _WORDS[lang]
    usage = f"{context.command_path} {' '.join(command.collect_usage_pieces(context))}"
    parts = [
        f"{heading} {command.name}",
        _with_code(HELP(key)[lang], lang) + ".",
        f"```console\n$ {usage}\n```",
    ]
    if f"{key}-details" in HELP.texts:
        parts.append(_with_code(HELP(f"{key}-details")[lang], lang))
    options = [item for item in command.params if isinstance(item, click.Option)]
    rows = [_row(option, context, lang) for option in options]
    if rows:
        parts.append("\n".join([f"| {words['option']} | {words['effect']} |", "|---|---|", *rows]))
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            inside = click.Context(inner, info_name=name, parent=context)
            parts += _sections(inner, f"{key}-{name}", inside, lang, heading + "#")
    return parts


def _with_code(text: str, lang: str) -> str:
    """A text with its options as code, which has its own direction; in Arabic with the value behind them."""
    value = "(?: [a-z]+)?" if lang == "ar" else ""
    return re.sub(rf"[\u200e\u200f]*(--[a-z][a-z-]*{value})[\u200e\u200f]*", r"`\1`", text)


def _row(option: click.Option, context: click.Context, lang: str) -> str:
    names, _ = option.get_help_record(context) or ("", "")
    # Both languages stand there, English first.
    halves = (option.help or "").split(" · ")
    middle = len(halves) // 2
    text = " · ".join(halves[:middle] if lang == "en" else halves[middle:])
    extra, words = option.get_help_extra(context), _WORDS[lang]
    notes = [words["required"]] if "required" in extra else []
    if default := extra.get("default"):
        notes.append(words["default"].format(words.get(default, f"`{default}`")))
    if bounds := extra.get("range"):
        notes.append(f"`{bounds}`")
    comma = "، " if lang == "ar" else ", "
    return f"| `{names}` | {_with_code(text, lang)}{f' ({comma.join(notes)})' if notes else ''} |"
