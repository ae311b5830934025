"""Reads a data package: the descriptor, the schemas, where its tables lie. Judges no data."""

from __future__ import annotations

import stat
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from riwaya.bilingual import Bilingual
from riwaya.errors import PackageError
from riwaya.package import strict_json
from riwaya.package.profile import shape_error
from riwaya.package.schema import Schema, require_plain_name, schema_from

DESCRIPTOR = "datapackage.json"
DEFAULT_MEBIBYTES = 32
# What would change how a table is read. Here a table is one file of CSV in UTF-8, and nothing else.
_READ_AS = {"scheme": "file", "encoding": "utf-8", "type": "table"}
FORMATS = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
"""What a table may be written in, with its media type. All but CSV is for Spark."""
MAX_JSON = 8 << 20
"""The largest descriptor or schema, in bytes."""
Reader = Callable[[str], bytes]
"""Gives a file by its name relative to the folder of the package; OSError or ValueError where it cannot be read."""
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
    schema_json: Mapping[str, Any]
    """The Table Schema as it was read."""
    published: bool
    """Whether releases hold it; the review tables stay at home."""
    max_mebibytes: int
    """The largest file that is read."""
    format: str = "csv"
    """What the table is written in: one of FORMATS."""

    @property
    def has_own_ids(self) -> bool:
        """Whether its rows have IDs of their own, rather than those of another table."""
        key = self.schema.primary_key
        borrowed = {
            name
            for foreign in self.schema.foreign_keys
            if foreign.table != self.name
            for name in foreign.fields
        }
        return len(key) == 1 and key[0].endswith("_id") and key[0] not in borrowed

    @property
    def is_ordered(self) -> bool:
        """Whether its rows stand in the order of their key, which begins with an ID."""
        return bool(self.schema.primary_key) and self.schema.primary_key[0].endswith("_id")


@dataclass(frozen=True, slots=True)
class Package:
    """A descriptor with its schemas. Tables are still files."""

    root: Path | None
    descriptor: Mapping[str, Any]
    resources: tuple[Resource, ...]
    url: str | None = None
    """The folder of a package that Spark reads; it has no `root` on this machine."""

    @property
    def folder(self) -> Path:
        """The folder of the package on this machine. Raises PackageError where there is none."""
        if self.root is None:
            raise PackageError(
                Bilingual(
                    f"{self.url}: this package is not in a folder of this machine. Copy it here first.",
                    f"{self.url}: هذه الحزمة ليست في مجلد على هذا الجهاز. انسخها إليه أولًا.",
                )
            )
        return self.root

    @property
    def version(self) -> str:
        return str(self.descriptor.get("version", ""))

    @property
    def published(self) -> tuple[Resource, ...]:
        return tuple(resource for resource in self.resources if resource.published)

    def resource(self, name: str) -> Resource:
        return next(resource for resource in self.resources if resource.name == name)


def installed_root() -> Path:
    """The folder of the package that this installation holds: the repository it runs from, or the copy in the wheel."""
    here = Path(__file__).resolve().parent.parent
    root = here.parent.parent
    in_repository = (root / DESCRIPTOR).is_file() and (root / "schemas").is_dir()
    return root if in_repository else here / "_repository"


def read_package(path: Path) -> Package:
    """The package whose descriptor, or whose folder, is `path`; PackageError if it cannot be read as one."""
    file = path / DESCRIPTOR if path.is_dir() else path
    return Package(file.parent, *package_in(partial(_bytes_beside, file), file.name, file.parent.name))


def package_in(
    read: Reader, name: str, folder: str, formats: Collection[str] = ("csv",)
) -> tuple[dict, tuple[Resource, ...]]:
    """The descriptor of this name in a folder, and its resources, whose tables may be written in these formats."""
    descriptor = _read_json(read, name, folder)
    try:
        resources = tuple(_resource(read, folder, item, formats) for item in descriptor["resources"])
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise shape_error(name, descriptor, "package", error) from None
    names = [resource.name for resource in resources]
    for resource in resources:
        missing = {key.table for key in resource.schema.foreign_keys} - {*names}
        if names.count(resource.name) > 1 or missing:
            what = ", ".join(sorted(missing)) or resource.name
            raise PackageError(
                f"{name}: resource {resource.name}: {what} must be listed exactly once in resources.",
                f"{name}: المورد {resource.name}: يجب أن يرد {what} مرة واحدة فقط ضمن resources.",
            )
    return descriptor, resources


def _resource(read: Reader, folder: str, item: Mapping, formats: Collection[str]) -> Resource:
    require_plain_name(item["name"], DESCRIPTOR)
    odd = [name for name in _OTHERWISE if name in item]
    written = item["format"] if item.get("format") in formats else "csv"
    read_as = _READ_AS | {"format": written, "mediatype": FORMATS[written]}
    odd += [name for name, value in read_as.items() if item.get(name, value) != value]
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
        schema = _read_json(read, schema, folder)
    title, description = item.get("title", item["name"]), item.get("description", "")
    return Resource(
        name=item["name"],
        path=item["path"],
        title=Bilingual(title, item.get("title_ar", title)),
        description=Bilingual(description, item.get("description_ar", description)),
        schema=schema_from(
            item["name"], schema, str(item["schema"]) if isinstance(item["schema"], str) else item["name"]
        ),
        schema_json=schema,
        published=item.get("published", True),
        max_mebibytes=int(item.get("max_mebibytes", DEFAULT_MEBIBYTES)),
        format=written,
    )


def _refuse_unsafe(path: str) -> None:
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts or "\\" in path or ":" in path:
        raise PackageError(
            f"{DESCRIPTOR}: {path!r} leads out of the package. Write a relative path with forward slashes.",
            f"{DESCRIPTOR}: المسار {path!r} يخرج من الحزمة. اكتب مسارًا نسبيًا بخطوط مائلة أمامية.",
        )


def _bytes_beside(descriptor: Path, name: str) -> bytes:
    """The descriptor itself, or what stands in its folder."""
    root = descriptor.parent
    file = root / name
    if file != descriptor and not file.resolve().is_relative_to(root.resolve()):
        _refuse_unsafe("..")
    status = file.stat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_JSON:
        raise ValueError(f"not a file of at most {MAX_JSON >> 20} MiB")
    return file.read_bytes()


def _read_json(read: Reader, name: str, folder: str) -> dict:
    try:
        loaded = strict_json.loads(read(name))
    except FileNotFoundError:
        raise PackageError(
            f"{name}: no such file in {folder or '.'}. Give the folder that holds {DESCRIPTOR}.",
            f"{name}: لا يوجد ملف بهذا الاسم في {folder or '.'}. أعطِ المجلد الذي فيه {DESCRIPTOR}.",
        ) from None
    except (OSError, ValueError) as error:
        raise PackageError(
            f"{name}: cannot be read as JSON in UTF-8: {error}. Mend the file at that place.",
            f"{name}: تعذّرت قراءته بصيغة JSON وترميز UTF-8: {error}. أصلح الملف في ذلك الموضع.",
        ) from None
    if not isinstance(loaded, dict):
        raise PackageError(f"{name}: must be one JSON object.", f"{name}: يجب أن يكون كائن JSON واحدًا.")
    return loaded
