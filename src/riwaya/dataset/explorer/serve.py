"""Serves a folder of pages on 127.0.0.1, for this machine only."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HOST = "127.0.0.1"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves the files of one folder, without a log."""

    def log_message(self, *_: object) -> None:
        return


def serve(folder: Path, port: int, on_start: Callable[[str], None]) -> None:
    """Serve the files of a folder until interrupted; `on_start` gets the address. Port 0 is any free port.

    OSError for a port in use.
    """
    with ThreadingHTTPServer((HOST, port), partial(_Quiet, directory=str(folder))) as server:
        on_start(f"http://{HOST}:{server.server_address[1]}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
