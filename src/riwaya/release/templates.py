"""Pages of HTML from the templates that lie beside this: everything that is filled in is escaped."""

from __future__ import annotations


def page(template: str, **values: object) -> str:
    """The page that a template makes of values; a value that it asks for and that is not there is an error."""
    # Commands that make no page do not wait for this to load.
    import jinja2

    loader = jinja2.PackageLoader("riwaya", "release")
    made = jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined
    )
    return made.get_template(template).render(values)
