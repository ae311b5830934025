"""Writes docs/reliability.en.md and docs/reliability.ar.md: how far two coders agree, and where not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from riwaya.bilingual import LANGUAGES, Bilingual, Messages
from riwaya.curation.reliability import RESAMPLES, Agreement, agreements
from riwaya.curation.second_coding import TABLE, Codings, keep_published, labels_of, read_codings
from riwaya.curation.sheets import Sheets, check_sheets, put_in_place, read_sheets
from riwaya.curation.source_check import denied_in
from riwaya.package.descriptor import Package
from riwaya.problem import DOCS
from riwaya.text.markdown import markdown_text
from riwaya.text.name_search import DenyList, mask_denied_names
from riwaya.validation.check import CheckedPackage

TEXTS = Messages(__package__, "reliability.toml")
BY_HAND = "<!-- by hand: what follows is kept -->"
_RTL, _END = '<div dir="rtl">', "</div>"


def reliability_of(package: Package) -> tuple[Codings, tuple[Agreement, ...]]:
    """Both codings of the sample in a valid package, and the agreement of each column."""
    codings = read_codings(read_sheets(package))
    return codings, agreements(codings)


def pages(package: Package, sheets: Sheets | None = None) -> dict[str, str]:
    """The pages by path, of these tables if they are given; what people wrote at their end stays."""
    sheets = sheets or read_sheets(package)
    codings = read_codings(sheets)
    found, names, denied = agreements(codings), labels_of(sheets), denied_in(package)
    made: dict[str, str] = {}
    for lang in LANGUAGES:
        path = f"{DOCS}/reliability.{lang}.md"
        kept = _kept(package.folder / path) or TEXTS("nothing-changed")[lang]
        made[path] = _page(package, codings, found, _Shown(names, denied, lang), kept, lang)
    return made


def write_pages(package: Package) -> tuple[CheckedPackage, tuple[str, ...]]:
    """Keep the published coding as it is compared, and write the pages into docs/, in one step.

    Returns the package with that coding, checked, and the paths of the pages; if it is not valid, nothing is
    written, and there are no paths.
    """
    sheets = read_sheets(package)
    # What cannot be compared is not kept either.
    read_codings(sheets)
    keep_published(sheets)
    checked = check_sheets(package, sheets)
    if not checked.report.ok:
        return checked, ()
    texts = pages(package, sheets)
    put_in_place(package, sheets, {path: text.encode() for path, text in texts.items()})
    return checked, (*texts,)


def as_lines(package: Package, codings: Codings, found: Sequence[Agreement], lang: str) -> list[str]:
    """The table for a terminal."""
    titles = _titles(package, lang)
    lines = [_counts(codings)[lang]]
    return lines + [TEXTS("line", column=titles[item.column], **_numbers(item))[lang] for item in found]


def _counts(codings: Codings) -> Bilingual:
    return TEXTS("coded", claims=len(codings.claims), uncoded=len(codings.uncoded))


class _Shown:
    """Shows a value in a language, with no name that must not be printed."""

    def __init__(self, names: Mapping[str, Bilingual], denied: DenyList, lang: str) -> None:
        self._names, self._denied, self._lang = names, denied, lang

    def __call__(self, value: str | None) -> str:
        if value is None:
            return TEXTS("no-figure")[self._lang]
        if value in self._names:
            return f"{markdown_text(self._names[value][self._lang])} `{value}`"
        return markdown_text(mask_denied_names(value, self._denied)) or TEXTS("empty")[self._lang]


def _page(
    package: Package,
    codings: Codings,
    found: Sequence[Agreement],
    shown: _Shown,
    kept: str,
    lang: str,
) -> str:
    titles = _titles(package, lang)
    introduction = TEXTS(
        "introduction",
        counts=_counts(codings),
        seed=codings.seed,
        last=codings.last_claim_id,
        path=package.resource(TABLE).path,
    )
    pairs = [pair for item in found for pair in item.pairs if not pair.agrees]
    lines = [
        *([_RTL, ""] if lang == "ar" else []),
        f"# {TEXTS('title')[lang]}",
        "",
        TEXTS("other-page")[lang],
        "",
        introduction[lang].strip(),
        "",
        TEXTS("columns")[lang],
        "|---|---|---|---|---|",
        *(
            "| {column} `{name}` | {count} | {percent} | {alpha} | {interval} |".format(
                column=titles[item.column], name=item.column, **_numbers(item)
            )
            for item in found
        ),
        "",
        TEXTS("explanation", resamples=f"{RESAMPLES:,}")[lang].strip(),
        "",
        f"## {TEXTS('disagreements')[lang]}",
        "",
        *([TEXTS("disagreement-columns")[lang], "|---|---|---|---|"] if pairs else [TEXTS("none")[lang]]),
        *(
            f"| `{pair.claim_id}` | {titles[pair.column]} | {shown(pair.first)} | {shown(pair.second)} |"
            for pair in sorted(pairs, key=lambda pair: (len(pair.claim_id), pair.claim_id))
        ),
        "",
        f"## {TEXTS('changed')[lang]}",
        "",
        BY_HAND,
        "",
        kept,
        *(["", _END] if lang == "ar" else []),
    ]
    return "\n".join(lines) + "\n"


def _titles(package: Package, lang: str) -> dict[str, str]:
    return {field.name: field.title[lang] for field in package.resource(TABLE).schema.fields}


def _numbers(item: Agreement) -> dict[str, str]:
    alpha = "–" if item.alpha is None else f"{item.alpha:.2f}"
    interval = "–" if item.interval is None else "{:.2f} … {:.2f}".format(*item.interval)
    percent = "–" if item.percent is None else f"{item.percent:.0f} %"
    return {"count": str(len(item.pairs)), "percent": percent, "alpha": alpha, "interval": interval}


def _kept(file: Path) -> str:
    """What people wrote under the last heading of a page; "" if there is no page."""
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return text.partition(BY_HAND)[2].strip().removesuffix(_END).strip()
