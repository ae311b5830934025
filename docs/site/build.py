"""Builds the documentation in both languages: `python -m docs.site.build [FOLDER]`, by default dist/docs.

A dead link, a page that no menu lists, or any other warning ends it with exit code 1.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

HERE = Path(__file__).resolve().parent


def main() -> int:
    parser = argparse.ArgumentParser(prog="docs.py", description="Build the documentation in both languages.")
    parser.add_argument("folder", nargs="?", default="dist/docs", help="where to (default: %(default)s)")
    folder = Path(parser.parse_args().folder).resolve()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    for lang in ("en", "ar"):
        try:
            build(load_config(str(HERE / f"{lang}.yml"), site_dir=str(folder / lang), strict=True))
        except Abort as error:
            print(error, file=sys.stderr)
            return 1
    shutil.copy(HERE / "first_page.html", folder / "index.html")
    # Hosts show that of their root alone.
    shutil.copy(folder / "en/404.html", folder / "404.html")
    print(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
