"""The Chromium that tests of the explorer run in."""

import os
import shutil

CHROMIUM = os.environ.get("RIWAYA_CHROMIUM") or shutil.which("chromium")
"""Path of the browser: RIWAYA_CHROMIUM, or Debian's; None where there is neither."""
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
