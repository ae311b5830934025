"""Synthetic packages of any size with the real schemas: nothing in them is about anybody.

`python benchmarks/synthetic.py FOLDER --figures N [--seed S] [--damaged SHARE]` writes a package that every rule accepts, or, of
whose figures and claims a share is damaged in ways that the rules find. The same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
Row = dict[str, object]
_OUTLETS, _GROUPS, _GOVERNORATES = 100, 20, 14
_MEBIBYTES = 1 << 20
# Qualifier, then the words around the number in both languages.
_PHRASES = (
    ("exact", "{} عنصراً", "{} members"), ("more_than", "أكثر من {} عنصراً", "more than {} members"),
    ("at_least", "ما لا يقل عن {} عنصراً", "at least {} members"), ("about", "نحو {} عنصراً", "about {} members"),
    ("up_to", "حتى {} عنصراً", "up to {} members"), ("tens", "عشرات العناصر", "tens of members"),
)
# What is done to a damaged row, with the code that finds it.
DAMAGES: dict[str, tuple[tuple[str, Callable[[Row], Row]], ...]] = {
    "figures": (
        ("figure-wording-disagrees", lambda row: {"value": int(row["value"]) + 1}),
        ("type-error", lambda row: {"value": "eleven"}),
        ("constraint-error", lambda row: {"measure": "persons_freed"}),
        ("foreign-key", lambda row: {"claim_id": "CLM-9999999999"}),
    ),
    "claims": (
        ("translation-digits-disagree", lambda row: {"statement_en": f"{row['statement_en']} (7)"}),
        ("bidi-control", lambda row: {"statement_ar": f"\u200f{row['statement_ar']}"}),
        ("tatweel", lambda row: {"statement_ar": str(row["statement_ar"]).replace("يقول", "يقــول")}),
        ("constraint-error", lambda row: {"passage_sha256": str(row["passage_sha256"]).upper()}),
    ),
}


def write_package(folder: Path, figures: int, seed: int = 1, damaged: float = 0.0) -> dict[str, int]:
    """A package of so many figures in a new folder; how often each code of DAMAGES must be found in it."""
    folder.mkdir(parents=True)
    for name in ("schemas", "review"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "data").mkdir()
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        resource["max_mebibytes"] = _MEBIBYTES
    (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False, indent=1), encoding="utf-8")
    made = _Package(figures, seed)
    chance, caused = random.Random(seed + 1), {}
    for resource in descriptor["resources"]:
        name = resource["name"]
        fields = [field["name"] for field in json.loads((folder / resource["schema"]).read_text("utf-8"))["fields"]]
        if name in ("denied_names", "loaded_terms"):
            continue
        rows = getattr(made, name)() if hasattr(made, name) else ()
        if name in DAMAGES and damaged:
            rows = _damage(name, rows, damaged, chance, caused)
        with (folder / resource["path"]).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fields, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return caused


def _damage(table: str, rows: Iterable[Row], share: float, chance: random.Random, caused: dict[str, int]) -> Iterator[Row]:
    for row in rows:
        if chance.random() < share:
            code, change = chance.choice(DAMAGES[table])
            if not (code == "figure-wording-disagrees" and row["value"] == ""):
                caused[code] = caused.get(code, 0) + 1
                row |= change(row)
        yield row


class _Package:
    """The tables, a row at a time; each method is a table. Ten figures tell of an event, thirty stand in a source."""

    def __init__(self, figures: int, seed: int) -> None:
        self.count, self.seed = figures, seed
        self.event_count, self.source_count = max(figures // 10, 1), max(figures // 30, 1)
        self.village_count = max(self.event_count // 50, 1)

    def actors(self) -> Iterator[Row]:
        for number in range(1, _OUTLETS + _GROUPS + 1):
            kind, ar, en = ("outlet", "موقع", "News") if number <= _OUTLETS else ("armed_group", "جماعة", "Group")
            yield {"actor_id": _id("ACT", number), "kind": kind, "disclosure": "organisation", "name_ar": f"{ar} خبر{number}",
                   "name_en": f"Khabar{number} {en}"}

    def locations(self) -> Iterator[Row]:
        yield {"location_id": _id("LOC", 1), "kind": "country", "name_ar": "بلد", "name_en": "Country", "precision": "unknown"}
        for number in range(2, _GOVERNORATES + self.village_count + 2):
            governorate = number < _GOVERNORATES + 2
            parent = 1 if governorate else 2 + number % _GOVERNORATES
            kind, ar, en = ("governorate", "محافظة", "Governorate") if governorate else ("village", "قرية", "Village")
            yield {"location_id": _id("LOC", number), "kind": kind, "name_ar": f"{ar} {number}", "name_en": f"{en} {number}",
                   "parent_id": _id("LOC", parent), "precision": "unknown"}

    def sources(self) -> Iterator[Row]:
        for number in range(1, self.source_count + 1):
            yield {"source_id": _id("SRC", number), "kind": "news_article", "outlet_id": _id("ACT", 1 + number % _OUTLETS),
                   "title_ar": f"خبر عن تبادل أسرى رقم {number}", "title_en": f"News of a prisoner exchange, number {number}",
                   "title_language": "ar", "language": "ar", "published": _day(20_000 + number % 1_000),
                   "published_basis": "page_date", "url": f"https://example.org/news/{number}", "read_as": "excerpt"}

    def events(self) -> Iterator[Row]:
        for number in range(1, self.event_count + 1):
            village = number % self.village_count
            yield {"event_id": _id("EVT", number), "kind": "reported_exchange", "outcome": "reported_done",
                   # Each village has one event a day, so that none is like another.
                   "date": _day(number // self.village_count), "date_wording_ar": "قبل أيام", "date_wording_en": "days ago",
                   "date_basis": "relative", "location_id": _id("LOC", _GOVERNORATES + 2 + village),
                   "title_ar": f"تبادل مُبلَّغ عنه رقم {number}", "title_en": f"Reported exchange, number {number}",
                   "summary_ar": f"تختلف الروايات في عدد من شملهم التبادل رقم {number}.",
                   "summary_en": f"Accounts differ on how many were in exchange {number}."}

    def event_actors(self) -> Iterator[Row]:
        for number in range(1, self.event_count + 1):
            for group in (1, 2):
                actor = _id("ACT", _OUTLETS + 2 * (number % 9) + group)
                yield {"event_id": _id("EVT", number), "actor_id": actor, "role": "party", "claim_id": _id("CLM", number)}

    def claims(self) -> Iterator[Row]:
        for number in range(1, self.count + 1):
            source, place = self._source(number), self._event(number) % self.village_count
            outlet = 1 + source % _OUTLETS
            told = f"{self._value(number)}"
            yield {"claim_id": _id("CLM", number), "event_id": _id("EVT", self._event(number)), "source_id": _id("SRC", source),
                   "claimant_id": _id("ACT", outlet), "attribution": "outlet", "stance": "asserts",
                   "locator": f"p{1 + number % 30}",
                   "passage_sha256": hashlib.sha256(f"{self.seed} {number}".encode()).hexdigest(),
                   "statement_ar": f"يقول موقع خبر{outlet} إن {told} من العناصر خرجوا في تبادل جرى قرب القرية {place} "
                                   f"بعد وساطة من وجهاء المنطقة، وإن الطرفين لم يعلنا ذلك.",
                   "statement_en": f"Khabar{outlet} News says that {told} members went free in an exchange near village {place} "
                                   f"after notables of the area mediated, and that neither side announced it."}

    def figures(self) -> Iterator[Row]:
        for number in range(1, self.count + 1):
            qualifier, ar, en = _PHRASES[number % len(_PHRASES)]
            value = self._value(number)
            held = _OUTLETS + 1 + number % _GROUPS
            yield {"figure_id": _id("FIG", number), "claim_id": _id("CLM", number), "measure": "persons_released",
                   "held_by_id": _id("ACT", held), "members_of_id": _id("ACT", _OUTLETS + 1 + (number + 1) % _GROUPS),
                   "category": "fighters", "qualifier": qualifier, "value": "" if qualifier == "tens" else value,
                   "wording_ar": ar.format(value), "wording_en": en.format(value), "wording_language": "ar"}

    def vocabularies(self) -> Iterator[Row]:
        with (ROOT / "data/vocabularies.csv").open(encoding="utf-8", newline="") as file:
            yield from (row | {"example_id": ""} for row in csv.DictReader(file))

    def _event(self, number: int) -> int:
        return 1 + (number - 1) % self.event_count

    def _source(self, number: int) -> int:
        return 1 + (number - 1) % self.source_count

    def _value(self, number: int) -> int:
        return 11 + (number * 7919 + self.seed) % 889


def _id(prefix: str, number: int) -> str:
    return f"{prefix}-{number:04}"


def _day(number: int) -> str:
    return (date(1950, 1, 1) + timedelta(days=number)).isoformat()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--figures", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--damaged", type=float, default=0.0)
    options = parser.parse_args()
    print(json.dumps(write_package(options.folder, options.figures, options.seed, options.damaged)))


if __name__ == "__main__":
    main()
