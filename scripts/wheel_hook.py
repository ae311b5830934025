"""Puts the computed tables into a wheel, so that whoever installs it reads them without an engine, and the
addresses of the dataset and its README into the metadata.
"""

import json
import re
import sys
import tempfile
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))


class Metadata(MetadataHookInterface):
    """A hook of hatchling. The addresses stand in datapackage.json alone."""

    def update(self, metadata):
        descriptor = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
        names = [name for name in ("homepage", "repository") if name in descriptor]
        metadata["urls"] = {name.title(): descriptor[name] for name in names}
        text = long_description((ROOT / "README.md").read_text("utf-8"), descriptor.get("repository"))
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def long_description(text, repository=None):
    """The README for pages outside the repository: links to its files lead there, pictures are left out.
    Links are their text as long as the repository has no address.
    """
    # The link to the other language, and the badge.
    text = re.sub(r"\[(?:\w+|!\[\w+\]\([^()]+\))\]\((?:README\.|\.\./)[^()]+\) · ", "", text)
    text = re.sub(r"!\[[^\]]*\]\((?!https:)[^()]+\)\n*", "", text)

    def linked(match):
        words, target = match.groups()
        if not repository:
            return words
        inside = target.removeprefix("../../") if target.startswith("../../") else f"blob/HEAD/{target}"
        return f"[{words}]({repository.rstrip('/')}/{inside})"

    return re.sub(r"\[([^\[\]]+)\]\((?![a-z]+:|#)([^()\s]+)\)", linked, text)


class ComputedTables(BuildHookInterface):
    """A hook of hatchling. Data that is not valid makes no wheel; an editable one holds no tables."""

    folder = None

    def initialize(self, version, build_data):
        if version == "editable":
            return
        from riwaya.publishing.installed import write_tables

        self.folder = tempfile.TemporaryDirectory(prefix="riwaya-")
        write_tables(ROOT, Path(self.folder.name))
        build_data["force_include"][self.folder.name] = "riwaya/_repository/computed"

    def finalize(self, version, build_data, artifact_path):
        if self.folder:
            self.folder.cleanup()
