import gc
import socket

import pytest

from riwaya.dataset.explorer.write import MOST_ROWS
from tests.support.spark import settings

LOOPBACK = ("127.0.0.1", "localhost")
LONGEST = "spark_cases blocks cases hostile_release redact workbook spark_far spark_cluster browser fix release_whole".split()
"""The files of tests that take longest. A file stays with one worker, and with it what its tests share."""


def pytest_collection_modifyitems(items):
    """The longest first, so that at the end no worker waits for another one."""
    order = {f"test_{name}": at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))


@pytest.fixture(autouse=True)
def no_network(request, monkeypatch):
    """No test, and nothing that a test calls, asks the network; those that are marked `loopback` may ask this machine."""
    here = LOOPBACK if request.node.get_closest_marker("loopback") else ()

    def only_here(ask):
        def asked(*arguments):
            # connect(socket, (host, port)), getaddrinfo(host, port, ...)
            host = arguments[1][0] if isinstance(arguments[0], socket.socket) else arguments[0]
            if host not in here:
                raise AssertionError("the network was asked for")
            return ask(*arguments)

        return asked

    monkeypatch.setattr(socket.socket, "connect", only_here(socket.socket.connect))
    monkeypatch.setattr(socket, "getaddrinfo", only_here(socket.getaddrinfo))


def _explorers_of(rows):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("riwaya.dataset.explorer.write.MOST_ROWS", rows)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_explorer():
    """Releases are made without pages, which would be two thirds of their files; tests that ask for `explorer` have them."""
    yield from _explorers_of(-1)


@pytest.fixture(scope="module")
def explorer(no_explorer):
    """Releases are made with pages, as everywhere else."""
    yield from _explorers_of(MOST_ROWS)


@pytest.fixture(autouse=True)
def usual_sweeps():
    """Commands have Python look for circles of garbage rarely; in a process of tests, Spark's objects would never go."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.fixture(scope="session")
def java(tmp_path_factory):
    """Spark as the tests start it: the Java that is locked, and settings for small tables."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings(tmp_path_factory.mktemp("spark")).items():
            patch.setenv(name, value)
        yield
