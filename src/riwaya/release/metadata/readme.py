"""README.md in both languages, with the YAML by which the Hugging Face Hub loads the tables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from riwaya.bilingual import LANGUAGES, Messages
from riwaya.release.citation import citation
from riwaya.release.manifest import SUMS, release_name
from riwaya.release.metadata import ReleaseFile, Source, Summary, datasette, yaml_object, yaml_text
from riwaya.release.table import ReleaseTable
from riwaya.release.templates import page

PATH = "README.md"
_WORDS = Messages("riwaya.release", "readme.toml")
_FENCE = "---\n"
# The Hub's names of sizes, by rows.
_SIZES = "n<1K 1K<n<10K 10K<n<100K 100K<n<1M 1M<n<10M 10M<n<100M 100M<n<1B n>1B".split()
_BOUNDS = [10**power for power in range(3, 10)]
_Pair = tuple[ReleaseTable, ReleaseFile]


def write(source: Source) -> str:
    descriptor, summary = source.descriptor, source.summary
    return page(
        "readme.md",
        card=yaml_text(_card(source)),
        title=_both(descriptor, "title"),
        description=_both(descriptor, "description"),
        notes={"en": descriptor.get("notes", []), "ar": descriptor.get("notes_ar", [])},
        version=summary.version,
        date=summary.date,
        licence=source.license,
        tables=[_table(table, file.path) for table, file in source.tables_as(".csv")],
        files=[*_files(source)],
        steps=[*_steps(source)],
        cite={lang: citation(descriptor, lang=lang) for lang in LANGUAGES},
        bibtex=citation(descriptor, "bibtex"),
    )


def read(text: str) -> Summary:
    empty, card, _ = text.split(_FENCE, 2)
    if empty:
        raise ValueError("no YAML at the start")
    made = yaml_object(card)
    paths = {config["data_files"]: None for config in made["configs"]}
    facts = (made[name] for name in ("pretty_name", "version", "date", "license"))
    title, version, date, licence = facts
    return Summary(title, version, str(date), licence, tuple(made["authors"]), made.get("doi"), paths)


def _card(source: Source) -> dict[str, object]:
    descriptor, summary = source.descriptor, source.summary
    tables = _loadable(source)
    first = _widest(tables)
    made: dict[str, object] = {
        "pretty_name": summary.title,
        "language": [*descriptor["languages"]],
        # The Hub knows licences by their SPDX identifiers in small letters.
        "license": summary.license.lower(),
        "size_categories": [size_of(sum(table.row_count for table, _ in tables))],
        "tags": [*descriptor["keywords"]],
        "configs": [
            {"config_name": table.name, "data_files": file.path}
            | ({"default": True} if (table, file) == first else {})
            for table, file in tables
        ],
        # What the Hub does not know, it ignores.
        "version": summary.version,
        "date": summary.date,
        "authors": [*summary.contributors],
    }
    return made | ({"doi": summary.doi} if summary.doi else {})


def size_of(rows: int) -> str:
    """The Hub's name of a size.

    >>> size_of(7553)
    '1K<n<10K'
    """
    return _SIZES[bisect_right(_BOUNDS, rows)]


def _loadable(source: Source) -> list[_Pair]:
    """The files of the tables that the card lists. The Hub shows Parquet best; a release without it has CSV.

    The library of the Hub cannot load a table without rows ("corresponds to no data").
    """
    tables = source.tables_as(".parquet") or source.tables_as(".csv")
    return [pair for pair in tables if pair[0].row_count]


def _widest(tables: Sequence[_Pair]) -> _Pair | None:
    """The table with the most columns: whoever looks at one alone sees the most in it."""
    return max(tables, key=lambda pair: len(pair[0].schema.fields), default=None)


def _both(descriptor: Mapping, name: str) -> dict[str, str]:
    return {"en": descriptor[name], "ar": descriptor[f"{name}_ar"]}


def _table(table: ReleaseTable, path: str) -> dict[str, object]:
    texts = {"title": table.title, "description": table.description}
    cells = {name: {lang: _cell(text[lang]) for lang in LANGUAGES} for name, text in texts.items()}
    return {"name": table.name, "path": path, "rows": table.row_count, **cells}


def _cell(text: str) -> str:
    """A text as a cell of a table in Markdown."""
    return " ".join(text.split()).replace("|", "\\|")


def _files(source: Source) -> Iterator[dict[str, object]]:
    """The files and folders of the root that are there, each with what it is for."""
    paths = [file.path for file in source.files] + [SUMS]
    for key, use in _WORDS.texts.items():
        path = key.replace("NAME", release_name(source.descriptor))
        if not key.startswith("step-") and any(one == path or one.startswith(f"{path}") for one in paths):
            yield {"path": path, "use": use}


def _steps(source: Source) -> Iterator[dict[str, object]]:
    """Programs that load a table, for the files that are there."""
    if pair := _widest(_loadable(source)):
        name, path = pair[0].name, pair[1].path
        kind = path.rpartition(".")[2]
        code = f'import pandas as pd\n\n{name} = pd.read_{kind}("{path}")'
        yield {"title": _WORDS("step-pandas"), "language": "python", "code": code}
        code = f'from datasets import load_dataset\n\n{name} = load_dataset(".", "{name}")["train"]'
        yield {"title": _WORDS("step-datasets"), "language": "python", "code": code}
    if file := source.file_as(".sqlite"):
        code = f"datasette {file.path} --metadata {datasette.PATH}"
        yield {"title": _WORDS("step-datasette"), "language": "sh", "code": code}
