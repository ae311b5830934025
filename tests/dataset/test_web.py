"""The script in the package is the one built from its sources; the test needs no Node."""

import hashlib
import json
import re

import pytest

from tests.support.package_copies import ROOT

WEB, CARRIED = ROOT / "web", ROOT / "src/riwaya/dataset/explorer/script"


def made_of():
    """The hash of what the script is made of, as web/vite.config.js takes it."""
    sources = (f"src/{file.name}" for file in (WEB / "src").iterdir())
    whole = hashlib.sha256()
    for name in sorted(["maps.js", "package-lock.json", "package.json", "vite.config.js", *sources]):
        whole.update(name.encode() + b"\0" + (WEB / name).read_bytes() + b"\0")
    return whole.hexdigest()


def stamp(text):
    """The hash in the first line of the script, and the script."""
    first, _, script = text.partition("\n")
    return re.fullmatch(
        r"/\* from ([0-9a-f]{64}) to ([0-9a-f]{64}); see web/README\.md \*/", first
    ).groups(), script


@pytest.mark.parametrize("name", ["explorer.js", "copy.js", "font.js", "pages.js"])
def test_the_script_is_made_of_these_sources_and_was_not_edited(name):
    (sources, itself), script = stamp((CARRIED / name).read_text("utf-8"))
    assert sources == made_of(), "web/ has changed since: npm ci && npm run build (web/README.md)"
    assert itself == hashlib.sha256(script.encode()).hexdigest()


def test_the_libraries_in_the_script_are_named_with_their_licences():
    licences = (CARRIED / "licenses.md").read_text("utf-8")
    for name in ("@observablehq/plot", "d3-geo", "topojson-client"):
        assert re.search(rf"^## {name} - [\d.]+ \((?:ISC|MIT)\)", licences, re.MULTILINE), name


def test_the_lock_names_no_host_and_pins_everything():
    lock = json.loads((WEB / "package-lock.json").read_text("utf-8"))
    assert not any("resolved" in package for package in lock["packages"].values())
    assert all("integrity" in package for name, package in lock["packages"].items() if name)
    wanted = json.loads((WEB / "package.json").read_text("utf-8"))["devDependencies"]
    assert wanted and all(re.fullmatch(r"[\d.]+", version) for version in wanted.values())


def test_the_areas_of_a_map_have_names_in_both_languages():
    for file in (ROOT / "src/riwaya/dataset/explorer/maps").iterdir():
        areas = json.loads(file.read_text("utf-8"))["objects"]["areas"]["geometries"]
        for lang in ("ar", "en"):
            names = [
                area["properties"][f"name_{lang}"] for area in areas if area["properties"][f"name_{lang}"]
            ]
            assert len(names) == len({*names}) >= len(areas) - 1
