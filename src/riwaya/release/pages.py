"""Pages of HTML from the templates that lie beside this: everything that is filled in is escaped."""

from __future__ import annotations

from importlib import resources

import jinja2


def page(template: str, **values: object) -> str:
    """The page that a template makes of values; a value that it asks for and that is not there is an error."""
    text = resources.files(__package__).joinpath(template).read_text(encoding="utf-8")
    made = jinja2.Environment(autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined).from_string(text)
    return made.render(values)
