"""Writes citations of the dataset at a version, or of rows of it, from the descriptor alone."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus, unquote_plus

from riwaya.bilingual import LANGUAGES, Bilingual, Messages
from riwaya.release.rows import json_value

CITED_WITH: Mapping[str, tuple[tuple[str, str], ...]] = {
    "events": (("event_actors", "event_id"), ("event_links", "event_id"), ("claims", "event_id")),
    "claims": (("figures", "claim_id"), ("claim_groups", "claim_id")),
}
"""What is cited with a row: tables, with the column by which their rows belong to it."""
DOI_ADDRESS = "https://doi.org/"
_WORDS = Messages(__package__, "citation.toml")
_UNNAMED = Bilingual("", "")
_WEB = ("https://", "http://")
# The names of languages in babel and polyglossia.
_LANGUAGES = {"en": "english", "ar": "arabic"}
_URN = re.compile(
    r"urn:[a-z0-9._-]+:(?P<version>[0-9]+\.[0-9]+\.[0-9]+):(?P<what>[^\s:]+):sha256:(?P<sha256>[0-9a-f]{64})"
)
# What LaTeX would take for something else.
_LATEX = re.compile(r"\\?([_%&#$])")


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a release."""

    what: str
    """IDs separated by spaces, or TABLE[CONDITION]."""
    version: str
    sha256: str
    """Of the content of the rows."""
    about: Bilingual = _UNNAMED
    """A description of the rows for readers."""

    def urn(self, name: str) -> str:
        """A name of the rows in one word: their version and the hash of their content, to find them again."""
        return f"urn:{name}:{self.version}:{quote_plus(self.what, safe='[]')}:sha256:{self.sha256}"


def part_of(what: str, version: str, rows: Iterable[tuple[str, Mapping]], about: Bilingual) -> Part:
    """These rows of a version, each with its table.

    Their content is hashed as lines of compact JSON, one a row: its table, and its cells that are not empty
    by their names.
    """
    contents = (
        [table, {name: cell for name, cell in row.items() if cell is not None}] for table, row in rows
    )
    # Sorted, since a row is the same wherever it stands.
    lines = sorted(
        json.dumps(line, ensure_ascii=False, separators=(",", ":"), default=json_value) for line in contents
    )
    return Part(
        what, version, hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest(), about
    )


def part_in(text: str) -> Part | None:
    """The rows that a citation names, in whatever form it is; None where it names none."""
    found = _URN.search(_LATEX.sub(r"\1", text))
    return Part(unquote_plus(found["what"]), found["version"], found["sha256"]) if found else None


def citation(descriptor: Mapping, form: str = "text", lang: str = "en", part: Part | None = None) -> str:
    """The citation of a version, or of a part of it, in one of FORMS, in "en" or "ar"."""
    return FORMS[form](_Work(descriptor, lang, part))


def urn_of(descriptor: Mapping) -> str:
    """A name of the dataset at its version in one word, as that of rows begins."""
    return f"urn:{descriptor['name']}:{descriptor['version']}"


def address_of(descriptor: Mapping) -> str | None:
    """Where the dataset is: the address of its DOI, or else its home page; None where it has neither."""
    doi, homepage = doi_of(descriptor), descriptor.get("homepage")
    if doi:
        return f"{DOI_ADDRESS}{doi}"
    return homepage if isinstance(homepage, str) and homepage.startswith(_WEB) else None


def publishers_of(descriptor: Mapping, lang: str = "en") -> list[str]:
    """Who publishes the dataset: the contributors of this role, or else all of them."""
    people = descriptor["contributors"]
    chosen = [person for person in people if "publisher" in person.get("roles", ())] or people
    return [_localized(person, "title", lang) for person in chosen]


def publisher_of(descriptor: Mapping, lang: str = "en") -> str:
    """The publishers in one text."""
    return _WORDS("and")[lang].join(publishers_of(descriptor, lang))


def doi_of(descriptor: Mapping) -> str | None:
    """The DOI of the dataset, without the address that resolves it; nothing where it has none."""
    identity = str(descriptor.get("id", ""))
    return identity.removeprefix(DOI_ADDRESS) if identity.startswith(DOI_ADDRESS) else None


@dataclass(frozen=True, slots=True)
class _Work:
    """What is cited."""

    descriptor: Mapping
    lang: str
    part: Part | None

    @property
    def authors(self) -> list[str]:
        return [_localized(person, "title", self.lang) for person in self.descriptor["contributors"]]

    @property
    def publisher(self) -> str:
        return publisher_of(self.descriptor, self.lang)

    @property
    def title(self) -> str:
        return self.title_in(self.lang)

    @property
    def translated_title(self) -> str:
        return self.title_in(next(lang for lang in LANGUAGES if lang != self.lang))

    def title_in(self, lang: str) -> str:
        title = _localized(self.descriptor, "title", lang)
        return f"{self.part.about[lang]}. {title}" if self.part else title

    @property
    def version(self) -> str:
        return str(self.descriptor["version"])

    @property
    def date(self) -> str:
        """YYYY-MM-DD."""
        return str(self.descriptor["created"])[:10]

    @property
    def year(self) -> str:
        return self.date[:4]

    @property
    def license(self) -> str:
        return self.descriptor["licenses"][0]["name"]

    @property
    def doi(self) -> str | None:
        return doi_of(self.descriptor)

    @property
    def address(self) -> str | None:
        return address_of(self.descriptor)

    @property
    def urn(self) -> str:
        """Of the rows that are cited, or of the version."""
        return self.part.urn(self.descriptor["name"]) if self.part else urn_of(self.descriptor)

    @property
    def key(self) -> str:
        rows = self.part and re.sub("[^A-Za-z0-9]+", "-", self.part.what).strip("-")
        return "-".join(filter(None, (self.descriptor["name"], self.version, rows)))


def _localized(of: Mapping, name: str, lang: str) -> str:
    return of.get(f"{name}_{lang}", of[name])


def _text(work: _Work) -> str:
    version, kind = _WORDS("version", version=work.version)[work.lang], _WORDS("kind")[work.lang]
    head = f"{_WORDS('and')[work.lang].join(work.authors)} ({work.year}). {work.title} ({version}) [{kind}]"
    return (
        ". ".join(filter(None, (head, work.license, work.address)))
        + "."
        + (f" {work.urn}" if work.part else "")
    )


def _bibtex(work: _Work) -> str:
    """An entry of biblatex; BibTeX itself prints one of a kind that it does not know as @misc."""
    # Braces keep names whole and titles as they are written.
    fields = {
        "author": " and ".join(f"{{{author}}}" for author in work.authors),
        "title": f"{{{work.title}}}",
        "date": work.date,
        "year": work.year,
        "version": work.version,
        "publisher": f"{{{work.publisher}}}",
        "doi": work.doi,
        "url": work.address,
        "note": _WORDS("comma")[work.lang].join([_WORDS("kind")[work.lang], work.license, work.urn]),
        "langid": _LANGUAGES[work.lang],
    }
    # biblatex takes these as they are.
    verbatim = ("doi", "url")
    texts = {
        name: value if name in verbatim else _for_latex(value) for name, value in fields.items() if value
    }
    lines = ",\n".join(f"  {name} = {{{text}}}" for name, text in texts.items())
    return f"@dataset{{{work.key},\n{lines}\n}}"


def _for_latex(text: str) -> str:
    return _LATEX.sub(r"\\\1", text)


def _ris(work: _Work) -> str:
    lines = [
        ("TY", "DATA"),
        *(("AU", author) for author in work.authors),
        ("TI", work.title),
        ("TT", work.translated_title),
        ("PY", work.year),
        ("DA", work.date.replace("-", "/")),
        ("ET", work.version),
        ("PB", work.publisher),
        ("DO", work.doi),
        ("UR", work.address),
        ("LA", work.lang),
        ("M3", _WORDS("kind")[work.lang]),
        ("N1", work.urn),
        # RIS has no field for a licence.
        ("N1", work.license),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {value}" for tag, value in lines if value is not None)


def _csl(work: _Work) -> str:
    item = {
        "id": work.key,
        "type": "dataset",
        "title": work.title,
        "author": [{"literal": author} for author in work.authors],
        "issued": {"date-parts": [[int(part) for part in work.date.split("-")]]},
        "version": work.version,
        "publisher": work.publisher,
        "language": work.lang,
        "DOI": work.doi,
        "URL": work.address,
        "license": work.license,
        "note": work.urn,
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=1)


FORMS: Mapping[str, Callable[[_Work], str]] = {"text": _text, "bibtex": _bibtex, "ris": _ris, "csl": _csl}
