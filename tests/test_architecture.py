"""One direction: a module imports only what stands above it in this list."""

import ast
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src/riwaya"
LAYERS = """
problem errors number_words wording dates arrays text near numerals readings
denied passages constraints strict_json shape schema package since table strict_csv cells header blocks intake loaded
engine engine.functions engine.duckdb engine.extra engine.transpile engine.cluster engine.files engine.spark engine.searches
engine.tables splits rules rules.structure fits derive answers findings reading far_parquet far
report check reporters reporters.json
reporters.text reporters.github reporters.junit reporters.sarif
release release.lines release.manifest release.archive release.json_schema release.json_rows release.nested release.telling cite
release.sqlite_schema release.formats release.formats.csv release.formats.geojson release.formats.json release.formats.jsonl
release.formats.parquet release.formats.sqlite release.formats.xlsx release.descriptor release.pages release.codebook
release.metadata release.metadata.citation_cff release.metadata.croissant release.metadata.datacite release.metadata.ro_crate
release.metadata.schema_org release.metadata.zenodo release.signing release.verify
site site.shown site.days site.strip site.lineage site.records site.maps site.index site.write release.publish
release.read release.ledger release.changes release.second_judge release.diff release.diff_page release.patch release.build
release.fetch dataset edit hidden retire scrub redact offers workbook workbook.cells workbook.export
workbook.taken together cited frames show contribution
verify_sources contribute contribute.fix contribute.new contribute.start
commands workbook.commands contribute.commands site.serve site.commands __init__ cli __main__
""".split()


def modules():
    for file in sorted(SOURCE.rglob("*.py")):
        name = ".".join(file.relative_to(SOURCE).with_suffix("").parts)
        yield (name if name == "__init__" else name.removesuffix(".__init__")), ast.parse(file.read_text(encoding="utf-8"))


def ours(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "riwaya":
            inside = node.module.removeprefix("riwaya").removeprefix(".")
            for alias in node.names:
                whole = f"{inside}.{alias.name}".strip(".")
                yield node, whole if whole in LAYERS else inside or "__init__"


def test_every_module_has_its_layer():
    assert {name for name, _ in modules()} == {*LAYERS}


def test_modules_import_only_what_stands_above_them():
    for name, tree in modules():
        for _, other in ours(tree):
            assert LAYERS.index(other) < LAYERS.index(name), f"{name} imports {other}"


def test_our_modules_are_imported_at_the_top_only():
    for name, tree in modules():
        nodes = {node for node, _ in ours(tree)}
        assert nodes <= {*tree.body}, name


def test_the_linter_is_content():
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "."]
    checked = subprocess.run(command, cwd=SOURCE.parent.parent, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
