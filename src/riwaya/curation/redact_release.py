"""Replaces a published release by one without the redacted texts and rows."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from riwaya.bilingual import Bilingual, texts_of, title_and_description
from riwaya.curation import MESSAGES
from riwaya.curation.redaction_patterns import RedactionPatterns
from riwaya.curation.retire import RETIREMENTS, Notice, add_notices, references, remove, with_dependents
from riwaya.curation.sheets import Record, Sheet, Sheets, read_sheets
from riwaya.errors import EditError, ReleaseError
from riwaya.package.derivations import computed_columns, is_computed
from riwaya.package.descriptor import Package
from riwaya.package.files import Folder
from riwaya.package.resource import DESCRIPTOR, Resource
from riwaya.package.schema import schema_from
from riwaya.publishing.patch import changes_text_to
from riwaya.publishing.publish import DIFF, publish
from riwaya.release.archive import zips_of
from riwaya.release.compute import release_of, release_tables
from riwaya.release.documents import extra_files
from riwaya.release.formats import csv
from riwaya.release.manifest import MALFORMED, MANIFEST, json_object, release_name, software
from riwaya.release.read import open_release, optional_file, read_file, unreadable_release
from riwaya.release.table import Release, ReleaseTable
from riwaya.validation.read_tables import engine_with_tables

_MAX_MEBIBYTES = 1 << 20


def redact_release(
    path: Path,
    patterns: RedactionPatterns,
    notices: Sequence[Mapping[str, str]],
    others: Mapping[str, Path],
    changed: Collection[str],
    key: Path | None,
) -> bool:
    """Redact texts and rows with notices from a release and sign it with `key`; whether it changed.

    `others` are the paths of all releases by version. The changes since an earlier release are written again
    if that one is among the `changed`. Raises ReleaseError or EditError and then leaves the release as it
    was.
    """
    release = open_release(path)
    try:
        names = extra_files(release.descriptor)
        extra = {name: data.decode() for name in names if (data := optional_file(path, name)) is not None}
        difference = extra.pop(DIFF, None)
        formats = [*json_object(read_file(path, MANIFEST))["formats"]]
        before = str(json_object(difference.encode())["from"]["version"]) if difference else None
    except MALFORMED as error:
        raise (error if isinstance(error, ReleaseError) else unreadable_release(path)) from None
    documents = {name: patterns.mask_lines(text) for name, text in extra.items()}
    descriptor = patterns.mask_json(release.descriptor)
    head = {name: value for name, value in descriptor.items() if name != "resources"}
    with _unpacked(release, patterns) as package:
        sheets = read_sheets(package)
        texts = {name: sheet.text() for name, sheet in sheets.items()}
        _remove(sheets, notices)
        mask(sheets, patterns)
        now = {name: sheet.text() for name, sheet in sheets.items()}
        if (documents, descriptor, now) == (extra, release.descriptor, texts) and before not in changed:
            return False
        for name, text in now.items():
            (package.folder / sheets[name].resource.path).write_text(text, encoding="utf-8", newline="\n")
        with engine_with_tables(package, {}) as engine:
            tables = release_tables(package, engine, package.folder, strict=False)
        files = {name: text.encode() for name, text in documents.items()}
        if before is not None and before in others:
            files[DIFF] = changes_text_to(
                open_release(others[before]), release_of(head, tables), files, formats, software()
            ).encode()
        _publish_in_place(path, tables, head, files, formats, key)
    return True


def mask(sheets: Sheets, patterns: RedactionPatterns) -> None:
    """Mask the texts in every cell. A row without an ID that has one of them in its key is removed."""
    for sheet in sheets.values():
        sheet.records = [record for record in sheet.records if _mask_record(sheet, record, patterns)]


def _mask_record(sheet: Sheet, record: Record, patterns: RedactionPatterns) -> bool:
    """Mask the cells of a record; False if its row must be removed instead."""
    schema = sheet.resource.schema
    keys = {*schema.primary_key, *(name for foreign in schema.foreign_keys for name in foreign.fields)}
    for column, cell in record.cells.items():
        if not patterns.match(cell):
            continue
        constraints = schema.field(column).constraints
        if column in keys or "enum" in constraints:
            if sheet.id_column is None:
                return False
            raise EditError(MESSAGES("text-in-key", id=sheet.id_of(record), column=column))
        free_text = schema.field(column).type == "string" and "pattern" not in constraints
        lang = column[-2:] if column.endswith(("_ar", "_en")) else None
        record.set(column, patterns.mask(cell, lang) if free_text else "")
    return True


@contextmanager
def _unpacked(release: Release, patterns: RedactionPatterns) -> Iterator[Package]:
    """The curated tables of a release as a package in a temporary folder, with masked schemas."""
    with tempfile.TemporaryDirectory(prefix="riwaya-") as folder:
        tables = [_curated(release.table(name), patterns) for name in release.hashes if not is_computed(name)]
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
                _MAX_MEBIBYTES,
            )
            for table in tables
        )
        yield Package(Folder(Path(folder)), release.descriptor, resources)


def _curated(table: ReleaseTable, patterns: RedactionPatterns) -> ReleaseTable:
    added = computed_columns(table.name)
    fields = [field for field in table.schema_json["fields"] if field["name"] not in added]
    schema_json = {**table.schema_json, "fields": fields}
    schema_json["foreignKeys"] = [
        key for key in table.schema_json.get("foreignKeys", []) if not {*key["fields"]} & added
    ]
    schema_json = patterns.mask_json(schema_json)
    texts = texts_of(table.title, table.description)
    masked = {name: patterns.mask(text) for name, text in texts.items()}
    title, description = title_and_description(masked)
    schema = schema_from(table.name, schema_json, DESCRIPTOR, strict=False)
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
    present = {identity for sheet in sheets.values() for identity in sheet.ids}
    by_id = {notice["id"]: notice for notice in notices if notice["id"] in present}
    removed = with_dependents(sheets, by_id)
    for reference in references(sheets, removed):
        if not reference.is_part_of_target:
            reference.record.set(reference.column, "")
    remove(sheets, removed)
    # Somebody who looks up an old citation in the old release finds the notice there, too.
    for identity, notice in by_id.items() if RETIREMENTS in sheets else ():
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
    """Publish over the old release: its folder and its zips, those of them that existed."""
    folder = path.parent / release_name(head)
    archives = [folder.with_name(name) for name in zips_of(folder.name)]
    missing = [each for each in (folder, *archives) if not each.exists()]
    publish(tables, head, extra, path.parent, formats, key, software())
    for each in missing:
        shutil.rmtree(each) if each.is_dir() else each.unlink(missing_ok=True)
