"""Small packages, one for each feature of the Data Package standard, each in a valid and a damaged form.

Who checks the table (riwaya, frictionless or nobody) and what is reported are stated beside each; the page
docs/differential.md lists them.
"""

import bz2
import gzip
import io
import json
import lzma
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

TEXT = "رقم,الاسم\n1,حسو\n2,حاسو\n"
BROKEN = TEXT.replace("\n2,", "\nx,")
TYPE_ERROR = ("type-error",)


@dataclass(frozen=True)
class Feature:
    """A package with the resource `places`, and what is said of it."""

    name: str
    resource: Mapping = field(default_factory=dict)
    """Properties of the resource besides its name, path and schema."""
    fields: tuple = ()
    """Changes to the two fields."""
    schema: Mapping = field(default_factory=dict)
    data: bytes | str | None = TEXT
    broken: bytes | str | None = None
    """The same with an error; None where the data cannot have one."""
    codes: tuple[str, ...] = TYPE_ERROR
    """What is reported of the broken form."""
    by: str = "riwaya"
    always: tuple[str, ...] = ()
    """What is reported of both forms."""
    more: tuple = ()
    """Further resources."""
    package: Mapping = field(default_factory=dict)
    """Properties of the package besides its name."""
    files: Mapping = field(default_factory=dict)
    differs: str = ""
    """Why frictionless has another verdict on one of the forms."""
    compared: bool = True
    """Whether frictionless checks it as well: it would fetch an address."""

    def write(self, folder: Path, broken: bool = False) -> Path:
        """The package in a folder; its descriptor."""
        given = [{"name": "رقم", "type": "integer"}, {"name": "الاسم", "type": "string"}]
        fields = [{**one, **change} for one, change in zip(given, self.fields or ({}, {}), strict=True)]
        fields = [{name: value for name, value in one.items() if value is not None} for one in fields]
        resource = {"name": "places", "path": "places.csv", "schema": {"fields": fields, **self.schema}}
        resource |= self.resource
        kept = {name: value for name, value in resource.items() if value is not None}
        files = dict(self.files)
        if self.data is not None:
            paths = kept["path"]
            files[paths if isinstance(paths, str) else paths[0]] = self.broken if broken else self.data
        elif broken:
            kept["data"] = self.broken
        for path, data in files.items():
            (folder / path).write_bytes(data if isinstance(data, bytes) else data.encode())
        file = folder / "datapackage.json"
        file.write_text(
            json.dumps({"name": "p", "resources": [kept, *self.more], **self.package}), encoding="utf-8"
        )
        return file


def zipped(text: str, *names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names or ("places.csv",):
            archive.writestr(name, text)
    return file.getvalue()


def workbook(text: str) -> bytes:
    file, book = io.BytesIO(), openpyxl.Workbook()
    for line in text.splitlines():
        book.active.append(line.split(","))
    book.save(file)
    return file.getvalue()


def semicolons(text: str) -> str:
    return text.replace(",", ";")


def typed(name: str, kind: str, good: str, bad: str, by: str = "frictionless", **field) -> Feature:
    """A feature of a type: the second column has it."""
    second = field.pop("differs", "")
    return Feature(
        name,
        fields=({}, {"type": kind, **field}),
        data=f"رقم,الاسم\n1,{good}\n",
        broken=f"رقم,الاسم\n1,{bad}\n",
        by=by,
        differs=second,
    )


def constrained(name: str, value: object, good: str, bad: str, **kind) -> Feature:
    made = typed(
        f"constraint {name}", kind.pop("type", "string"), good, bad, "riwaya", constraints={name: value}
    )
    return Feature(**{**vars(made), **kind, "codes": ("constraint-error",)})


def described(label: str, differs: str = "", resource: Mapping | None = None, **package) -> Feature:
    """A feature of a package, or of its resource, that is described wrongly: the table is checked anyway."""
    return Feature(
        label,
        resource or {},
        codes=(),
        always=("descriptor-error",),
        package=package,
        differs=differs,
    )


REFERENCE = {"fields": ["رقم"], "reference": {"resource": "kinds", "fields": ["رقم"]}}
UNEVEN = {"fields": ["رقم", "الاسم"], "reference": {"resource": "", "fields": ["رقم"]}}
KINDS = {
    "name": "kinds",
    "path": "kinds.csv",
    "schema": {"fields": [{"name": "رقم", "type": "integer"}], "primaryKey": "رقم"},
}
LOOKED_UP = {"files": {"kinds.csv": "رقم\n1\n2\n"}, "more": (KINDS,)}
NOT_HELD = "JSON and SQL hold no such number; frictionless reads it"
NOT_ALIKE = "programs read it in different ways; frictionless reads it"
PROFILE = "the profile of the standard refuses it, frictionless accepts it"
WRONG, NOT_CHECKED = ("descriptor-error",), ("resource-not-checked",)
NOT_EXCLUSIVE = "frictionless refuses exclusive bounds without the $schema of version 2"
OUT_OF_TABLE = TEXT + "3,x\n"


def text(name: str, cell: str, *codes: str) -> Feature:
    """Something of a text that riwaya refuses; the other form has none."""
    return Feature(name, broken=f"{TEXT}3,{cell}\n", codes=codes, differs=ACCEPTED)


ACCEPTED = "frictionless accepts it"

FEATURES = (
    Feature("names in Arabic", broken=BROKEN),
    Feature(
        "resource name in Arabic, with blanks",
        {"name": "أماكن سورية"},
        broken=BROKEN,
        differs="frictionless refuses such names without the $schema of version 2",
    ),
    Feature(
        "resource name with capitals and hyphens",
        {"name": "Places-2"},
        broken=BROKEN,
        differs="frictionless refuses such names without the $schema of version 2",
    ),
    Feature(
        "field names with quotation marks and braces",
        fields=({"name": 'a"b'}, {"name": "{x}"}),
        data='"a""b",{x}\n1,x\n',
        broken='"a""b",{x}\nx,x\n',
    ),
    Feature(
        "field names that differ in case",
        fields=({"name": "a"}, {"name": "A"}),
        data="a,A\n1,x\n",
        broken="a,A\nx,x\n",
    ),
    Feature("profile of version 1", {"profile": "tabular-data-resource"}, broken=BROKEN),
    Feature(
        "$schema of version 2",
        {"$schema": "https://datapackage.org/profiles/2.0/dataresource.json"},
        broken=BROKEN,
    ),
    Feature("encoding UTF-8 in other spellings", {"encoding": "UTF8"}, broken=BROKEN),
    Feature("path in a list of one", {"path": ["places.csv"]}, broken=BROKEN),
    Feature(
        "path in a list",
        {"path": ["places.csv", "more.csv"]},
        broken=BROKEN,
        files={"more.csv": "رقم,الاسم\n3,x\n"},
        by="frictionless",
    ),
    Feature(
        "data in the descriptor: rows",
        {"path": None, "data": [["رقم", "الاسم"], [1, "حسو"]]},
        data=None,
        broken=[["رقم", "الاسم"], ["x", "حسو"]],
        by="frictionless",
    ),
    Feature(
        "data in the descriptor: objects",
        {"path": None, "data": [{"رقم": 1, "الاسم": "حسو"}]},
        data=None,
        broken=[{"رقم": "x", "الاسم": "حسو"}],
        by="frictionless",
    ),
    Feature("no schema", {"schema": None}, broken="a,b\n1\n", codes=("missing-cell",), by="frictionless"),
    Feature("no type", fields=({"type": None}, {"type": None}), broken=TEXT + "3\n", codes=("missing-cell",)),
    Feature("bytes", {"bytes": len(TEXT.encode())}, broken=TEXT + "3,x\n", codes=("byte-count",)),
    Feature("hash", {"hash": "md5:bd0c62a4d0e0b7d4fb8b6a0c6f8c2f7a"}, codes=(), always=("hash-count",)),
    Feature("hash by another algorithm", {"hash": "crc32:0a1b2c3d"}, broken=BROKEN, always=("hash-unknown",)),
    Feature("missingValues", schema={"missingValues": ["", "-"]}, data=TEXT + "-,x\n", broken=BROKEN),
    Feature(
        "missingValues with labels",
        schema={"missingValues": [{"value": ""}, {"value": "-", "label": "no"}]},
        data=TEXT + "-,x\n",
        broken=BROKEN,
        differs="frictionless refuses labels without the $schema of version 2",
    ),
    Feature(
        "missingValues of a field",
        fields=({"missingValues": ["", "-"]}, {}),
        data=TEXT + "-,x\n",
        broken=BROKEN,
    ),
    Feature(
        "missingValues without the empty text",
        schema={"missingValues": ["-"]},
        broken=TEXT + ",x\n",
        by="frictionless",
    ),
    Feature(
        "missingValues beside the schema",
        {"missingValues": ["-"]},
        broken=BROKEN,
        always=("property-misplaced",),
    ),
    Feature(
        "primaryKey as one text", schema={"primaryKey": "رقم"}, broken=TEXT + "1,x\n", codes=("primary-key",)
    ),
    Feature(
        "primaryKey of two fields",
        schema={"primaryKey": ["رقم", "الاسم"]},
        broken=TEXT + "1,حسو\n",
        codes=("primary-key",),
    ),
    Feature(
        "uniqueKeys",
        schema={"uniqueKeys": [["الاسم"]]},
        broken=TEXT + "3,حسو\n",
        codes=("unique-error",),
        differs="frictionless does not check uniqueKeys",
    ),
    Feature(
        "uniqueKeys with a dialect",
        {"dialect": {"delimiter": ";"}},
        schema={"uniqueKeys": [["الاسم"]]},
        data=semicolons(TEXT),
        broken=semicolons(TEXT + "3,حسو\n"),
        codes=("unique-error",),
        by="frictionless",
        differs="frictionless does not check uniqueKeys",
    ),
    Feature(
        "foreignKeys",
        schema={"foreignKeys": [REFERENCE]},
        broken=OUT_OF_TABLE,
        codes=("foreign-key",),
        **LOOKED_UP,
    ),
    Feature(
        "foreignKeys from a table in another dialect",
        {"dialect": {"delimiter": ";"}},
        schema={"foreignKeys": [REFERENCE]},
        data=semicolons(TEXT),
        broken=semicolons(OUT_OF_TABLE),
        codes=("foreign-key",),
        by="frictionless",
        **LOOKED_UP,
    ),
    Feature(
        "foreignKeys to the table itself",
        fields=({}, {"type": "integer"}),
        schema={"foreignKeys": [{"fields": "الاسم", "reference": {"resource": "", "fields": "رقم"}}]},
        data="رقم,الاسم\n1,\n2,1\n",
        broken="رقم,الاسم\n1,2\n",
        codes=("foreign-key",),
    ),
    Feature(
        "foreignKeys between two types",
        fields=({"type": "string"}, {"type": "integer"}),
        schema={"foreignKeys": [{"fields": "الاسم", "reference": {"resource": "", "fields": "رقم"}}]},
        data="رقم,الاسم\n1,\n",
        broken="رقم,الاسم\n1,1\n",
        codes=("foreign-key",),
        by="frictionless",
    ),
    *(
        Feature(f"fieldsMatch {match}", schema={"fieldsMatch": match}, data=data, broken=BROKEN)
        for match, data in {
            "exact": TEXT,
            "equal": "الاسم,رقم\nx,1\n",
            "subset": "رقم,الاسم,x\n1,x,y\n",
            "superset": "رقم\n1\n",
            "partial": "رقم,x\n1,y\n",
        }.items()
    ),
    typed("integer", "integer", "7", "7.5", "riwaya"),
    typed(
        "integer with signs of thousands",
        "integer",
        "7 000",
        "7 000.5",
        groupChar=" ",
        differs="frictionless reads them of other numbers only",
    ),
    typed("number", "number", "7.5", "7.5.1", "riwaya"),
    typed("number with a decimal comma", "number", '"1.234,5"', '"1,2,3"', decimalChar=",", groupChar="."),
    typed("number with a unit", "number", "7%", "x", bareNumber=False),
    typed("boolean", "boolean", "true", "perhaps", "riwaya"),
    typed(
        "boolean with values of its own",
        "boolean",
        "نعم",
        "true",
        "riwaya",
        trueValues=["نعم"],
        falseValues=["لا"],
    ),
    typed("date", "date", "2018-06-07", "2018-13-07", "riwaya"),
    typed("date with a format", "date", "07/06/2018", "2018-06-07", format="%d/%m/%Y"),
    typed("date in any format", "date", "7 June 2018", "x", format="any"),
    typed("datetime", "datetime", "2018-06-07T12:30:00Z", "2018-06-07"),
    typed("time", "time", "12:30:00", "25:00:00"),
    typed("year", "year", "2018", "18x", "riwaya"),
    typed("yearmonth", "yearmonth", "2018-06", "2018-13", "riwaya"),
    typed("duration", "duration", "P1Y2M", "1 year"),
    typed("geopoint", "geopoint", '"38.9, 36.5"', '"389, x"'),
    typed("geojson", "geojson", '"{""type"": ""Point"", ""coordinates"": [38.9, 36.5]}"', "[]"),
    typed("array", "array", '"[1, 2]"', "{}"),
    typed("object", "object", '"{""a"": 1}"', "[1]"),
    typed("list", "list", '"1,2"', '"1,x"', itemType="integer"),
    typed("string in the format email", "string", "a@example.org", "a.example.org", format="email"),
    typed("string in the format uuid", "string", "95ecc380-afe9-11e4-9b6c-751b66dd541e", "x", format="uuid"),
    constrained("required", True, "x", ""),
    constrained("enum", ["نعم", "لا"], "نعم", "ربما"),
    constrained("pattern", r"[A-Z]\d+", "A1", "1A"),
    constrained("minLength", 2, "ab", "a"),
    constrained("maxLength", 2, "ab", "abc"),
    constrained("minimum", 2, "2", "1", type="integer"),
    constrained("maximum", 2, "2", "3", type="integer"),
    constrained("exclusiveMinimum", 2, "3", "2", type="integer", differs=NOT_EXCLUSIVE),
    constrained(
        "exclusiveMaximum", "2018-06-07", "2018-06-06", "2018-06-07", type="date", differs=NOT_EXCLUSIVE
    ),
    Feature(
        "constraint unique",
        fields=({"constraints": {"unique": True}}, {}),
        broken=TEXT + "1,x\n",
        codes=("unique-error",),
    ),
    Feature(
        "pattern with alternatives",
        fields=({}, {"constraints": {"pattern": "ab|cd"}}),
        data="رقم,الاسم\n1,ab\n",
        broken="رقم,الاسم\n1,abx\n",
        codes=("constraint-error",),
        differs="frictionless anchors each alternative at one end only",
    ),
    Feature(
        "dialect delimiter",
        {"dialect": {"delimiter": ";"}},
        data=semicolons(TEXT),
        broken=semicolons(BROKEN),
        by="frictionless",
    ),
    Feature(
        "dialect with the values that it has anyway",
        {"dialect": {"delimiter": ",", "header": True}},
        broken=BROKEN,
    ),
    Feature(
        "dialect quoteChar",
        {"dialect": {"quoteChar": "'"}},
        data="رقم,الاسم\n1,'a,b'\n",
        broken="رقم,الاسم\nx,'a,b'\n",
        by="frictionless",
    ),
    Feature(
        "dialect skipInitialSpace",
        {"dialect": {"skipInitialSpace": True}},
        data="رقم,الاسم\n1, a\n",
        broken="رقم,الاسم\nx, a\n",
        by="frictionless",
    ),
    Feature(
        "dialect header", {"dialect": {"header": False}}, data="1,حسو\n", broken="x,حسو\n", by="frictionless"
    ),
    Feature(
        "dialect headerRows",
        {"dialect": {"headerRows": [2]}},
        data="x\n" + TEXT,
        broken="x\n" + BROKEN,
        by="frictionless",
    ),
    Feature(
        "dialect commentChar",
        {"dialect": {"commentChar": "#"}},
        data=TEXT + "#x\n",
        broken=BROKEN,
        by="frictionless",
    ),
    Feature(
        "dialect nullSequence",
        {"dialect": {"nullSequence": "\\N"}},
        data=TEXT + "\\N,x\n",
        broken=BROKEN,
        by="frictionless",
        differs="frictionless does not read nullSequence",
    ),
    Feature(
        "format tsv",
        {"path": "places.tsv"},
        data=TEXT.replace(",", "\t"),
        broken=BROKEN.replace(",", "\t"),
        by="frictionless",
    ),
    Feature(
        "format json",
        {"path": "places.json"},
        data='[{"رقم": 1, "الاسم": "x"}]',
        broken='[{"رقم": "x", "الاسم": "x"}]',
        by="frictionless",
        differs="frictionless reads JSON with an extra only",
    ),
    Feature(
        "compression gz",
        {"path": "places.csv.gz"},
        data=gzip.compress(TEXT.encode()),
        broken=gzip.compress(BROKEN.encode()),
    ),
    Feature(
        "compression bz2",
        {"path": "places.csv.bz2"},
        data=bz2.compress(TEXT.encode()),
        broken=bz2.compress(BROKEN.encode()),
    ),
    Feature(
        "compression xz",
        {"path": "places.csv.xz"},
        data=lzma.compress(TEXT.encode()),
        broken=lzma.compress(BROKEN.encode()),
    ),
    Feature("compression zip", {"path": "places.csv.zip"}, data=zipped(TEXT), broken=zipped(BROKEN)),
    Feature(
        "compression gzip",
        {"path": "places.csv.gz", "compression": "gzip"},
        data=gzip.compress(TEXT.encode()),
        broken=gzip.compress(BROKEN.encode()),
        differs="frictionless refuses this name",
    ),
    Feature(
        "a zip of two files",
        {"path": "places.csv.zip"},
        data=zipped(TEXT, "places.csv", "more.csv"),
        codes=(),
        always=("file-unreadable",),
        differs="frictionless takes the first",
    ),
    Feature(
        "primaryKey beside the schema",
        {"primaryKey": "رقم"},
        codes=(),
        always=("property-misplaced",),
        differs="frictionless accepts it",
    ),
    Feature(
        "pattern with code points",
        fields=({}, {"constraints": {"pattern": r"[\u0600-\u06FF]+"}}),
        broken=TEXT.replace("حاسو", "Hasu"),
        codes=("constraint-error",),
    ),
    Feature(
        "pattern with a subtraction",
        fields=({}, {"constraints": {"pattern": "[ا-ي-[ظ]]+"}}),
        codes=(),
        by="",
        always=NOT_CHECKED,
    ),
    Feature(
        "date in a format that nothing has",
        fields=({"type": "date", "format": "%Q"}, {}),
        codes=(),
        by="",
        always=NOT_CHECKED,
    ),
    Feature(
        "encoding windows-1256",
        {"encoding": "windows-1256"},
        data=TEXT.encode("cp1256"),
        broken=BROKEN.encode("cp1256"),
        always=("encoding-declared",),
    ),
    Feature(
        "format xlsx",
        {"path": "places.xlsx"},
        data=workbook(TEXT),
        codes=(),
        by="",
        always=("resource-not-checked",),
        differs="frictionless reads workbooks",
    ),
    Feature(
        "type that the standard does not have",
        fields=({}, {"type": "colour"}),
        codes=(),
        by="",
        always=("descriptor-error",),
    ),
    Feature(
        "pattern with lookahead",
        fields=({}, {"constraints": {"pattern": "(?=x)x"}}),
        data="رقم,الاسم\n1,x\n",
        codes=(),
        by="",
        always=("resource-not-checked",),
        differs="such patterns may take for ever",
    ),
    Feature(
        "pattern of the items of an array",
        fields=({}, {"type": "array", "arrayItem": {"type": "string", "constraints": {"pattern": "(a+)+$"}}}),
        data='رقم,الاسم\n1,"[""aa""]"\n',
        codes=(),
        by="",
        always=("resource-not-checked",),
        differs="such patterns may take for ever",
    ),
    Feature(
        "schema at an address",
        {"schema": "https://example.org/schema.json"},
        codes=(),
        by="",
        always=("resource-not-checked",),
        compared=False,
    ),
    Feature(
        "fields in files of their own",
        schema={"fields": ["field.json", {"name": "الاسم"}]},
        codes=(),
        by="",
        always=("descriptor-error",),
        files={"field.json": '{"name": "رقم", "type": "integer"}'},
        differs="the standard has no such fields; frictionless reads any file or address that stands for one",
    ),
    Feature(
        "path at an address",
        {"path": "https://example.org/places.csv"},
        data=None,
        codes=(),
        broken=None,
        always=("path-unsafe",),
        compared=False,
    ),
    Feature(
        "path out of the package",
        {"path": "../places.csv"},
        data=None,
        codes=(),
        broken=None,
        always=("path-unsafe",),
    ),
    Feature(
        "foreignKeys to no table",
        schema={"foreignKeys": [REFERENCE]},
        codes=(),
        by="",
        always=("resource-not-checked",),
    ),
    Feature(
        "resource names that differ in case",
        {"name": "Places"},
        broken=BROKEN,
        more=(
            {
                "name": "places",
                "path": "more.csv",
                "schema": {"fields": [{"name": "رقم"}, {"name": "الاسم"}]},
            },
        ),
        files={"more.csv": TEXT},
        differs="frictionless refuses such names without the $schema of version 2",
    ),
    Feature(
        "a file that is no table",
        broken=BROKEN,
        more=({"name": "picture", "path": "picture.png", "mediatype": "image/png"},),
        files={"picture.png": b"\x89PNG\xff"},
    ),
    Feature(
        "profile of tables, no schema",
        {"schema": None, "profile": "tabular-data-resource"},
        codes=(),
        by="frictionless",
        always=("descriptor-error",),
    ),
    Feature(
        "no schema, with negative numbers",
        {"schema": None},
        data="a,b\n-1,2\n",
        broken="a,b\n-1\n",
        codes=("missing-cell",),
        by="frictionless",
    ),
    Feature(
        "data in the descriptor, no schema",
        {"path": None, "schema": None, "data": [["a", "b"], [1, "x"], [None, 2.5]]},
        data=None,
        broken=[["a", "b"], [1]],
        codes=("missing-cell",),
        by="frictionless",
    ),
    Feature(
        "missingValues that are no list",
        schema={"missingValues": "-"},
        codes=(),
        by="",
        always=("descriptor-error",),
    ),
    Feature(
        "primaryKey of arrays",
        fields=({}, {"type": "array"}),
        schema={"primaryKey": "الاسم"},
        data='رقم,الاسم\n1,"[1]"\n2,"[2]"\n',
        broken='رقم,الاسم\n1,"[1]"\n2,"[1]"\n',
        codes=("primary-key",),
        by="frictionless",
        differs="frictionless stops with an exception",
    ),
    Feature(
        "fieldsMatch in a list, with a dialect",
        {"dialect": {"delimiter": ";"}},
        schema={"fieldsMatch": ["subset"]},
        data=semicolons("رقم,الاسم,x\n1,x,y\n"),
        broken=semicolons("رقم,الاسم,x\nx,x,y\n"),
        by="frictionless",
        differs="frictionless takes it as a text only",
    ),
    Feature(
        "exclusiveMaximum with a dialect",
        {"dialect": {"delimiter": ";"}},
        fields=({"constraints": {"exclusiveMaximum": 3}}, {}),
        data=semicolons(TEXT),
        broken=semicolons(OUT_OF_TABLE),
        codes=("constraint-error",),
        by="frictionless",
        differs=NOT_EXCLUSIVE,
    ),
    Feature(
        "minimum that is no value of the field",
        fields=({"constraints": {"minimum": "x"}}, {}),
        codes=(),
        by="frictionless",
        always=("descriptor-error",),
        differs="frictionless stops with an exception",
    ),
    Feature(
        "categories",
        fields=({"categories": [{"value": 1, "label": "one"}, {"value": 2}]}, {}),
        broken=OUT_OF_TABLE,
        codes=("constraint-error",),
        differs="frictionless does not read categories",
    ),
    Feature(
        "format tsv with another mediatype",
        {"path": "places.tsv", "mediatype": "text/csv"},
        data=TEXT.replace(",", "\t"),
        broken=BROKEN.replace(",", "\t"),
        by="frictionless",
    ),
    Feature(
        "dialect in a file that is not there",
        {"dialect": "dialect.json"},
        codes=(),
        by="",
        always=("resource-not-checked",),
    ),
    Feature(
        "foreignKeys to a field that is not there",
        schema={"foreignKeys": [{"fields": "رقم", "reference": {"resource": "", "fields": "x"}}]},
        codes=(),
        by="",
        always=("resource-not-checked",),
    ),
    Feature(
        "dialect commentChar above the header",
        {"dialect": {"commentChar": "#"}},
        data="# x\n" + TEXT,
        broken="# x\n" + BROKEN,
        by="frictionless",
    ),
    Feature(
        "a header that is longer than its records",
        {"dialect": {"delimiter": ";"}, "encoding": "utf-8"},
        fields=({}, {}),
        data=semicolons(TEXT),
        broken="رقم;الاسم\n1\n",
        codes=("missing-cell",),
        by="frictionless",
    ),
    Feature(
        "example that is no value of its field",
        fields=({"example": "x"}, {}),
        codes=(),
        by="frictionless",
        always=("descriptor-error",),
    ),
    Feature(
        "metadata of a package",
        package={
            "title": "x",
            "version": "1.0",
            "created": "2026-01-31T12:00:00Z",
            "licenses": [{"name": "CC-BY-4.0"}],
            "contributors": [{"title": "x", "email": "x@example.org"}],
            "keywords": ["x"],
            "sources": [{"title": "x", "path": "https://example.org/x"}],
        },
        broken=BROKEN,
    ),
    Feature(
        "name of a package in Arabic, with the $schema of version 2",
        package={"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "أماكن"},
        broken=BROKEN,
    ),
    described("name of a package that version 1 does not have", name="Bad Name!"),
    described("title of a package that is no text", title=5),
    described("licences that are no list", licenses="MIT"),
    described("licence without name and path", licenses=[{}]),
    described("licence whose name is no identifier", PROFILE, licenses=[{"name": "CC BY 4.0"}]),
    described("contributors that are no list", contributors="x"),
    described("contributor whose email is none", contributors=[{"title": "x", "email": "x"}]),
    described("keywords that are no list", keywords="x"),
    described("empty list of keywords", PROFILE, keywords=[]),
    described("time of creation that is none", created="yesterday"),
    described("version of a package that is a number", version=1),
    described("missingValues of a package", missingValues=["-"]),
    described("title of a resource that is no text", resource={"title": {}}),
    described("licences of a resource that are no list", resource={"licenses": "MIT"}),
    described("mediatype that is none", PROFILE, resource={"mediatype": "csv"}),
    Feature("compression that is not known", {"compression": "7z"}, codes=(), by="", always=NOT_CHECKED),
    *(
        Feature(f"missingValues {name}", schema={"missingValues": values}, codes=(), by="", always=WRONG)
        for name, values in {
            "that are numbers": [-99],
            "of both forms": ["", {"value": "-"}],
            "twice": [{"value": "-", "label": "x"}, {"value": "-", "label": "y"}],
        }.items()
    ),
    *(
        Feature(name, fields=fields, schema=schema, codes=(), by="", always=WRONG)
        for name, fields, schema in (
            ("schema without fields", (), {"fields": None}),
            ("two fields of one name", ({}, {"name": "رقم"}), {}),
            ("primaryKey of a field that is not there", (), {"primaryKey": ["x"]}),
            ("fieldsMatch that is none", (), {"fieldsMatch": "some"}),
            ("foreignKeys of another length", (), {"foreignKeys": [UNEVEN]}),
            ("constraint that the type does not have", ({"constraints": {"minLength": 1}}, {}), {}),
            ("constraint that the standard does not have", ({"constraints": {"colour": 1}}, {}), {}),
        )
    ),
    Feature(
        "two resources of one name",
        codes=(),
        broken=BROKEN.replace("x", "1"),
        always=WRONG,
        more=({"name": "places", "path": "more.csv"},),
    ),
    typed("string in the format uri", "string", "https://example.org/x", "example", format="uri"),
    typed(
        "string in the format binary",
        "string",
        "2K3ZhNio",
        "2K3Z#hNio",
        format="binary",
        differs="frictionless leaves out characters that are not of Base64",
    ),
    typed(
        "geojson in the format topojson",
        "geojson",
        '"{""type"": ""Topology"", ""objects"": {}, ""arcs"": []}"',
        "{}",
        format="topojson",
    ),
    typed("geopoint in the format array", "geopoint", '"[38.9, 36.5]"', '"38.9, 36.5"', format="array"),
    typed(
        "geopoint in the format object",
        "geopoint",
        '"{""lon"": 38.9, ""lat"": 36.5}"',
        '"[38.9, 36.5]"',
        format="object",
    ),
    *(
        Feature(
            f"constraint {constraint} of {kind}s",
            fields=({}, {"type": kind, "constraints": {constraint: bound}}),
            data=f"رقم,الاسم\n1,{good}\n",
            broken=f"رقم,الاسم\n1,{bad}\n",
            codes=("constraint-error",),
            by="frictionless",
            differs="frictionless refuses this constraint",
        )
        for kind, constraint, bound, good, bad in (
            ("duration", "minimum", "P1M", "P31D", "P30D"),
            ("duration", "maximum", "P1D", "PT24H", "P1DT1S"),
            ("object", "jsonSchema", {"required": ["a"]}, '"{""a"": 1}"', "{}"),
            ("array", "jsonSchema", {"maxItems": 1}, "[1]", '"[1, 2]"'),
        )
    ),
    Feature(
        "pattern with a category of characters",
        fields=({}, {"constraints": {"pattern": r"\p{L}+"}}),
        data="رقم,الاسم\n1,حسو\n",
        broken="رقم,الاسم\n1,a1\n",
        codes=("constraint-error",),
        differs="frictionless stops with an exception",
    ),
    Feature(
        "pattern with the edge of a word",
        fields=({}, {"constraints": {"pattern": r"\bx\b"}}),
        data="رقم,الاسم\n1,x\n",
        codes=(),
        by="",
        always=NOT_CHECKED,
        differs="XML Schema has no such pattern, and programs differ in what a word is",
    ),
    Feature(
        "pattern that is none",
        fields=({}, {"constraints": {"pattern": "(a"}}),
        codes=(),
        by="",
        always=NOT_CHECKED,
        differs="frictionless stops with an exception",
    ),
    Feature(
        "jsonSchema with a pattern",
        fields=({}, {"type": "object", "constraints": {"jsonSchema": {"pattern": "x"}}}),
        data="رقم,الاسم\n1,{}\n",
        codes=(),
        by="",
        always=NOT_CHECKED,
    ),
    Feature(
        "dialect escapeChar",
        {"dialect": {"doubleQuote": False, "escapeChar": "\\"}},
        data='رقم,الاسم\n1,"a\\"b"\n',
        broken='رقم,الاسم\nx,"a\\"b"\n',
        by="frictionless",
    ),
    Feature(
        "dialect headerJoin",
        {"dialect": {"headerRows": [1, 2], "headerJoin": "-"}},
        fields=({"name": "رقم-1"}, {"name": "الاسم-2"}),
        data="رقم,الاسم\n1,2\n7,x\n",
        broken="رقم,الاسم\n1,2\nx,x\n",
        by="frictionless",
    ),
    Feature(
        "dialect commentRows",
        {"dialect": {"commentRows": [2]}},
        data="رقم,الاسم\nx,y\n1,x\n",
        broken="رقم,الاسم\nx,y\nx,x\n",
        by="frictionless",
    ),
    Feature(
        "dialect itemKeys",
        {"path": None, "data": [{"الاسم": "x", "رقم": 1}], "dialect": {"itemKeys": ["رقم", "الاسم"]}},
        data=None,
        broken=[{"الاسم": "x", "رقم": "x"}],
        by="frictionless",
    ),
    Feature(
        "data in the descriptor: text",
        {"path": None, "data": TEXT, "format": "csv"},
        data=None,
        broken=BROKEN,
        by="frictionless",
        differs="frictionless takes no text there",
    ),
    Feature(
        "profile of its own",
        package={"profile": "https://example.org/profile.json"},
        broken=BROKEN,
        compared=False,
    ),
    *(
        Feature(
            name,
            fields=({}, {"type": kind}),
            data=f"رقم,الاسم\n1,{cell}\n",
            codes=(),
            always=(code,),
            differs=differs,
        )
        for name, kind, cell, code, differs in (
            ("number that is infinite", "number", "INF", "number-not-held", NOT_HELD),
            ("number that is none", "number", "NaN", "number-not-held", NOT_HELD),
            ("number without a digit before its point", "number", ".5", "number-not-plain", NOT_ALIKE),
            ("boolean as a digit", "boolean", "1", "boolean-not-plain", NOT_ALIKE),
            ("boolean with a capital", "boolean", "True", "boolean-not-plain", NOT_ALIKE),
        )
    ),
    Feature(
        "no resources",
        package={"resources": []},
        codes=(),
        by="",
        always=WRONG,
        differs="the profile of the standard refuses it, frictionless accepts it",
    ),
    Feature(
        "a last line without a line feed",
        broken=TEXT.rstrip(),
        codes=("newline-missing-at-end",),
        differs=ACCEPTED,
    ),
    text("a quotation mark within a cell that is not quoted", '5" pipe', "quote-unbalanced"),
    text("a tab in a quoted cell", '"a\tb"', "control-character"),
    text("a line separator, U+2028", "a\u2028b", "newline-not-lf"),
    text("the line end U+0085", "a\x85b", "newline-not-lf"),
    text("a no-break space", "a\xa0b", "blank-not-plain"),
    text("an ideographic space, U+3000", "a\u3000b", "blank-not-plain"),
    text("a soft hyphen", "a\xadb", "invisible-character"),
    text("a zero-width joiner between Latin letters", "a\u200db", "invisible-character"),
    text("a text that is not in NFC", "e\u0301", "text-not-nfc"),
    text("a presentation form of a letter", "\ufedf", "presentation-form"),
    text("a character of private use", "\ue000", "character-not-text"),
    text("a cell of more than 10,000 characters", "x" * 10_001, "cell-too-long"),
    Feature(
        "a second file without a header",
        {"path": ["places.csv", "more.csv"]},
        codes=(),
        by="",
        always=("part-header",),
        files={"more.csv": "3,x\n4,x\n"},
        differs="frictionless takes its first record for a header, and leaves it out",
    ),
    Feature(
        "dialect skipBlankRows",
        {"dialect": {"skipBlankRows": True}},
        data=TEXT,
        broken=f"{TEXT}\n3,x\n",
        codes=("blank-row",),
        by="frictionless",
        differs=ACCEPTED,
    ),
    Feature(
        "a record of nothing but missing values",
        schema={"missingValues": ["", "NA"]},
        data=f"{TEXT}NA,NA\n",
        broken=BROKEN,
        differs="frictionless calls it a blank row",
    ),
)
