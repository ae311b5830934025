"""Reads a data package: the descriptor, the schemas, where its tables lie. Judges no data."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from riwaya import strict_json
from riwaya.errors import PackageError
from riwaya.problem import Bilingual
from riwaya.schema import Schema, require_plain_name, schema_from
from riwaya.shape import misshapen

DESCRIPTOR = "datapackage.json"
DEFAULT_MEBIBYTES = 32
_MAX_JSON = 8 << 20
# What would change how a table is read. Here a table is one file of CSV in UTF-8, and nothing else.
_READ_AS = {"scheme": "file", "format": "csv", "encoding": "utf-8", "mediatype": "text/csv", "type": "table"}
_OTHERWISE = ("data", "dialect", "compression", "innerpath", "extrapaths", "profile", "$ref", "jsonSchema")


@dataclass(frozen=True, slots=True)
class Resource:
    """One table of the package."""

    name: str
    path: str
    """Relative to the package's folder, forward slashes. Not yet trusted: the intake gate judges it."""
    title: Bilingual
    description: Bilingual
    schema: Schema
    schema_json: Mapping
    """The Table Schema as it was read."""
    published: bool
    """Whether releases hold it; the review tables stay at home."""
    max_mebibytes: int
    """The largest file that is read."""

    @property
    def gives_ids(self) -> bool:
        """Whether its rows have IDs of their own, rather than those of another table."""
        key = self.schema.primary_key
        borrowed = {name for foreign in self.schema.foreign_keys if foreign.table != self.name for name in foreign.fields}
        return len(key) == 1 and key[0].endswith("_id") and key[0] not in borrowed


@dataclass(frozen=True, slots=True)
class Package:
    """A descriptor with its schemas. Tables are still files."""

    root: Path
    descriptor: Mapping
    resources: tuple[Resource, ...]

    @property
    def version(self) -> str:
        return str(self.descriptor.get("version", ""))

    @property
    def published(self) -> tuple[Resource, ...]:
        return tuple(resource for resource in self.resources if resource.published)

    def resource(self, name: str) -> Resource:
        return next(resource for resource in self.resources if resource.name == name)


def read_package(path: Path) -> Package:
    """The package whose descriptor, or whose folder, is `path`; PackageError if it cannot be read as one."""
    file = path / DESCRIPTOR if path.is_dir() else path
    descriptor = _read_json(file, file.name)
    try:
        resources = tuple(_resource(file.parent, item) for item in descriptor["resources"])
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise misshapen(file.name, descriptor, "package", error) from None
    names = [resource.name for resource in resources]
    for resource in resources:
        missing = {key.table for key in resource.schema.foreign_keys} - {*names}
        if names.count(resource.name) > 1 or missing:
            what = ", ".join(sorted(missing)) or resource.name
            raise PackageError(
                f"{file.name}: resource {resource.name}: {what} must be listed exactly once in resources.",
                f"{file.name}: المورد {resource.name}: يجب أن يرد {what} مرة واحدة فقط ضمن resources.",
            )
    return Package(file.parent, descriptor, resources)


def _resource(root: Path, item: Mapping) -> Resource:
    require_plain_name(item["name"], DESCRIPTOR)
    odd = [name for name in _OTHERWISE if name in item]
    odd += [name for name, value in _READ_AS.items() if item.get(name, value) != value]
    if odd:
        raise PackageError(
            f"{DESCRIPTOR}: the resource {item['name']} says {', '.join(odd)}, but a table here is one CSV file in UTF-8. "
            "Take these properties out, or give them the plain values.",
            f"{DESCRIPTOR}: يذكر المورد {item['name']} الخصائص {', '.join(odd)}، لكن الجدول هنا ملف CSV واحد بترميز UTF-8. "
            "احذف هذه الخصائص أو أعطها القيم العادية.",
        )
    schema = item["schema"]
    if isinstance(schema, str):
        _refuse_unsafe(schema)
        if not (root / schema).resolve().is_relative_to(root.resolve()):
            _refuse_unsafe("..")
        schema = _read_json(root / schema, schema)
    title, description = item.get("title", item["name"]), item.get("description", "")
    return Resource(
        name=item["name"],
        path=item["path"],
        title=Bilingual(title, item.get("title_ar", title)),
        description=Bilingual(description, item.get("description_ar", description)),
        schema=schema_from(item["name"], schema, str(item["schema"]) if isinstance(item["schema"], str) else item["name"]),
        schema_json=schema,
        published=item.get("published", True),
        max_mebibytes=int(item.get("max_mebibytes", DEFAULT_MEBIBYTES)),
    )


def _refuse_unsafe(path: str) -> None:
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts or "\\" in path or ":" in path:
        raise PackageError(
            f"{DESCRIPTOR}: {path!r} leads out of the package. Write a relative path with forward slashes.",
            f"{DESCRIPTOR}: المسار {path!r} يخرج من الحزمة. اكتب مسارًا نسبيًا بخطوط مائلة أمامية.",
        )


def _read_json(file: Path, name: str) -> dict:
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MAX_JSON:
            raise ValueError(f"not a file of at most {_MAX_JSON >> 20} MiB")
        loaded = strict_json.loads(file.read_bytes())
    except FileNotFoundError:
        raise PackageError(
            f"{name}: no such file in {file.parent.name or '.'}. Give the folder that holds {DESCRIPTOR}.",
            f"{name}: لا يوجد ملف بهذا الاسم في {file.parent.name or '.'}. أعطِ المجلد الذي فيه {DESCRIPTOR}.",
        ) from None
    except (OSError, ValueError) as error:
        raise PackageError(
            f"{name}: cannot be read as JSON in UTF-8: {error}. Mend the file at that place.",
            f"{name}: تعذّرت قراءته بصيغة JSON وترميز UTF-8: {error}. أصلح الملف في ذلك الموضع.",
        ) from None
    if not isinstance(loaded, dict):
        raise PackageError(f"{name}: must be one JSON object.", f"{name}: يجب أن يكون كائن JSON واحدًا.")
    return loaded
