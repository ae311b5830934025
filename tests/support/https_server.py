"""Serves a folder of this machine by https, with a certificate that is trusted for one test."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from riwaya.release.manifest import sha256_of


class Served:
    """An HTTPS server and its requests. It may send no validators, or stop halfway."""

    def __init__(self, root: Path, context: ssl.SSLContext) -> None:
        self.root, self.requests, self.tagged, self.cut = root, [], True, False
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.requests.append(self.path)
                if self.path.startswith("/away"):
                    self.send_response(302)
                    self.send_header("Location", f"http://localhost:{outer.port}/{outer.root.name}")
                    self.end_headers()
                    return
                file = outer.root / self.path.split("?")[0].strip("/")
                if not file.is_file():
                    self.send_error(404)
                    return
                tag = f'"{sha256_of(file)}"' if outer.tagged else None
                if tag and self.headers.get("If-None-Match") == tag:
                    self.send_response(304)
                    self.end_headers()
                    return
                self.send_response(200)
                data = file.read_bytes()
                self.send_header("Content-Length", str(len(data)))
                if tag:
                    self.send_header("ETag", tag)
                self.end_headers()
                self.wfile.write(data[: len(data) // 2] if outer.cut else data)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("localhost", 0), Handler)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def address(self, path: object) -> str:
        return f"https://localhost:{self.port}/{path}"


@contextmanager
def serving(root: Path, tmp_path: Path, patch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A server of the files in `root`; the certificate is written to `tmp_path`."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    patch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    server = Served(root, context)
    try:
        yield server
    finally:
        server.server.shutdown()
        server.server.server_close()
