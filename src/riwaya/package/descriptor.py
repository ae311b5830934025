"""Opens a data package: reads its descriptor and its schemas, and no data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from riwaya.bilingual import Bilingual
from riwaya.errors import PackageError
from riwaya.journal import finish_interrupted
from riwaya.package import MESSAGES
from riwaya.package.files import Files, Folder
from riwaya.package.other_resource import OtherResource
from riwaya.package.profile import require_shape, shape_error
from riwaya.package.profile_faults import Fault
from riwaya.package.resource import DESCRIPTOR, Resource, read_json, resource_from
from riwaya.package.standard import StandardReader
from riwaya.package.standard_profile import entries_in, package_faults
from riwaya.package.strict_json import JsonObject
from riwaya.text.number_phrases.spelling import plain


@dataclass(frozen=True, slots=True)
class Package:
    """A descriptor with its schemas, and where the files of its tables are."""

    files: Files
    descriptor: JsonObject
    resources: tuple[Resource, ...]
    others: tuple[OtherResource, ...] = ()
    """Resources that only `standard` allows, and that are checked in another way."""
    faults: tuple[Fault, ...] = ()
    """Where the descriptor, a schema or a dialect breaks the standard, with `standard`."""

    @classmethod
    def open(
        cls,
        place: Path | Files,
        descriptor: str = DESCRIPTOR,
        formats: Collection[str] = ("csv",),
        standard: bool = False,
    ) -> Package:
        """The package of a folder, of a descriptor (a Path to either), or of other files.

        `descriptor` names the descriptor among these files, `formats` what their tables may be written in.
        With `standard` it may have any resource that the Data Package standard allows, to be checked: a
        release cannot be made of all of them.
        What a killed command left of a change in the folder is finished first. PackageError if it cannot be
        read as a package, EditError if such a change cannot be finished.

        >>> package = Package.open(installed_root())
        >>> package.resource("events").schema.primary_key
        ('event_id',)
        """
        if isinstance(place, Path):
            folder, descriptor = (place, descriptor) if place.is_dir() else (place.parent, place.name)
            finish_interrupted(folder)
            place = Folder(folder)
        content = read_json(place, descriptor, is_descriptor=True)
        if standard:
            return cls.of_standard(place, content, descriptor, formats)
        try:
            resources = tuple(resource_from(place, item, formats) for item in content["resources"])
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise shape_error(descriptor, content, "package", error) from None
        _require_each_once(descriptor, resources)
        if "counted_words" in content:
            require_shape(descriptor, content, "package")
        return cls(place, content, resources)

    @classmethod
    def of_standard(
        cls,
        files: Files,
        content: JsonObject,
        descriptor: str = DESCRIPTOR,
        formats: Collection[str] = ("csv",),
    ) -> Package:
        """The package of a descriptor that has been read, as `open` with `standard` gives it.

        One in which no resource can be read has none: its `faults` say why.
        """
        faults = package_faults(content, descriptor)
        items = entries_in(content)
        if "counted_words" in content:
            require_shape(descriptor, content, "counted_words")
        reader = StandardReader(files, formats, descriptor, faults)
        resources, others = reader.read(items)
        return cls(reader.decoded, content, tuple(resources), tuple(others), tuple(faults))

    @property
    def folder(self) -> Path:
        """The folder of the package on this machine. PackageError where there is none."""
        if not isinstance(self.files, Folder):
            raise PackageError(MESSAGES("not-a-folder", name=self.files.name))
        return self.files.path

    @property
    def title(self) -> Bilingual:
        """What the package is called; a package without a title by its name or its folder."""
        title = str(self.descriptor.get("title") or self.descriptor.get("name") or self.files.name)
        return Bilingual(title, str(self.descriptor.get("title_ar", title)))

    @property
    def version(self) -> str:
        return str(self.descriptor.get("version", ""))

    def with_resources(self, more: Iterable[Resource]) -> Package:
        """The package with these resources besides its own."""
        return replace(self, resources=(*self.resources, *more))

    @property
    def counted_words(self) -> Mapping[str, frozenset[str]]:
        """The words of this dataset for what it counts, by language, as number phrases are read with them."""
        given = self.descriptor.get("counted_words", {})
        return {language: frozenset(plain(" ".join(words)).split()) for language, words in given.items()}

    @property
    def entries(self) -> Collection[JsonObject]:
        """The entries of `resources` that have a name."""
        return entries_in(self.descriptor).values()

    @property
    def published(self) -> tuple[Resource, ...]:
        return tuple(resource for resource in self.resources if resource.published)

    def resource(self, name: str) -> Resource:
        return next(resource for resource in self.resources if resource.name == name)

    def schema_path(self, name: str) -> str:
        """The file of a table's schema: the descriptor where that holds the schema itself."""
        path = next((item.get("schema") for item in self.entries if item["name"] == name), None)
        return path if isinstance(path, str) else DESCRIPTOR

    def read_bytes(self, resource: Resource) -> bytes:
        """The file of a table, which `file_status` has found to be readable."""
        with self.files.open(resource.path) as stream:
            return stream.read()


def installed_root() -> Path:
    """The folder of the package that this installation holds: its repository, or the copy in the wheel."""
    here = Path(__file__).resolve().parent.parent
    root = here.parent.parent
    in_repository = (root / DESCRIPTOR).is_file() and (root / "schemas").is_dir()
    return root if in_repository else here / "_repository"


def _require_each_once(file: str, resources: Collection[Resource]) -> None:
    """PackageError for a table that is listed twice, or that a foreign key names and that is not listed."""
    names = [resource.name for resource in resources]
    for resource in resources:
        missing = {key.table for key in resource.schema.foreign_keys} - {*names}
        if names.count(resource.name) > 1 or missing:
            name = ", ".join(sorted(missing)) or resource.name
            raise PackageError(MESSAGES("resource-not-once", file=file, resource=resource.name, name=name))
