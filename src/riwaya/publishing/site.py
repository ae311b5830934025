"""Lays out a web site of all releases at addresses that stay.

versions/0.3.0/    the files of the release and its zip; once there, they never change
latest/            the same of the newest version, and its zip under a name without a version
index.json         the versions with their files, sizes, hashes, dates and what changed
feed.xml           an Atom feed with an entry for each version
index.html         where all this is, in both languages
docs/              the documentation, if there is one, whose 404.html is that of the site
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path, PurePosixPath

from riwaya.atomic import replacing
from riwaya.errors import ReleaseError
from riwaya.package.resource import DESCRIPTOR
from riwaya.publishing import MESSAGES
from riwaya.publishing.feed import feed_of
from riwaya.publishing.ledger import LEDGER, published
from riwaya.release.archive import extract_zip, zips_of
from riwaya.release.citation import doi_of
from riwaya.release.manifest import EXPLORER, MANIFEST, SUMS, json_object, release_name, sha256_of
from riwaya.release.media_types import MEDIA_TYPES
from riwaya.release.read import read_file
from riwaya.release.templates import page, site_style
from riwaya.release.verify import verify
from riwaya.version_numbers import version_key

VERSIONS, LATEST, INDEX, FEED, DOCS = "versions", "latest", "index.json", "feed.xml", "docs"
NOT_FOUND = "404.html"
CHANGES = "CHANGES.md"
_ANY = "application/octet-stream"


def lay_out(
    releases: Sequence[Path],
    site: Path,
    address: str,
    root: Path | None,
    without: Collection[str] = (),
    docs: Path | None = None,
) -> list[str]:
    """Put zips of releases into the folder of a web site; its versions, the newest first.

    - `releases`: of a version its whole zip, and beside it, if wanted, the one without the explorer.
    - `address`: the https address of the site, for the feed.
    - `root`: the package whose ledger lists what was published; None for no ledger. A version of it that is
      neither among `releases` nor in the site already is an error, unless `without` has it: its address would
      be gone.
    - `docs`: a folder that replaces docs/ of the site, and its 404.html that of the site.

    Raises ReleaseError for a release that is not whole, or is not the one that the ledger or the site has
    under that version, before anything is written; and for a folder without any release. OSError for `docs`
    that cannot be read.
    """
    opened: dict[str, list[Path]] = {}
    if docs:
        os.scandir(docs).close()
    # The whole zip is the longer one.
    for file in sorted(releases, key=lambda file: -file.stat().st_size):
        opened.setdefault(json_object(read_file(file, DESCRIPTOR))["version"], []).append(file)
    there = {folder.name for folder in (site / VERSIONS).glob("[0-9]*")}
    lost = {*(published(root) if root else ())} - opened.keys() - there - {*without}
    if lost:
        raise ReleaseError(MESSAGES("site-lacks-versions", versions=", ".join(sorted(lost, key=version_key))))
    versions = sorted(opened.keys() | there, key=version_key, reverse=True)
    if not versions:
        raise ReleaseError(MESSAGES("site-empty"))
    # This takes minutes.
    for version, files in opened.items():
        for file in files:
            _require_published(version, file, root, site)
    for version, files in opened.items():
        _place_version(files, site / VERSIONS / version)
    entries = [_entry(site, version) for version in versions]
    descriptor = _descriptor(site / VERSIONS / versions[0])
    _place_latest(site, versions[0], descriptor)
    if docs:
        _swap(docs, site / DOCS)
        if (docs / NOT_FOUND).is_file():
            _write(site / NOT_FOUND, (docs / NOT_FOUND).read_text("utf-8"))
    index = {
        "name": descriptor["name"],
        "title": descriptor["title"],
        "title_ar": descriptor.get("title_ar"),
        "address": address,
        "latest": versions[0],
        "versions": entries,
    }
    _write(site / INDEX, json.dumps(index, ensure_ascii=False, indent=1) + "\n")
    _write(site / FEED, feed_of(index, descriptor, address))
    _write(site / "index.html", _front_page(index, descriptor, (site / DOCS).is_dir()))
    return versions


def _require_published(version: str, file: Path, root: Path | None, site: Path) -> None:
    """Raise ReleaseError unless the release is whole and the one that was published under its version."""
    if problems := verify(file):
        raise ReleaseError(problems[0].message())
    folders = [site / VERSIONS, *([root / LEDGER] if root else [])]
    known = [folder / version / MANIFEST for folder in folders]
    manifest = read_file(file, MANIFEST)
    if any(path.exists() and path.read_bytes() != manifest for path in known):
        raise ReleaseError(MESSAGES("version-published", version=version))


def _place_version(files: Sequence[Path], folder: Path) -> None:
    if folder.exists():
        return
    stage = folder.with_name(f".{folder.name}")
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    extract_zip(files[0], stage)
    for file, name in zip(files, zips_of(release_name(_descriptor(stage))), strict=False):
        shutil.copyfile(file, stage / name)
    stage.rename(folder)


def _place_latest(site: Path, version: str, descriptor: Mapping) -> None:
    _swap(site / VERSIONS / version, site / LATEST)
    names = zips_of(release_name(descriptor)), zips_of(descriptor["name"])
    for name, lasting in zip(*names, strict=True):
        if (site / LATEST / name).exists():
            (site / LATEST / name).rename(site / LATEST / lasting)


def _swap(source: Path, folder: Path) -> None:
    """Put a copy of a folder in the place of another one."""
    stage, aside = (folder.with_name(f".{folder.name}{end}") for end in (".new", ".old"))
    for left in (stage, aside):
        shutil.rmtree(left, ignore_errors=True)
    shutil.copytree(source, stage)
    if folder.exists():
        folder.rename(aside)
    stage.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)


def _descriptor(folder: Path) -> Mapping:
    return json_object((folder / DESCRIPTOR).read_bytes())


def _entry(site: Path, version: str) -> dict[str, object]:
    """What index.json says of a version. Pages of the explorer are in its SHA256SUMS, not here."""
    folder, at = site / VERSIONS / version, f"{VERSIONS}/{version}/"
    descriptor, manifest = _descriptor(folder), json_object((folder / MANIFEST).read_bytes())
    archives = [name for name in zips_of(release_name(descriptor)) if (folder / name).exists()]
    changes, explorer = folder / CHANGES, folder / EXPLORER / "index.html"
    files = [entry for entry in manifest["files"] if not entry["path"].startswith(f"{EXPLORER}/")]
    return {
        "version": version,
        "date": str(descriptor["created"])[:10],
        "address": at,
        "doi": doi_of(descriptor),
        "zips": [
            {"path": at + name, "bytes": (folder / name).stat().st_size, "sha256": sha256_of(folder / name)}
            for name in archives
        ],
        "explorer": at + f"{EXPLORER}/index.html" if explorer.exists() else None,
        "sums": at + SUMS,
        "changes": changes.read_text("utf-8") if changes.exists() else None,
        "tables": manifest["tables"],
        "files": [
            {
                "path": at + entry["path"],
                "bytes": entry["bytes"],
                "sha256": entry["sha256"],
                "media_type": MEDIA_TYPES.get(PurePosixPath(entry["path"]).suffix, _ANY),
            }
            for entry in files
        ],
    }


def _front_page(index: Mapping, descriptor: Mapping, has_docs: bool) -> str:
    name, latest = index["name"], index["versions"][0]
    sections = []
    for lang in ("ar", "en"):
        links = [
            (f"{LATEST}/{EXPLORER}/{lang}/index.html", "site-explorer", latest["explorer"]),
            (f"{LATEST}/{name}.zip", "site-download", True),
            (f"{LATEST}/{name}-data.zip", "site-download-data", len(latest["zips"]) > 1),
            (f"{LATEST}/codebook.{lang}.html", "site-codebook", True),
            (f"{DOCS}/{lang}/index.html", "site-docs", has_docs),
            (FEED, "site-feed", True),
        ]
        sections.append(
            {
                "lang": lang,
                "title": descriptor.get("title" if lang == "en" else f"title_{lang}", name),
                "links": [(path, MESSAGES(key)[lang]) for path, key, shown in links if shown],
                "versions": MESSAGES("site-versions")[lang],
            }
        )
    return page(
        "site_index.html", sections=sections, versions=index["versions"], style=site_style(), name=name
    )


def _write(file: Path, text: str) -> None:
    with replacing(file) as part:
        part.write(text.encode())
    # Whoever serves the site must be able to read it.
    file.chmod(0o644)
