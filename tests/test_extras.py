"""What to install is taken from where this installation came from."""

import importlib.metadata
import json

import pytest

from riwaya.extras import extra_missing, requirement

FOLDER = {"url": "file:///srv/riwaya", "dir_info": {"editable": True}}
GIT = {"url": "https://example.org/riwaya.git", "vcs_info": {"vcs": "git", "commit_id": "1" * 40}}


@pytest.mark.parametrize(
    "origin, expected",
    [
        (FOLDER, "riwaya[build] @ file:///srv/riwaya"),
        (GIT, "riwaya[build] @ git+https://example.org/riwaya.git"),
        (None, "riwaya[build]"),
    ],
    ids=["folder", "git", "registry"],
)
def test_an_extra_comes_from_where_the_base_came_from(origin, expected, monkeypatch):
    class Installed:
        @staticmethod
        def read_text(name):
            assert name == "direct_url.json"
            return json.dumps(origin) if origin else None

    monkeypatch.setattr(importlib.metadata, "distribution", lambda name: Installed)
    assert requirement("build") == expected
    text = extra_missing("riwaya verify", "build")
    assert all(f'pip install "{expected}"' in text[lang] for lang in ("en", "ar"))


def test_an_extra_of_code_that_is_not_installed_is_named_alone(monkeypatch):
    def distribution(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "distribution", distribution)
    assert requirement("spark") == "riwaya[spark]"
