"""The browsers that tests of the explorer run in."""

import os
import shutil

CHROMIUM = os.environ.get("RIWAYA_CHROMIUM") or shutil.which("chromium")
"""Path of the browser: RIWAYA_CHROMIUM, or Debian's; None where there is neither."""
FIREFOX = os.environ.get("RIWAYA_FIREFOX")
"""Path of a Firefox in which the tests of the explorer run instead: Debian's is `firefox-esr`."""
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def launched(playwright):
    """The browser of RIWAYA_FIREFOX, or Chromium."""
    if FIREFOX:
        # Its driver waits for a page to load that comes back from the cache of pages, and then loads not.
        prefs = {"fission.bfcacheInParent": False, "browser.sessionhistory.max_total_viewers": 0}
        # As on a phone, and in the other browsers, a bar to scroll takes no width.
        prefs |= {"ui.useOverlayScrollbars": 1}
        return playwright.firefox.launch(
            channel="moz-firefox", executable_path=FIREFOX, firefox_user_prefs=prefs
        )
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
