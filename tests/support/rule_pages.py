"""Writes docs/rules.en.md and docs/rules.ar.md: each kind of problem with its case as the example.

`python -m tests.support.rule_pages`; the tests of the cases prove that every part of the pages is as it would be written now.
"""

import tempfile
import tomllib
import unicodedata
from pathlib import Path

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.package.csv_checks import intake_kinds
from riwaya.problem import ProblemKind, Severity, problem_kinds
from riwaya.validation.rule import all_rules
from riwaya.validation.schema_checks import schema_kinds
from tests.support.package_copies import ROOT, edited_report

CASES = ROOT / "tests/validation/cases"
TITLE = Bilingual("What is checked", "ما الذي يُفحص")
INTRODUCTION = Bilingual(
    """\
Every problem that `riwaya validate` can tell of: its code, an example of what is refused and of what passes, how to mend it.
Errors keep a release from being built; a warning that is right to stay gets a row in `review/waivers.csv`.
The examples are changes to a small package of one article: `-` is refused, `+` passes.

Made by `python -m tests.support.rule_pages`; do not edit.""",
    """\
كل مشكلة قد يبلّغ عنها `riwaya validate`: رمزها، ومثال مرفوض وآخر مقبول، وكيف تُصلح.
الأخطاء تمنع بناء الإصدار؛ أما التحذير الذي يصح بقاؤه فله صف في `review/waivers.csv`.
والأمثلة تعديلات على حزمة صغيرة من مقال واحد: `-` مرفوض و`+` مقبول.

تُكتب هذه الصفحة بالأمر `python -m tests.support.rule_pages`، فلا تحرّرها.""",
)
GROUPS = {
    "intake": Bilingual("Files and cells", "الملفات والخلايا"),
    "structure": Bilingual("What the schemas demand", "ما تطلبه المخططات"),
    "sources": Bilingual("Sources", "المصادر"),
    "claims": Bilingual("Claims", "الادعاءات"),
    "figures": Bilingual("Figures", "الأرقام"),
    "dates": Bilingual("Dates", "التواريخ"),
    "events": Bilingual("Events", "الأحداث"),
    "places": Bilingual("Places", "الأماكن"),
    "people": Bilingual("People", "الأشخاص"),
    "bilingual": Bilingual("Two languages", "اللغتان"),
    "vocabularies": Bilingual("Vocabularies", "المعاجم"),
    "permanence": Bilingual("Permanence", "الدوام"),
    "since": Bilingual("Held to an earlier release (`--since`)", "مقارنة بإصدار سابق (`--since`)"),
    "check": Bilingual("Waivers", "الإعفاءات"),
}
WEIGHT = {Severity.ERROR: Bilingual("Error", "خطأ"), Severity.WARNING: Bilingual("Warning", "تحذير")}
WORDS = {
    "says": Bilingual("Says", "الرسالة"),
    "mend": Bilingual("To mend", "الإصلاح"),
    "before": Bilingual("in the release before", "في الإصدار السابق"),
    "unchanged": Bilingual("as it was", "كما كان"),
    "saved": Bilingual("saved as {encoding}", "محفوظ بترميز {encoding}"),
    "empty": Bilingual("empty", "فارغ"),
    "folder": Bilingual("a folder of that name", "مجلد بهذا الاسم"),
    "removed": Bilingual("removed", "محذوف"),
    "everywhere": Bilingual("everywhere", "في كل موضع"),
}


def kinds() -> dict[str, dict[str, ProblemKind]]:
    """Every kind of problem, by group and then by the name of its case."""
    groups = {name: {} for name in GROUPS}
    files = {
        "intake": intake_kinds(),
        "structure": schema_kinds(),
        "since": problem_kinds("riwaya.validation", "compatibility.toml"),
        "check": problem_kinds("riwaya.validation", "check.toml"),
    }
    for group, found in files.items():
        groups[group] = {
            kind.code if key == kind.code else f"{kind.code}-{key}": kind for key, kind in found.items()
        }
    for rule in all_rules():
        groups[rule.family][rule.kind.code] = rule.kind
    return groups


def read_case(file: Path) -> dict:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def part(name: str, kind: ProblemKind, case: dict, told: dict, language: str) -> str:
    """What a page says of one kind: why, what is told of its case (a problem as JSON), how to mend it, the examples."""
    words = {key: word[language] for key, word in WORDS.items()}
    lines = [f"**{WEIGHT[kind.severity][language]}.** {kind.why[language]}", ""]
    if name != kind.code:
        lines = [f"#### {name.removeprefix(kind.code + '-')}", "", *lines]
    lines += [
        f"- {words['says']}: {visible(told['message'][language])}",
        f"- {words['mend']}: {told['hint'][language]}",
        "",
    ]
    before = shown(case.get("before", {}).get("edits", ()), words)
    undone = [edit | {"replace": edit["find"], "times": 1} for edit in case["edits"] if "find" in edit]
    right = case.get("passing", undone)
    passes = shown(right, words) or [f"{edit['path']}: {words['unchanged']}" for edit in case["edits"]]
    signed = {f"  {words['before']}: ": before, "- ": shown(case["edits"], words), "+ ": passes}
    return "\n".join(
        [*lines, "```diff", *(f"{sign}{line}" for sign, group in signed.items() for line in group), "```", ""]
    )


def shown(edits: list[dict], words: dict[str, str]) -> list[str]:
    """The edits of a case as a reader sees them, each once, a line for each line that it writes."""
    lines = []
    for edit in edits:
        if "folder" in edit:
            said = words["folder"]
        elif "at" in edit:
            said = " › ".join(edit["at"]) + (
                f" = {edit['json']}" if "json" in edit else f": {words['removed']}"
            )
        elif "encoding" in edit:
            said = words["saved"].format_map(edit)
        else:
            rows = edit.get("append", edit.get("content", "")).splitlines()
            text = edit.get("replace", "").replace("\n", "⏎")
            often = (
                f" × {edit['times']}"
                if edit.get("times", 1) > 1
                else f" ({words['everywhere']})"
                if "every" in edit
                else ""
            )
            gone = (
                words["empty"]
                if "content" in edit
                else f"{words['removed']}: {visible(edit.get('find', '').strip())}"
            )
            said = "" if rows else visible(text) + often if text else gone
            lines += [f"{edit['path']}: {visible(row)}" for row in rows]
        lines += [f"{edit['path']}: {said}"] if said else []
    return [*dict.fromkeys(lines)]


def visible(text: str) -> str:
    """The text, with its code point for each character that is not seen, or is seen as another."""
    composed = text == unicodedata.normalize("NFC", text)
    return "".join(_visible(char, composed) for char in text)


def _visible(char: str, composed: bool) -> str:
    category = unicodedata.category(char)
    hidden = category in ("Cc", "Cf", "Zl", "Zp", "Co", "Cn") or (category == "Zs" and char != " ")
    shaped = "ARABIC LETTER" in unicodedata.name(char, "") and unicodedata.normalize("NFKC", char) != char
    return f"⟨U+{ord(char):04X}⟩" if hidden or shaped or (category == "Mn" and not composed) else char


def page(parts: dict[str, dict[str, str]], language: str) -> str:
    """A page of `parts`, by group and name, in a language."""
    found = kinds()
    lines = ['<div dir="rtl">', ""] if language == "ar" else []
    other = {"en": "[العربية](rules.ar.md)", "ar": "[English](rules.en.md)"}[language]
    lines += [f"# {TITLE[language]}", "", other, "", INTRODUCTION[language], ""]
    for group, title in GROUPS.items():
        lines += [f"## {title[language]}", ""]
        code = None
        for name, text in parts[group].items():
            if found[group][name].code != code:
                code = found[group][name].code
                lines += [f"### `{code}`", ""]
            lines.append(text)
    return "\n".join([*lines, "</div>"] if language == "ar" else lines).rstrip() + "\n"


def caused(case: dict, code: str) -> dict:
    """The first problem of the code that the case causes, as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        problems = edited_report(case["edits"], case.get("before"), Path(folder)).problems
    return next(problem.as_json() for problem in problems if problem.code == code)


def main() -> None:
    cases = {name: read_case(CASES / f"{name}.toml") for group in kinds().values() for name in group}
    causes = {
        name: caused(cases[name], kind.code) for group in kinds().values() for name, kind in group.items()
    }
    for language in LANGUAGES:
        parts = {
            group: {
                name: part(name, kind, cases[name], causes[name], language) for name, kind in found.items()
            }
            for group, found in kinds().items()
        }
        (ROOT / f"docs/rules.{language}.md").write_text(page(parts, language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
