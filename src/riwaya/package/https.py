"""Opens https addresses with the standard library, so that reading a release needs no package for it."""

from __future__ import annotations

import ssl
import string
from collections.abc import Mapping
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import IO, cast
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import quote

_WAIT_SECONDS = 30
FAILURES = (URLError, HTTPException, ConnectionError, TimeoutError, ssl.SSLError, ValueError)
"""What `opened`, and reading from what it gives, may raise."""


class RedirectError(URLError):
    """A server that leads from https to another scheme."""

    def __init__(self, target: str) -> None:
        super().__init__("redirect to another scheme than https")
        self.target = target


class _HttpsRedirects(request.HTTPRedirectHandler):
    def redirect_request(
        self, req: request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> request.Request | None:
        if not newurl.lower().startswith("https://"):
            raise RedirectError(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def https_opener() -> request.OpenerDirector:
    """Opens https alone: a server that leads from there to http is not followed."""
    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler(),
        request.HTTPSHandler(context=ssl.create_default_context()),
        _HttpsRedirects(),
        request.HTTPDefaultErrorHandler(),
        request.HTTPErrorProcessor(),
        request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def opened(
    opener: request.OpenerDirector, address: str, headers: Mapping[str, str] | None = None
) -> HTTPResponse:
    """The answer of a server, to be closed by the caller. One of FAILURES if it has none for the address."""
    wanted = request.Request(
        quote(address, safe=string.punctuation), headers={"User-Agent": "riwaya", **(headers or {})}
    )
    return cast("HTTPResponse", opener.open(wanted, timeout=_WAIT_SECONDS))


def reason_of_failure(error: Exception) -> object:
    """The status of the response, or the name of what went wrong."""
    if isinstance(error, HTTPError):
        return error.code
    inner = error.reason if isinstance(error, URLError) and isinstance(error.reason, Exception) else error
    return type(inner).__name__
