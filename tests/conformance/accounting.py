"""The accounting: what is written like a connection is on the map, or is listed as not followed.

    python tests/conformance/accounting.py [--cache FOLDER] [--only NAME]...

Over the fixture projects, and the releases of both lists as `run.py` unpacks them, the places that a plain
reading finds (`plain.py`) are compared with the rows of the map and with its `not_followed`.

It fails (exit 1) where a place is in neither, where a row or a place that was not followed is of another
library's signals, and where more than 5 in 100 places are not followed.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY / "tests"), str(REPOSITORY)]

from conformance.command_line import CannotRunError, files_of, said  # noqa: E402
from conformance.plain import TABLE, Tree  # noqa: E402
from conformance.releases import CannotDownloadError, default_cache  # noqa: E402
from conformance.roots import fixture_roots, release_roots  # noqa: E402

AT_MOST = 0.05
LOOK_ALIKES = tuple(f"{name}." for name in TABLE["lookalikes"])

Place = tuple[str, int]


@dataclass(slots=True)
class Account:
    """What came of one tree: how many places, and those in no list, not followed, or of other libraries."""

    places: int
    lost: list[str]
    not_followed: list[str]
    strange: list[str]


def main() -> int:
    """Account for what the arguments name; return the exit code."""
    options = _options()
    failures: list[str] = []
    places = not_followed = 0
    print(f"{'tree':34}{'places':>8}{'lost':>6}{'not followed':>14}")
    try:
        for name, root in chain(fixture_roots(), release_roots(options.cache, options.only)):
            if options.only and name.partition("==")[0] not in options.only:
                continue
            found = account(root, files_of(root), said("map", root))
            places += found.places
            not_followed += len(found.not_followed)
            failures += [f"{name}: {failure}" for failure in (*found.lost, *found.strange)]
            if found.places:
                print(
                    f"{name:34}{found.places:>8}{len(found.lost):>6}{len(found.not_followed):>14}", flush=True
                )
    except (CannotDownloadError, CannotRunError) as error:
        failures.append(str(error))
    if not_followed > AT_MOST * places:
        failures.append(f"{not_followed} of {places} places are not followed")
    for failure in failures:
        print(f"FAILED {failure}")
    print(f"places: {places}, not followed: {not_followed}")
    print("accounting: " + (f"{len(failures)} failures" if failures else "passed"))
    return 1 if failures else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="every place that connects, on the map or listed")
    parser.add_argument("--cache", type=Path, default=default_cache(), help="folder of releases, kept")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a project or release")
    return parser.parse_args()


def account(root: Path, files: list[str], mapped: dict) -> Account:
    """Compare the map of a tree with a plain reading of its files."""
    tree = Tree(root, files)
    rows = {(row["path"], row["line"]) for row in mapped["connections"]}
    open_ones = {(each["path"], each["line"]) for each in mapped.get("not_followed", [])}
    calls = list(tree.connections())
    return Account(
        places=len(calls),
        lost=[
            f"{path}:{call.lineno} is in no list: {_text(call)}"
            for path, call in calls
            if not _lines(path, call) & (rows | open_ones)
        ],
        not_followed=[f"{path}:{line}" for path, line in sorted(open_ones)],
        strange=sorted(_strange(tree, rows | open_ones)),
    )


def _lines(path: str, call: ast.Call) -> set[Place]:
    """Return every line of a call: a map may name the one of its first name or of its `connect`."""
    return {(path, line) for line in range(call.lineno, (call.end_lineno or call.lineno) + 1)}


def _text(call: ast.Call) -> str:
    text = ast.unparse(call)
    return text if len(text) < 80 else f"{text[:77]}…"


def _strange(tree: Tree, places: set[Place]) -> Iterator[str]:
    """Yield the places of the map that connect what another library calls a signal."""
    for path, module in tree.modules.items():
        for node in ast.walk(module.tree):
            match node:
                case ast.Call(func=ast.Attribute(value=signal, attr="connect")):
                    dotted = module.dotted(signal) or ""
                    if dotted.startswith(LOOK_ALIKES) and (path, node.lineno) in places:
                        yield f"{path}:{node.lineno} is on the map, and is about {dotted}"


if __name__ == "__main__":
    sys.exit(main())
