import socket

import pytest


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """No test, and nothing that a test calls, asks the network."""

    def refuse(*_, **__):
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
