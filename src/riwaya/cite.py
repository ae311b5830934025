"""How to cite the dataset at a version, from the descriptor alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping


def citation(descriptor: Mapping, form: str = "text") -> str:
    """The citation in one of FORMS."""
    return FORMS[form](descriptor)


def _text(descriptor: Mapping) -> str:
    author, year, title, version = _parts(descriptor)
    return f"{author} ({year}). {title} (version {version}) [Data set]. {descriptor['licenses'][0]['name']}."


def _bibtex(descriptor: Mapping) -> str:
    author, year, title, version = _parts(descriptor)
    key = f"{descriptor['name']}-{version}"
    return (
        f"@misc{{{key},\n  author = {{{{{author}}}}},\n  title = {{{{{title}}}}},\n  year = {{{year}}},\n"
        f"  version = {{{version}}},\n  note = {{Data set, {descriptor['licenses'][0]['name']}}}\n}}"
    )


def _ris(descriptor: Mapping) -> str:
    author, year, title, version = _parts(descriptor)
    return f"TY  - DATA\nAU  - {author}\nTI  - {title}\nPY  - {year}\nET  - {version}\nER  - "


def _csl(descriptor: Mapping) -> str:
    author, year, title, version = _parts(descriptor)
    item = {
        "id": f"{descriptor['name']}-{version}",
        "type": "dataset",
        "title": title,
        "author": [{"literal": author}],
        "issued": {"date-parts": [[int(year)]]},
        "version": version,
    }
    return json.dumps([item], ensure_ascii=False, indent=1)


def _parts(descriptor: Mapping) -> tuple[str, str, str, str]:
    authors = " and ".join(person["title"] for person in descriptor["contributors"])
    return authors, str(descriptor["created"])[:4], descriptor["title"], str(descriptor["version"])


FORMS: Mapping[str, Callable[[Mapping], str]] = {"text": _text, "bibtex": _bibtex, "ris": _ris, "csl": _csl}
