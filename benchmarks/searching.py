"""Measures searches of the explorer inside its pages, without what the driver of the browser costs."""

from __future__ import annotations

import json
import statistics
from pathlib import Path

from playwright.sync_api import Browser

QUERIES = Path(__file__).resolve().parent.parent / "tests/text/search_queries.json"
COLUMNS = ("ms of a query", "ms to its results", "ms to the events")
# Milliseconds of the query alone, where a page has it, and from what is typed to the list of what was found.
_SEARCH = """async ([texts, list]) => {
  const [field, shown] = [document.querySelector("input[name=q]"), document.querySelector(list)];
  const times = [];
  for (const text of texts) {
    const before = performance.now();
    await globalThis.riwaya?.search(text);
    const searched = performance.now();
    const results = new Promise((resolve) => {
      const observer = new MutationObserver((seen) => {
        // Where nothing is found, no list changes.
        if (!seen.some(({ type }) => type === "childList") && document.querySelector("[aria-busy]")) return;
        observer.disconnect();
        // With the layout of what was found.
        resolve(shown.getBoundingClientRect());
      });
      observer.observe(shown, { childList: true });
      observer.observe(document.querySelector("main"), { attributeFilter: ["aria-busy"], subtree: true });
    });
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await results;
    times.push([searched - before, performance.now() - searched]);
    // An empty list after one is no change.
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    while (document.querySelector("[aria-busy]")) await new Promise((done) => setTimeout(done, 5));
  }
  return times;
}"""


def searching(browser: Browser, home: Path) -> tuple[str, ...]:
    """Median and longest time of COLUMNS in milliseconds, of the queries of the tests in both languages."""
    texts = [query["query"] for query in json.loads(QUERIES.read_text(encoding="utf-8"))]
    queries, results, events = [], [], []
    for lang in ("ar", "en"):
        for name, found in (("search", "#found"), ("events", "#events tbody")):
            page = browser.new_page()
            page.goto(f"{home.as_uri()}/{lang}/{name}.html")
            page.wait_for_load_state("networkidle")
            times = page.evaluate(_SEARCH, [texts, found])
            page.close()
            queries += [query for query, _ in times] if name == "search" else []
            (results if name == "search" else events).extend(shown for _, shown in times)
    return tuple(f"{statistics.median(times):.0f}, {max(times):.0f}" for times in (queries, results, events))
