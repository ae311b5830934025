"""Thirty small packages with the shapes of public Data Packages, each in a valid and a damaged form.

The descriptors have the properties, types and spellings that such packages have; the content is made up here.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Shape:
    """A package, a change that damages it, and what is reported of both forms."""

    name: str
    like: str
    resources: tuple[Mapping, ...]
    files: Mapping[str, str]
    damage: tuple[str, str, str] = ("", "", "")
    """A file ("" for the descriptor), and what is replaced in it by what; its verdict is an error in both."""
    codes: tuple[str, ...] = ("type-error",)
    """What riwaya reports of the damaged form, besides `always`."""
    package: Mapping = field(default_factory=dict)
    always: tuple[str, ...] = ()
    """The errors that riwaya reports of both forms."""
    differs: str = ""
    """Why riwaya is stricter."""
    ends: str = "\n"
    mark: bool = False

    def write(self, folder: Path, damaged: bool) -> Path:
        """The package in a folder; its descriptor."""
        package = {"name": "shape", **self.package, "resources": [*self.resources]}
        texts = {"": json.dumps(package, ensure_ascii=False), **self.files}
        if damaged:
            path, old, new = self.damage
            assert old in texts[path], (self.name, old)
            texts[path] = texts[path].replace(old, new, 1)
        for path, text in texts.items():
            if path:
                is_table = path.split(".", 1)[1].startswith(("csv", "tsv"))
                data = (text.replace("\n", self.ends) if is_table else text).encode()
                data = b"\xef\xbb\xbf" * (self.mark and is_table) + data
                (folder / path).write_bytes(gzip.compress(data, mtime=0) if path.endswith(".gz") else data)
        descriptor = folder / "datapackage.json"
        descriptor.write_text(texts[""], encoding="utf-8")
        return descriptor


def fields(**types: str | Mapping) -> list[dict]:
    """Fields by their names, each with its type or its properties."""
    return [{"name": name, **({"type": of} if isinstance(of, str) else of)} for name, of in types.items()]


def table(path: str, columns: list[dict], schema: Mapping | None = None, **properties: object) -> dict:
    """A resource with a schema."""
    name = path.split(".")[0].replace("_", "-")
    return {"name": name, "path": path, "schema": {"fields": columns, **(schema or {})}, **properties}


def key(column: str, resource: str, target: str) -> dict:
    return {"fields": column, "reference": {"resource": resource, "fields": target}}


LICENSES = {
    "licenses": [
        {"name": "ODC-PDDL-1.0", "path": "http://opendatacommons.org/licenses/pddl/", "title": "PDDL"}
    ]
}
V1 = {"profile": "tabular-data-resource"}
V2 = {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json"}
STAMP = "%Y-%m-%dT%H:%M:%S%z"
PRICES = "Date,Price\n1950-01,34.73\n1950-02,34.73\n"
DEPLOYMENTS = (
    "deploymentID,latitude,longitude,deploymentStart,baitUse\n"
    "d1,50.7,4.01,2020-06-19T22:00:00Z,true\nd2,50.8,4.02,2020-06-20T22:00:00Z,\n"
)
DEPLOYMENT_FIELDS = fields(
    deploymentID={"type": "string", "constraints": {"required": True, "unique": True}},
    latitude={"type": "number", "constraints": {"required": True, "minimum": -90, "maximum": 90}},
    longitude={"type": "number", "constraints": {"required": True, "minimum": -180, "maximum": 180}},
    deploymentStart={"type": "datetime", "format": STAMP, "constraints": {"required": True}},
    baitUse={"type": "boolean", "constraints": {"required": False}},
)
DEPLOYMENT_TABLE = table(
    "deployments.csv", DEPLOYMENT_FIELDS, {"missingValues": ["", "NaN"], "primaryKey": "deploymentID"}
)
MEDIA = (
    "mediaID,deploymentID,filePath,fileMediatype,filePublic\n"
    "m1,d1,https://example.org/1.jpg,image/jpeg,true\nm2,d2,https://example.org/2.mp4,video/mp4,false\n"
)
MEDIA_TABLE = table(
    "media.csv",
    fields(
        mediaID={"type": "string", "constraints": {"required": True, "unique": True}},
        deploymentID={"type": "string", "constraints": {"required": True}},
        filePath={
            "type": "string",
            "constraints": {"required": True, "pattern": r"^(?:https?://.*|[\w/.]+)$"},
        },
        fileMediatype={"type": "string", "constraints": {"pattern": "^(image|video|audio)/.*$"}},
        filePublic="boolean",
    ),
    {"primaryKey": "mediaID", "foreignKeys": [key("deploymentID", "deployments", "deploymentID")]},
)
AIRPORTS = (
    'ident,elevation_ft,iso_country,coordinates\n00A,11,US,"-74.93, 40.07"\n00AA,3435,US,"-101.47, 38.70"\n'
)
CITIES = "name,country,geonameid\nحلب,Syria,170063\nRaqqa,Syria,172955\n"

SHAPES = (
    Shape(
        "gdp",
        "datasets/gdp",
        (
            table(
                "gdp.csv",
                fields(
                    **{"Country Name": "string", "Country Code": "string", "Year": "year", "Value": "number"}
                ),
            ),
        ),
        {"gdp.csv": "Country Name,Country Code,Year,Value\nX,XXX,1968,2576068.3\nY,YYY,1969,1e6\n"},
        ("gdp.csv", "1e6", "n.a."),
        package=LICENSES,
    ),
    Shape(
        "country-codes",
        "datasets/country-codes",
        (
            table(
                "codes.csv",
                fields(**{"FIFA": "string", "ISO3166-1-Alpha-3": "string", "M49": "integer", "EDGAR": {}}),
            ),
        ),
        {"codes.csv": "FIFA,ISO3166-1-Alpha-3,M49,EDGAR\nSYR,SYR,760,M8\nTUR,TUR,792,\n"},
        ("codes.csv", ",792,", ",79 2,"),
    ),
    Shape(
        "population",
        "datasets/population",
        (
            table(
                "population.csv",
                fields(
                    **{"Country Name": "string", "Year": {"type": "date", "format": "any"}, "Value": "number"}
                ),
            ),
        ),
        {"population.csv": "Country Name,Year,Value\nX,1960,92197753\nY,1961,94724510.5\n"},
        ("population.csv", "1961,", "196x,"),
    ),
    Shape(
        "gold-prices",
        "datasets/gold-prices",
        (table("prices.csv", fields(Date={"type": "date", "format": "%Y-%m"}, Price="number"), **V1),),
        {"prices.csv": PRICES},
        ("prices.csv", "1950-02", "1950-13"),
    ),
    Shape(
        "gold-prices-yearmonth",
        "datasets/gold-prices",
        (table("prices.csv", fields(Date="yearmonth", Price="number"), {"primaryKey": "Date"}, **V1),),
        {"prices.csv": PRICES},
        ("prices.csv", "1950-02", "1950-01"),
        codes=("primary-key",),
    ),
    Shape(
        "s-and-p-500",
        "datasets/s-and-p-500-companies",
        (
            table(
                "constituents.csv", fields(Symbol="string", Name="string", Sector="string"), encoding="utf-8"
            ),
            table(
                "financials.csv", fields(**{"Symbol": "string", "Price": "number", "52 Week Low": "number"})
            ),
        ),
        {
            "constituents.csv": 'Symbol,Name,Sector\nXY,X & Y,Industrials\nZ,"Z, Inc.",Energy\n',
            "financials.csv": "Symbol,Price,52 Week Low\nXY,222.89,175.49\nZ,56,48.925\n",
        },
        ("financials.csv", "48.925", "low"),
        package=LICENSES,
    ),
    Shape(
        "co2-ppm",
        "datasets/co2-ppm",
        (
            table(
                "monthly.csv",
                fields(**{"Date": "date", "Decimal Date": "number", "Number of Days": "integer"}),
                **V1,
            ),
            table("yearly.csv", fields(Year="year", Mean="number", Uncertainty="number"), **V1),
        ),
        {
            "monthly.csv": "Date,Decimal Date,Number of Days\n"
            "1958-03-01,1958.208,-1\n1958-04-01,1958.292,30\n",
            "yearly.csv": "Year,Mean,Uncertainty\n1959,315.97,0.12\n",
        },
        ("monthly.csv", ",30", ",30 days"),
    ),
    Shape(
        "airport-codes",
        "datasets/airport-codes",
        (
            table(
                "airports.csv",
                fields(ident="string", elevation_ft="integer", iso_country="string", coordinates="string"),
                {"missingValues": [""]},
                **V1,
                bytes=len(AIRPORTS),
                hash=hashlib.md5(AIRPORTS.encode(), usedforsecurity=False).hexdigest(),
                encoding="utf-8",
                mediatype="text/csv",
                dialect={"delimiter": ",", "quoteChar": '"', "header": True, "doubleQuote": True},
            ),
        ),
        {"airports.csv": AIRPORTS},
        ("airports.csv", "3435", "34.5"),
        codes=("type-error", "hash-count"),
    ),
    Shape(
        "finance-vix",
        "datasets/finance-vix",
        (
            table(
                "vix.csv", fields(DATE={"type": "date", "format": "%m/%d/%Y"}, OPEN="number", CLOSE="number")
            ),
        ),
        {"vix.csv": "DATE,OPEN,CLOSE\n01/02/1990,17.240000,17.24\n01/03/1990,18.19,18.190000\n"},
        ("vix.csv", "01/03/1990", "13/03/1990"),
    ),
    Shape(
        "language-codes",
        "datasets/language-codes",
        (
            table(
                "codes.csv",
                fields(**{"alpha3-b": "string", "alpha2": "string", "English": "string"}),
                {"primaryKey": "alpha3-b"},
            ),
        ),
        {"codes.csv": "alpha3-b,alpha2,English\nara,ar,Arabic\nsyr,,Syriac\n"},
        ("codes.csv", "syr", "ara"),
        codes=("primary-key",),
    ),
    Shape(
        "currency-codes",
        "datasets/currency-codes",
        (
            table(
                "currencies.csv",
                fields(Entity="string", AlphabeticCode="string", NumericCode="number", MinorUnit="string"),
            ),
        ),
        {"currencies.csv": "Entity,AlphabeticCode,NumericCode,MinorUnit\nSYRIA,SYP,760,2\nX,XXX,,N.A.\n"},
        ("currencies.csv", ",760,", ",SYP,"),
    ),
    Shape(
        "top-level-domains",
        "datasets/top-level-domain-names",
        ({"name": "domains", "path": "domains.csv", "format": "csv"},),
        {"domains.csv": "Domain,Type,Sponsor\n.xa,generic,A\n.xb,generic,B\n"},
        ("domains.csv", ".xb,generic,B", ".xb,generic"),
        codes=("missing-cell",),
    ),
    Shape(
        "inflation",
        "datasets/inflation",
        (
            table(
                "inflation.csv",
                fields(Country="string", Year="year", Inflation="number"),
                {"missingValues": ["", ".."]},
            ),
        ),
        {"inflation.csv": "Country,Year,Inflation\nX,1966,..\nY,1967,3.5\n"},
        ("inflation.csv", ",..", ",..."),
    ),
    Shape(
        "geo-countries",
        "datasets/geo-countries",
        (
            table("countries.csv", fields(ISO_A3="string", geometry={"type": "geojson"})),
            {
                "name": "shapes",
                "path": "countries.geojson",
                "format": "geojson",
                "mediatype": "application/geo+json",
            },
        ),
        {
            "countries.csv": 'ISO_A3,geometry\nXXX,"{""type"": ""Point"", ""coordinates"": [38.9, 36.5]}"\n',
            "countries.geojson": '{"type": "FeatureCollection", "features": []}',
        },
        ("countries.csv", '""Point""', '""Dot""'),
    ),
    Shape(
        "world-cities",
        "datasets/world-cities",
        (
            table(
                "cities.csv",
                fields(name="string", country="string", geonameid="integer"),
                {"primaryKey": ["geonameid"]},
            ),
        ),
        {"cities.csv": CITIES},
        ("cities.csv", "172955", "17295.5"),
        codes=("type-error", "primary-key"),
    ),
    Shape(
        "world-cities-crlf",
        "datasets/world-cities, saved on Windows",
        (table("cities.csv", fields(name="string", country="string", geonameid="integer")),),
        {"cities.csv": CITIES},
        ("cities.csv", "172955", "17295.5"),
        always=("newline-not-lf",),
        differs="stricter: CRLF at the ends of lines is an error, because programs read it in two ways",
        ends="\r\n",
    ),
    Shape(
        "world-cities-bom",
        "datasets/world-cities, saved by Excel",
        (table("cities.csv", fields(name="string", country="string", geonameid="integer")),),
        {"cities.csv": CITIES},
        ("cities.csv", "172955", "17295.5"),
        always=("encoding-bom",),
        differs="stricter: a byte order mark is an error, because many programs take it for a part of the "
        "first name",
        mark=True,
    ),
    Shape(
        "covid-19",
        "datasets/covid-19",
        (
            table(
                "cases.csv",
                fields(Date="date", Country="string", Confirmed="integer", Deaths="integer"),
                mediatype="text/csv",
                **V1,
            ),
        ),
        {"cases.csv": "Date,Country,Confirmed,Deaths\n2020-01-22,X,0,0\n2020-01-23,X,2,0\n"},
        ("cases.csv", "2020-01-23", "1/23/20"),
        package={"profile": "tabular-data-package", **LICENSES},
    ),
    Shape(
        "budget",
        "openspending, fiscal tables with group characters",
        (
            table(
                "budget.csv",
                fields(Unit="string", Amount={"type": "number", "groupChar": ",", "bareNumber": False}),
                dialect={"delimiter": ";"},
            ),
        ),
        {"budget.csv": "Unit;Amount\nA;$1,000.50\nB;200\n"},
        ("budget.csv", ";200", ";two"),
    ),
    Shape(
        "inline-rows",
        "the standard: data in the descriptor, rows",
        (
            {
                "name": "letters",
                "data": [["A", "B"], [1, 2], [3, 4]],
                "schema": {"fields": fields(A="integer", B="integer")},
            },
        ),
        {},
        ("", "[3, 4]", '[3, "x"]'),
    ),
    Shape(
        "inline-objects",
        "the standard: data in the descriptor, objects",
        (
            {
                "name": "letters",
                "data": [{"A": 1, "B": 2}, {"A": 3, "B": 4}],
                "schema": {"fields": fields(A="integer", B="integer")},
            },
        ),
        {},
        ("", '"B": 4', '"B": "x"'),
    ),
    Shape(
        "parts",
        "the standard: data in many files",
        ({**table("part.csv", fields(id="integer", name="string")), "path": ["part1.csv", "part2.csv"]},),
        {"part1.csv": "id,name\n1,english\n", "part2.csv": "id,name\n2,中国人\n"},
        ("part2.csv", "2,", "two,"),
    ),
    Shape(
        "states",
        "the standard: foreign keys",
        (
            table(
                "cities.csv",
                fields(city="string", state="string"),
                {"foreignKeys": [key("state", "states", "code")]},
            ),
            table("states.csv", fields(code="string", name="string"), {"primaryKey": "code"}),
        ),
        {"cities.csv": "city,state\nX,AA\nY,BB\n", "states.csv": "code,name\nAA,Alpha\nBB,Beta\n"},
        ("cities.csv", "Y,BB", "Y,CC"),
        codes=("foreign-key",),
        package=V2,
    ),
    Shape(
        "dialect",
        "the standard: CSV dialect",
        (
            table(
                "table.csv",
                fields(id="integer", name="string"),
                dialect={"delimiter": "|", "commentChar": "#", "quoteChar": "'"},
            ),
        ),
        {"table.csv": "# a comment\nid|name\n1|'a|b'\n2|c\n".replace("# a comment\n", "") + "# the end\n"},
        ("table.csv", "\n2|", "\ntwo|"),
    ),
    Shape(
        "compressed",
        "the standard: compressed files",
        (
            {
                **table("table.csv", fields(id="integer", name="string")),
                "path": "table.csv.gz",
                "compression": "gz",
            },
        ),
        {"table.csv.gz": "id,name\n1,a\n2,b\n"},
        ("table.csv.gz", "\n2,", "\ntwo,"),
    ),
    Shape(
        "labels",
        "the standard: labels of missing values, categories",
        (
            table(
                "survey.csv",
                fields(
                    id={"type": "integer", "constraints": {"exclusiveMinimum": 0}},
                    answer={
                        "type": "string",
                        "missingValues": [{"value": "", "label": "none"}, {"value": "99"}],
                    },
                ),
            ),
        ),
        {"survey.csv": "id,answer\n1,99\n2,yes\n"},
        ("survey.csv", "\n1,", "\n0,"),
        codes=("constraint-error",),
        package=V2,
    ),
    Shape(
        "frictionless-r",
        "frictionless-r, its example package",
        (
            {**table("deployments.csv", DEPLOYMENT_FIELDS), "schema": "deployments_schema.json", **V1},
            {
                **table(
                    "observations.csv",
                    fields(
                        observation_id="string",
                        deployment_id="string",
                        count={"type": "integer", "constraints": {"minimum": 1}},
                        life_stage={
                            "type": "string",
                            "constraints": {"enum": ["adult", "juvenile", "unknown"]},
                        },
                    ),
                    {
                        "primaryKey": "observation_id",
                        "foreignKeys": [key("deployment_id", "deployments", "deploymentID")],
                    },
                    **V1,
                ),
                "path": ["observations_1.csv", "observations_2.csv"],
            },
            {
                "name": "media",
                "data": [{"media_id": "x", "file": "1.jpg"}, {"media_id": "y", "file": "2.jpg"}],
                **V1,
                "schema": {"fields": fields(media_id="string", file="string")},
            },
        ),
        {
            "deployments.csv": DEPLOYMENTS,
            "deployments_schema.json": json.dumps(
                {"fields": DEPLOYMENT_FIELDS, "primaryKey": "deploymentID"}
            ),
            "observations_1.csv": "observation_id,deployment_id,count,life_stage\n1-1,d1,3,adult\n",
            "observations_2.csv": "observation_id,deployment_id,count,life_stage\n2-1,d2,1,\n",
        },
        ("observations_2.csv", "d2,1", "d3,0"),
        codes=("foreign-key", "constraint-error"),
        package={"profile": "tabular-data-package"},
    ),
    Shape(
        "camtrap-deployments",
        "Camtrap DP 1.0, deployments",
        (DEPLOYMENT_TABLE,),
        {"deployments.csv": DEPLOYMENTS},
        ("deployments.csv", "50.8", "150.8"),
        codes=("constraint-error",),
        package={"profile": "data-package", "created": "2020-06-19T22:00:00Z", "version": "1.0"},
    ),
    Shape(
        "camtrap-media",
        "Camtrap DP 1.0, media",
        (DEPLOYMENT_TABLE, MEDIA_TABLE),
        {"deployments.csv": DEPLOYMENTS, "media.csv": MEDIA},
        ("media.csv", "video/mp4", "film/mp4"),
        codes=("constraint-error",),
    ),
    Shape(
        "camtrap-observations",
        "Camtrap DP 1.0, observations",
        (
            DEPLOYMENT_TABLE,
            MEDIA_TABLE,
            table(
                "observations.csv",
                fields(
                    observationID={"type": "string", "constraints": {"required": True, "unique": True}},
                    deploymentID={"type": "string", "constraints": {"required": True}},
                    mediaID="string",
                    observationLevel={
                        "type": "string",
                        "constraints": {"required": True, "enum": ["media", "event"]},
                    },
                    count={"type": "integer", "constraints": {"minimum": 1}},
                    bboxX={"type": "number", "constraints": {"minimum": 0, "maximum": 1}},
                ),
                {
                    "primaryKey": "observationID",
                    "foreignKeys": [
                        key("deploymentID", "deployments", "deploymentID"),
                        key("mediaID", "media", "mediaID"),
                    ],
                },
            ),
        ),
        {
            "deployments.csv": DEPLOYMENTS,
            "media.csv": MEDIA,
            "observations.csv": "observationID,deploymentID,mediaID,observationLevel,count,bboxX\n"
            "o1,d1,m1,media,5,0.2\no2,d2,,event,1,\n",
        },
        ("observations.csv", "o2,d2", "o2,d9"),
        codes=("foreign-key",),
    ),
)
