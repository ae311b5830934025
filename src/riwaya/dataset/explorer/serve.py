"""Shows a folder of pages to this machine alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HOST = "127.0.0.1"


class _Quiet(SimpleHTTPRequestHandler):
    """Files of one folder; nothing is told of who asks for what."""

    def log_message(self, *_: object) -> None:
        return


def serve(folder: Path, port: int, tell: Callable[[str], None]) -> None:
    """Answer requests for the files of a folder until somebody interrupts; `tell` is given the address. Port
    0 is any free one.

    OSError for a port that is taken.
    """
    with ThreadingHTTPServer((HOST, port), partial(_Quiet, directory=str(folder))) as server:
        tell(f"http://{HOST}:{server.server_address[1]}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
