import pytest

from tests.support.package_copies import copy_package


@pytest.fixture
def root(tmp_path, monkeypatch):
    """The small package, in whose folder the commands run: they work on it."""
    root = copy_package(tmp_path / "package")
    monkeypatch.chdir(root)
    return root
