"""Renders pages of HTML from the templates beside this module; every value is escaped.

What `site.css` and `site.toml` hold is shared by all pages, those of the explorer among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import resources

from riwaya.bilingual import Messages

TEMPLATES = ("riwaya", "release")
"""The package and the folder in it, as Jinja's loader takes them."""
_SITE = Messages(__package__, "site.toml")
Link = tuple[str, str]
"""An address, and the words for it."""


def page(template: str, **values: object) -> str:
    """Render a template of this package; a value that it needs and that is missing is an error."""
    # Commands that make no page do not wait for this to load.
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.PackageLoader(*TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return made.get_template(template).render(values)


def site_page(
    template: str, descriptor: Mapping, lang: str, links: Iterable[Link] = (), **values: object
) -> str:
    """Render a template that extends page.html: with a header of `links`, or of the dataset's name without
    any, and with a footer that names the dataset and its version.
    """
    name = descriptor["name"]
    title = descriptor.get("title" if lang == "en" else f"title_{lang}", name)
    return page(
        template,
        lang=lang,
        links=[*links],
        dataset={"name": name, "title": title, "version": descriptor["version"]},
        site=site_words(lang),
        **values,
    )


def site_words(lang: str) -> dict[str, str]:
    """The words that all pages share, by name."""
    return {name: text[lang] for name, text in _SITE.texts.items()}


def site_style() -> str:
    """The style that all pages share."""
    return resources.files("riwaya.release").joinpath("site.css").read_text(encoding="utf-8")
