"""Packages open from a folder, from memory, and from memory over a folder."""

import json
import shutil

import pytest

from riwaya.errors import PackageError
from riwaya.package.descriptor import Package
from riwaya.package.files import Folder, Overlay
from riwaya.validation.check import check_package

DESCRIPTOR = {
    "name": "things",
    "resources": [
        {
            "name": "things",
            "path": "data/things.csv",
            "schema": {"fields": [{"name": "thing_id", "type": "string"}], "primaryKey": "thing_id"},
        }
    ],
}
DATA = {"datapackage.json": json.dumps(DESCRIPTOR).encode(), "data/things.csv": b"thing_id\nTHG-0001\n"}


@pytest.fixture
def folder(tmp_path):
    for path, data in DATA.items():
        file = tmp_path / "package" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return tmp_path / "package"


def codes(package):
    return [problem.code for problem in check_package(package).report.problems]


def test_a_package_in_memory_is_checked_like_one_in_a_folder(folder):
    in_memory, in_folder = Package.open(Overlay(DATA)), Package.open(folder)
    assert in_memory.resources == in_folder.resources
    assert codes(in_memory) == codes(in_folder) == []
    assert codes(Package.open(Overlay({"datapackage.json": DATA["datapackage.json"]}))) == ["file-missing"]


def test_files_in_memory_replace_those_of_a_folder(folder):
    twice = {"data/things.csv": b"thing_id\nTHG-0001\nTHG-0001\n"}
    changed = Package.open(Overlay(twice, Folder(folder)))
    assert codes(changed) == ["primary-key"]
    assert changed.read_bytes(changed.resource("things")) == twice["data/things.csv"]
    assert codes(Package.open(folder)) == [], "the folder is as it was"


def test_only_a_package_in_a_folder_has_a_folder(folder):
    assert Package.open(folder).folder == Package.open(folder / "datapackage.json").folder == folder
    with pytest.raises(PackageError, match="not in a folder of this machine") as caught:
        _ = Package.open(Overlay(DATA)).folder
    assert "ليست في مجلد على هذا الجهاز" in caught.value.message.ar


def test_a_descriptor_that_is_missing_is_named(tmp_path):
    with pytest.raises(PackageError, match=r"datapackage\.json: no such file in \."):
        Package.open(Overlay({}))
    with pytest.raises(PackageError, match=rf"datapackage\.json: no such file in {tmp_path.name}"):
        Package.open(tmp_path)


def test_a_link_out_of_the_folder_is_not_followed_but_by_the_descriptor(folder, tmp_path):
    (folder / "data/things.csv").rename(tmp_path / "things.csv")
    (folder / "data/things.csv").symlink_to(tmp_path / "things.csv")
    assert codes(Package.open(folder)) == ["path-unsafe"]
    (folder / "data/things.csv").unlink()
    (folder / "data/things.csv").symlink_to(tmp_path / "gone.csv")
    assert codes(Package.open(folder)) == ["path-unsafe"], "whether anything is there is not revealed"
    (folder / "datapackage.json").rename(tmp_path / "other.json")
    (folder / "datapackage.json").symlink_to(tmp_path / "other.json")
    assert Package.open(folder).descriptor == DESCRIPTOR


@pytest.mark.parametrize("path", ["data/things.csv", "data", "schema.json"])
def test_a_link_that_leads_back_to_itself_is_a_problem(path, folder):
    resource = {**DESCRIPTOR["resources"][0], "schema": "schema.json"} if path == "schema.json" else {}
    descriptor = {**DESCRIPTOR, "resources": [resource or DESCRIPTOR["resources"][0]]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    shutil.rmtree(folder / "data") if path == "data" else (folder / path).unlink(missing_ok=True)
    (folder / path).symlink_to(folder / path)
    (problem,) = check_package(Package.open(folder, standard=True)).report.problems
    assert problem.code == ("resource-not-checked" if resource else "file-unreadable")
    message = problem.message()
    assert "links in the path lead back to each other" in message.en and "روابط رمزية" in message.ar
