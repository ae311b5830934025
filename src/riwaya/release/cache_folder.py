"""Names the folder in which this user's cache lies."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

CACHE_VARIABLE = "RIWAYA_CACHE"
"""The environment variable that names another folder for the cache."""


def cache_folder() -> Path:
    """The folder of RIWAYA_CACHE, or the platform's folder for this user's caches. It may not exist yet."""
    return Path(os.environ.get(CACHE_VARIABLE) or platformdirs.user_cache_path("riwaya"))
