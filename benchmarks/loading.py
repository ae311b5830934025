"""Measures how pages of the explorer load on a slow phone: the largest paint, and what moves after it."""

from __future__ import annotations

import functools
import http.server
import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 740}
SLOWER = 4
"""How many times slower the processor is than that of this machine."""
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
"""Milliseconds and bytes a second."""
_WATCH = """
globalThis.loading = { paint: 0, shift: 0 };
new PerformanceObserver((list) => list.getEntries().forEach(({ startTime }) => (loading.paint = startTime)))
  .observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (loading.shift += value)))
  .observe({ type: "layout-shift", buffered: true });
"""
# What was painted is observed later, on a busy machine much later.
_LOADED = """document.fonts.ready.then(() => new Promise((done) => {
  const look = () => (loading.paint ? setTimeout(() => done(loading), 100) : setTimeout(look, 50));
  look();
}))"""
KINDS = {
    "the choice of a language": "../index",
    "overview": "index",
    "search": "search",
    "events": "events",
    "sources": "sources",
    "actors": "actors",
    "places": "locations",
    "relays": "relays",
    "an event": "EVT-0003",
    "a long event": "EVT-0016",
    "a source": "SRC-0001",
    "an actor": "ACT-0036",
    "a place": "LOC-0003",
    "about": "about",
    "methods": "methods",
    "changes": "changes",
    "codebook": "codebook",
    "an ID that is no longer in use": "ACT-0134",
    "an address that is not there": "../404",
}
"""Pages of our own data, one of each kind."""
HEAD = f"""
## Loading

The pages of this repository on a phone that has seen none of them: {PHONE["width"]} pixels wide, a processor
{SLOWER} times slower, slow 4G (150 ms, 1.6 Mbit/s), nothing compressed; the median of three. Seconds until
the largest part is painted (LCP; below 2.5 is good), and how far parts move while it loads (CLS; below 0.1
is good).

| page | ar: LCP | CLS | en: LCP | CLS |
|---|---|---|---|---|
"""


@contextmanager
def hosted(home: Path) -> Iterator[str]:
    """The address of a folder on a web host of this machine."""
    handler = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    place = functools.partial(handler, directory=str(home))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), place) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def loading_table(browser: Browser, home: Path) -> str:
    """How one page of each kind loads, as a table."""
    lines = []
    with hosted(home) as host:
        for kind, name in KINDS.items():
            visits = (_first_visit(browser, f"{host}/{lang}/{name}.html") for lang in ("ar", "en"))
            lines.append(f"| {kind} | {' | '.join(cell for visit in visits for cell in visit)} |\n")
    return HEAD + "".join(lines)


def _first_visit(browser: Browser, address: str) -> tuple[str, str]:
    found = []
    for _ in range(3):
        context = browser.new_context(viewport=PHONE)
        page = context.new_page()
        slowed(page)
        found.append(loading(page, address))
        context.close()
    paint, shift = (statistics.median(values) for values in zip(*found, strict=True))
    return f"{paint:.2f}", f"{shift:.3f}"


def slowed(page: Page, slower: int = SLOWER) -> CDPSession:
    """Makes the processor and the network of a page slow, and watches what it paints."""
    page.add_init_script(_WATCH)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    return session


def loading(page: Page, address: str) -> tuple[float, float]:
    """Seconds until the largest part of a page is painted, and how far its parts move (CLS)."""
    page.goto(address)
    found = page.evaluate(_LOADED)
    return found["paint"] / 1000, found["shift"]
