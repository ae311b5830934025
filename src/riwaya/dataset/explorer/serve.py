"""Serves a folder of pages on 127.0.0.1, for this machine only."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")
_USUAL_PORT = 80
_NOT_FOUND_PAGE = "404.html"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves the files of one folder, without a log, to those who ask for this machine by its own name.

    A page elsewhere can have its name resolve to 127.0.0.1 (DNS rebinding) and would then read what is served
    here; its requests still bear its own name as their Host.
    """

    def parse_request(self) -> bool:
        """Whether the request is to be answered; one with another Host, several or none has its answer."""
        if not super().parse_request():
            return False
        port = self.connection.getsockname()[1]
        ours = [f"{name}:{port}" for name in _NAMES] + [*(_NAMES if port == _USUAL_PORT else ())]
        hosts = self.headers.get_all("Host", [])
        if len(hosts) == 1 and hosts[0].strip().lower() in ours:
            return True
        self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        return False

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with an error: for what is not there, the folder's own page if it has one."""
        page = Path(self.directory) / _NOT_FOUND_PAGE
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

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
