"""What a branch contributes: the rows that it changed, the problems that it brought, the contradictions that came or went."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.curation.sheets import Sheet, changes_as_text, read_sheets
from riwaya.errors import EditError
from riwaya.package.descriptor import DESCRIPTOR, Package, read_package
from riwaya.problem import DOCS, Problem
from riwaya.release.compute import published_tables
from riwaya.release.labels import Telling, labels_of
from riwaya.release.rows import rows_of, said
from riwaya.validation.check import CheckedPackage, check_package

_FOLDERS = ("data", "review", "schemas")
# What Markdown, or GitHub, takes for something else than text.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~@-])")
_WORDS = {
    "title": Bilingual("What this branch changes", "ما يغيّره هذا الفرع"),
    "none": Bilingual("No row is another.", "لم يتغير أي صف."),
    "problems": Bilingual("Problems that it brings: {count}", "مشكلات جاء بها: {count}"),
    "valid": Bilingual("It brings no problem.", "لم يأتِ بأي مشكلة."),
    "appear": Bilingual("Figures that contradict each other now", "أرقام صارت متعارضة"),
    "vanish": Bilingual("Figures that contradict each other no more", "أرقام لم تعد متعارضة"),
}


@dataclass(frozen=True, slots=True)
class Contribution:
    """What is other in a package than it was."""

    problems: tuple[Problem, ...]
    """The errors that were not there before."""
    tables: tuple[tuple[Sheet, Sheet], ...] = ()
    """Each table as it was and as it is."""
    appear: tuple[Bilingual, ...] = ()
    vanish: tuple[Bilingual, ...] = ()


def contribution(base: Package, package: Package) -> Contribution:
    """What a package has otherwise than its base, both as they stand in their folders.

    Where either is not valid, problems alone are told: what cannot be read cannot be compared.
    """
    before, after = check_package(base), check_package(package)
    known = {_sign(problem) for problem in before.report.errors}
    problems = tuple(problem for problem in after.report.errors if _sign(problem) not in known)
    if not (before.report.ok and after.report.ok):
        return Contribution(problems)
    then, now = read_sheets(base), read_sheets(package)
    tables = tuple((then.get(name, replace(sheet, records=[])), sheet) for name, sheet in now.items())
    earlier, later = _contradictions(before), _contradictions(after)
    appear = tuple(told for key, told in later.items() if key not in earlier)
    return Contribution(
        problems, tables, appear, tuple(told for key, told in earlier.items() if key not in later)
    )


def base_of(root: Path, revision: str, folder: Path) -> Package:
    """The package as it was where the branch left a revision, put into a folder; EditError where git has none."""
    fork = _git(root, "merge-base", "--end-of-options", revision, "HEAD").decode().strip()
    names = _git(root, "ls-tree", "--name-only", fork, DESCRIPTOR, *_FOLDERS).decode().split()
    with zipfile.ZipFile(io.BytesIO(_git(root, "archive", "--format=zip", fork, *names))) as archive:
        archive.extractall(folder)
    return read_package(folder)


def _git(root: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise EditError("git is not here. Install it.", "git غير موجود هنا. ثبّته.") from None
    if done.returncode:
        reason = (done.stderr.decode("utf-8", "replace").strip().splitlines() or ["?"])[-1]
        raise EditError(
            f"git cannot say what the branch changed: {reason}. Fetch the base with its history (fetch-depth: 0).",
            f"لا يستطيع git أن يبيّن ما غيّره الفرع: {reason}. اجلب الأصل مع تاريخه (fetch-depth: 0).",
        )
    return done.stdout


def _sign(problem: Problem) -> tuple[object, ...]:
    """What makes a problem the same one as before, wherever its row stands now."""
    place = problem.place
    return problem.code, place.table or place.path, place.id, place.field, place.value


def _contradictions(checked: CheckedPackage) -> dict[tuple[object, ...], Bilingual]:
    with published_tables(checked) as published:
        tables = {table.name: table for table in published}
        if "agreement" not in tables:
            return {}
        key = tables["agreement"].schema.primary_key
        found = {
            tuple(row[name] for name in key): row
            for row in rows_of(tables["agreement"])
            if row["relation"] == "contradict"
        }
        titles = {row["event_id"]: row for row in rows_of(tables["events"])}
        actors = {row["actor_id"]: row for row in rows_of(tables["actors"])}
        terms = [*rows_of(tables["vocabularies"])]
    tellings = {lang: Telling(lang, labels_of(terms, lang), actors) for lang in LANGUAGES}
    return {
        counted: Bilingual(
            **{
                lang: " · ".join(
                    filter(
                        None,
                        (
                            row["event_id"],
                            said(titles[row["event_id"]], "title", lang),
                            telling.counted(row),
                            row["claim_ids"],
                        ),
                    )
                )
                for lang, telling in tellings.items()
            }
        )
        for counted, row in found.items()
    }


# -- As a reviewer reads it ---------------------------------------------------------------------------


def as_markdown(found: Contribution, docs: str = DOCS) -> str:
    """The contribution for a pull request: in English, then in Arabic, linked to the pages of docs/ at that address.

    Nothing in it is more than text, whoever wrote it.
    """
    english, arabic = ("\n".join(_lines(found, lang, docs)) for lang in ("en", "ar"))
    return f'{english}\n\n<div dir="rtl">\n\n{arabic}\n\n</div>\n'


def _lines(found: Contribution, lang: str, docs: str) -> Iterator[str]:
    yield f"## {_WORDS['title'][lang]}"
    yield ""
    yield (
        _WORDS["problems"].format({"count": len(found.problems)})[lang]
        if found.problems
        else _WORDS["valid"][lang]
    )
    for problem in found.problems:
        place = problem.place
        where = " · ".join(
            str(part) for part in (place.path, place.line, place.id, place.field) if part is not None
        )
        pages = " · ".join(
            f"[{_text(page.rpartition('#')[2])}]({page})" for page in problem.pages(lang, docs)
        )
        yield f"- {_text(where)}: {_text(problem.message()[lang])} {_text(problem.hint()[lang])} {pages}"
    changed = [lines for tables in found.tables if (lines := changes_as_text(*tables, lang))]
    for _, heading, *rows in changed:
        yield from ("", f"### {_text(heading)}", "")
        yield from (f"- {_text(row.strip())}" for row in rows)
    if not (changed or found.problems):
        yield from ("", _WORDS["none"][lang])
    for word, told in (("appear", found.appear), ("vanish", found.vanish)):
        if told:
            yield from ("", f"### {_WORDS[word][lang]}", "", *(f"- {_text(text[lang])}" for text in told))


def _text(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", escape(text, quote=False)).replace("\n", " ")
