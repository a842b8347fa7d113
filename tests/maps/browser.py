"""The page of a map in a browser: it shows what its document holds, loads nothing, and complains of nothing.

    python tests/maps/browser.py [--only NAME]... [--cache FOLDER] [--screenshots FOLDER] [--chromium PATH]

Makes the page of a fixture, of the releases pretix and wagtail, of a generated project of 800 connections,
and of two made-up documents (a chain of receivers that write, and one whose every name is hostile). Opens
each from its file, and checks that nodes, edges and rows are those of the document; that search, filters,
details, keys, folding and "What happens when" do what they say, in light and dark; and that nothing is
requested, refused by the policy or reported on the console. --screenshots keeps pictures of it all.

It needs Debian's `chromium` and the package `playwright` of PyPI (without a browser of its own), and the
network for the releases, unless --cache names a folder that has them. It fails (exit 1) naming what is
wrong or missing.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY / "tests"), str(REPOSITORY)]

from conformance.releases import CannotDownloadError, default_cache  # noqa: E402
from maps.pages import pages  # noqa: E402
from maps.watching import WrongError, checked  # noqa: E402

try:
    from playwright.sync_api import sync_playwright
except ImportError:
    sync_playwright = None

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def main() -> int:
    """Check the pages that the arguments name; return the exit code."""
    options = _options()
    if options.chromium is None:
        print("chromium is missing: apt-get install chromium, or name it with --chromium")
        return 1
    if sync_playwright is None:
        print("playwright is missing: pip install playwright")
        return 1
    if options.screenshots:
        options.screenshots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="signal-lint-") as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=FLAGS)
        try:
            return _run(options, Path(folder), browser)
        finally:
            browser.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="the page of a map in a browser")
    parser.add_argument("--only", action="append", metavar="NAME", help="a page")
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="releases that were downloaded before")
    parser.add_argument("--screenshots", type=Path, metavar="FOLDER", help="where to keep pictures")
    parser.add_argument("--chromium", metavar="PATH", default=shutil.which("chromium"), help="the browser")
    return parser.parse_args()


def _run(options: argparse.Namespace, folder: Path, browser: object) -> int:
    made = pages(folder, options.cache or default_cache())
    unknown = set(options.only or ()) - set(made)
    if unknown:
        print(f"unknown page {', '.join(sorted(unknown))}; there are {', '.join(made)}")
        return 1
    failed = False
    for name in options.only or made:
        file = folder / f"{name}.html"
        try:
            file.write_text(made[name](), encoding="utf-8")
            print(f"{name}: {checked(browser, file, options.screenshots)}", flush=True)
        except (WrongError, CannotDownloadError) as error:
            print(f"{name}: FAILED: {error}", flush=True)
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
