"""Publishes a release anew in its place, without what is redacted. What is computed is computed anew."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from riwaya.bilingual import Bilingual, texts_of, title_and_description
from riwaya.curation.redaction_patterns import Hidden
from riwaya.curation.retire import NOTICES, Notice, add_notices, bound_to, references, remove
from riwaya.curation.sheets import Record, Sheet, Sheets, read_sheets
from riwaya.errors import EditError, ReleaseError
from riwaya.package import strict_json
from riwaya.package.derivations import computed_columns, is_computed
from riwaya.package.descriptor import DESCRIPTOR, Package, Resource
from riwaya.package.schema import schema_from
from riwaya.publishing.patch import changes_text_to
from riwaya.publishing.publish import DIFF, EXTRA, publish
from riwaya.release.compute import release_of, release_tables
from riwaya.release.formats import csv
from riwaya.release.manifest import MALFORMED, MANIFEST, release_name, software
from riwaya.release.read import Release, open_release, read_file, refused
from riwaya.release.table import ReleaseTable
from riwaya.validation.read_tables import engine_with_tables

_MOST_MEBIBYTES = 1 << 20


def scrub(
    path: Path,
    hidden: Hidden,
    notices: Sequence[Mapping[str, str]],
    others: Mapping[str, Path],
    changed: Iterable[str],
    key: Path | None,
) -> bool:
    """Take texts, and rows of which there are notices, out of a release; whether there was anything to take out.

    It is signed with `key`. Where it tells what changed since one of the `others`, by version, and that is among the `changed`
    ones, it tells so anew. ReleaseError and EditError where it cannot be done; then the release is as it was.
    """
    release = open_release(path)
    try:
        extra = {name: data.decode() for name in EXTRA if (data := read_file(path, name)) is not None}
        difference, manifest = extra.pop(DIFF, None), strict_json.loads(read_file(path, MANIFEST))
        before = strict_json.loads(difference.encode())["from"]["version"] if difference else None
    except MALFORMED as error:
        raise (error if isinstance(error, ReleaseError) else refused(path)) from None
    said = {name: hidden.masked_lines(text) for name, text in extra.items()}
    descriptor = hidden.masked_values(release.descriptor)
    head = {name: value for name, value in descriptor.items() if name != "resources"}
    with _unpacked(release, hidden) as package:
        sheets = read_sheets(package)
        texts = {name: sheet.text() for name, sheet in sheets.items()}
        _remove(sheets, notices)
        mask(sheets, hidden)
        now = {name: sheet.text() for name, sheet in sheets.items()}
        if (said, descriptor, now) == (extra, release.descriptor, texts) and before not in changed:
            return False
        for name, text in now.items():
            (package.root / sheets[name].resource.path).write_text(text, encoding="utf-8", newline="\n")
        formats = manifest["formats"]
        with engine_with_tables(package, {}) as engine:
            tables = release_tables(package, engine, package.root, judged=False)
        files = {name: text.encode() for name, text in said.items()}
        if before in others:
            files[DIFF] = changes_text_to(
                open_release(others[before]), release_of(head, tables), files, formats, software()
            ).encode()
        _publish_in_place(path, tables, head, files, formats, key)
    return True


def mask(sheets: Sheets, hidden: Hidden) -> None:
    """Mask the texts in every cell. A row that they name, and that has no ID of its own, goes."""
    for sheet in sheets.values():
        sheet.records = [record for record in sheet.records if _masked(sheet, record, hidden)]


def _masked(sheet: Sheet, record: Record, hidden: Hidden) -> bool:
    schema = sheet.resource.schema
    keys = {*schema.primary_key, *(name for foreign in schema.foreign_keys for name in foreign.fields)}
    for column, cell in record.cells.items():
        if cell and hidden.is_in(cell):
            constraints = schema.field(column).constraints
            if column in keys or "enum" in constraints:
                if sheet.key is None:
                    return False
                raise EditError(
                    f"{sheet.identity(record)}: a text to redact stands in {column}, where nothing can be masked. "
                    "Retire the row as redacted.",
                    f"{sheet.identity(record)}: نص مطلوب حجبه موجود في {column} ولا يمكن إخفاؤه هناك. ألغِ الصف بوصفه محجوبًا.",
                )
            free = schema.field(column).type == "string" and "pattern" not in constraints
            lang = column[-2:] if column.endswith(("_ar", "_en")) else None
            record.put(column, hidden.masked(cell, lang) if free else "")
    return True


@contextmanager
def _unpacked(release: Release, hidden: Hidden) -> Iterator[Package]:
    """The curated tables of a release as a package of its own, masked in what its schemas say."""
    with tempfile.TemporaryDirectory(prefix="riwaya-") as folder:
        tables = [_curated(release.table(name), hidden) for name in release.hashes if not is_computed(name)]
        csv.write(tables, release.descriptor, Path(folder))
        resources = tuple(
            Resource(
                table.name,
                f"csv/{table.name}.csv",
                table.title,
                table.description,
                table.schema,
                table.schema_json,
                True,
                _MOST_MEBIBYTES,
            )
            for table in tables
        )
        yield Package(Path(folder), release.descriptor, resources)


def _curated(table: ReleaseTable, hidden: Hidden) -> ReleaseTable:
    added = computed_columns(table.name)
    fields = [field for field in table.schema_json["fields"] if field["name"] not in added]
    schema_json = {**table.schema_json, "fields": fields}
    schema_json["foreignKeys"] = [
        key for key in table.schema_json.get("foreignKeys", []) if not {*key["fields"]} & added
    ]
    schema_json = hidden.masked_values(schema_json)
    title, description = title_and_description(hidden.masked_values(texts_of(table.title, table.description)))
    schema = schema_from(table.name, schema_json, DESCRIPTOR, judged=False)
    return ReleaseTable(
        table.name,
        title,
        description,
        schema,
        schema_json,
        table.row_count,
        lambda: (batch.select(schema.names) for batch in table.batches()),
    )


def _remove(sheets: Sheets, notices: Iterable[Mapping[str, str]]) -> None:
    there = {sheet.identity(record) for sheet in sheets.values() if sheet.key for record in sheet.records}
    said = {notice["id"]: notice for notice in notices if notice["id"] in there}
    gone = bound_to(sheets, said)
    for reference in references(sheets, gone):
        if not reference.falls:
            reference.record.put(reference.column, "")
    remove(sheets, gone)
    # Who finds the ID in an old citation finds the notice in the old release, too.
    for identity, notice in said.items() if NOTICES in sheets else ():
        reason = Bilingual(notice["reason_en"], notice["reason_ar"])
        add_notices(sheets, [identity], Notice("redacted", notice["retired_in"], reason))


def _publish_in_place(
    path: Path,
    tables: Sequence[ReleaseTable],
    head: Mapping,
    extra: Mapping[str, bytes],
    formats: Iterable[str],
    key: Path | None,
) -> None:
    """Folder and zip, as far as they were there."""
    folder = path.parent / release_name(head)
    archive = folder.with_name(f"{folder.name}.zip")
    had_folder, had_archive = folder.exists(), archive.exists()
    publish(tables, head, extra, path.parent, formats, key, software())
    if not had_folder:
        shutil.rmtree(folder)
    if not had_archive:
        archive.unlink()
