"""Writes the Atom feed of the releases (RFC 4287): for each version an entry with its zip and changes."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

_ATOM = "http://www.w3.org/2005/Atom"


def feed_of(index: Mapping, descriptor: Mapping, address: str) -> str:
    """The feed of an index.json; `descriptor` is that of the newest version, `address` that of the site.

    The IDs are names, not addresses: a site that moves has the same entries.
    """
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed", {"xml:lang": "en"})
    newest = index["versions"][0]
    _add(feed, "id", f"urn:{index['name']}")
    _add(feed, "title", index["title"])
    _add(feed, "updated", _moment(newest))
    _add(feed, "link", rel="self", type="application/atom+xml", href=urljoin(address, "feed.xml"))
    _add(feed, "link", rel="alternate", type="text/html", href=address)
    for contributor in descriptor["contributors"]:
        _add(_add(feed, "author"), "name", contributor["title"])
    _add(feed, "rights", descriptor["licenses"][0]["name"])
    for version in index["versions"]:
        _entry(feed, version, index, address)
    ET.indent(feed)
    return ET.tostring(feed, "unicode", xml_declaration=False).join(('<?xml version="1.0"?>\n', "\n"))


def _entry(feed: ET.Element, version: Mapping, index: Mapping, address: str) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", f"urn:{index['name']}:{version['version']}")
    _add(entry, "title", f"{index['name']} {version['version']}")
    _add(entry, "updated", _moment(version))
    page = version["explorer"] or f"{version['address']}codebook.en.html"
    _add(entry, "link", rel="alternate", type="text/html", href=urljoin(address, page))
    for archive in version["zips"]:
        where = urljoin(address, archive["path"])
        length = str(archive["bytes"])
        _add(entry, "link", rel="enclosure", type="application/zip", href=where, length=length)
    from markdown_it import MarkdownIt

    text = MarkdownIt("commonmark", {"html": False}).enable("table").render(version["changes"] or "")
    _add(entry, "content", text, type="html")


def _moment(version: Mapping) -> str:
    return f"{version['date']}T00:00:00Z"


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    made.text = text
    return made
