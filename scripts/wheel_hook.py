"""Puts the computed tables into a wheel, so that whoever installs it reads them without an engine, and the
addresses of the dataset into its metadata.
"""

import json
import sys
import tempfile
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))


class Addresses(MetadataHookInterface):
    """A hook of hatchling. The addresses stand in datapackage.json alone."""

    def update(self, metadata):
        descriptor = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
        names = [name for name in ("homepage", "repository") if name in descriptor]
        metadata["urls"] = {name.title(): descriptor[name] for name in names}


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
