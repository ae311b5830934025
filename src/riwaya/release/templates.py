"""Renders pages of HTML from the templates beside this module; every value is escaped."""

from __future__ import annotations


def page(template: str, **values: object) -> str:
    """Render a template of this package; a value that it needs and that is missing is an error."""
    # Commands that make no page do not wait for this to load.
    import jinja2

    loader = jinja2.PackageLoader("riwaya", "release")
    made = jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined
    )
    return made.get_template(template).render(values)
