"""Makes the Jinja environment of the pages, which looks up rows and calls functions without detours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from riwaya.dataset.explorer.records import Row
from riwaya.dataset.explorer.shorten import shortened
from riwaya.release.labels import is_own_wording
from riwaya.release.templates import TEMPLATES
from riwaya.text.quotation import nested

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup

_METHODS = frozenset(dir(dict))
_IDENTIFIER = re.compile(r"(urn:\S+|[A-Za-z]+(?:-[A-Za-z0-9]+)*-[0-9]+(?:\.[0-9]+)*)")
_ADDRESS = re.compile(r"""(https?://[^\s<>"«»،؛]*[^\s<>"«»،؛.,;:!?)\]])""")


def environment_of(values: Mapping[str, object]) -> jinja2.Environment:
    """The environment of the templates of the explorer, with values that all of them see."""
    # Start-up time: commands that write no page do without Jinja.
    import jinja2
    from jinja2.runtime import Context, Macro

    class Calls(Context):
        # Jinja looks in every function for a mark that it wants the context; of ours, macros want a part.
        def call(
            self,
            function: Callable[..., Any],
            /,
            *args: Any,
            _block_vars: object = None,
            _loop_vars: object = None,
            **kwargs: Any,
        ) -> Any:
            if type(function) is Macro:
                return function(self.eval_ctx, *args, **kwargs)
            return function(*args, **kwargs)

    class Rows(jinja2.Environment):
        context_class = Calls

        # Jinja tries an attribute first, which no row has, and then the column.
        def getattr(self, obj: Any, attribute: str) -> Any:
            held = isinstance(obj, dict) and attribute not in _METHODS
            if held and (type(obj) is Row or attribute in obj):
                return obj[attribute]
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return super().getattr(obj, attribute)

    own = ("riwaya", "dataset/explorer/templates")
    environment = Rows(
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader(*place) for place in (own, TEMPLATES)]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=_or_nothing,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    environment.filters |= {"nested": nested, "short": shortened, "linked": linked, "identified": identified}
    environment.tests["own_wording"] = is_own_wording
    environment.globals |= values
    return environment


def linked(text: str) -> Markup:
    """A text as HTML, in which addresses are links that show their host.

    >>> linked("R&D (https://www.example.org/a).")
    Markup('R&amp;D (<a href="https://www.example.org/a" rel="noreferrer" dir="ltr">example.org/…</a>).')
    """
    element = '<a href="{}" rel="noreferrer" dir="ltr">{}</a>'.format
    return _marked(text, _ADDRESS, lambda address: element(address, _host(address)))


def identified(text: str) -> Markup:
    """A citation as HTML, in which a line ends in no identifier but the long one of rows.

    >>> identified("A (2026). CC-BY-4.0. urn:a:1.0.0:EVT-0001")
    Markup('A (2026). <bdi class="id">CC-BY-4.0</bdi>. <bdi class="urn">urn:a:1.0.0:EVT-0001</bdi>')
    """
    element = '<bdi class="{}">{}</bdi>'.format
    return _marked(text, _IDENTIFIER, lambda part: element("urn" if part.startswith("urn:") else "id", part))


def _marked(text: str, pattern: re.Pattern[str], element: Callable[[Markup], str]) -> Markup:
    """A text as HTML, with what the one group of a pattern finds in an element."""
    from markupsafe import Markup, escape

    parts = enumerate(map(escape, pattern.split(text)))
    return Markup("").join(Markup(element(part)) if at % 2 else part for at, part in parts)


def _host(address: str) -> str:
    """The host of an address, and a mark of what comes after it."""
    _, _, host, *after = address.split("/", 3)
    return host.removeprefix("www.") + ("/…" if any(after) else "")


def _or_nothing(value: object) -> object:
    return "" if value is None else value
