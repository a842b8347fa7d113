"""What settings list is installed: the apps of every analysed settings module, against a plain reading of it.

    python tests/conformance/apps.py [--cache FOLDER] [--only NAME]...

For each project on the map of the fixtures and of both lists' releases, the strings that `listed.py` reads in
its settings module have to be among its `apps`, as sure. What is taken out again is listed.

It fails (exit 1) where one is missing or unsure.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY / "tests"), str(REPOSITORY)]

from conformance.command_line import CannotRunError, said  # noqa: E402
from conformance.listed import NAME, Reading, UnreadableError, read  # noqa: E402
from conformance.releases import CannotDownloadError, default_cache  # noqa: E402
from conformance.roots import fixture_roots, release_roots  # noqa: E402


def main() -> int:
    """Compare what the arguments name; return the exit code."""
    options = _options()
    failures: list[str] = []
    modules = entries = 0
    try:
        for name, root in chain(fixture_roots(), release_roots(options.cache, options.only)):
            if options.only and name.partition("==")[0] not in options.only:
                continue
            for project in said("map", root)["projects"]:
                if project["settings"] is None:
                    continue
                try:
                    reading = read(root, project["settings"], project["root"])
                except UnreadableError as error:
                    print(f"{name}: {error} is not of this Python")
                    continue
                modules += 1
                entries += len(reading.lists.get(NAME, ()))
                print(*told(f"{name}: {project['settings']}", reading), sep="", end="", flush=True)
                failures += [f"{name}: {project['settings']}: {each}" for each in missing(project, reading)]
    except (CannotDownloadError, CannotRunError) as error:
        failures.append(str(error))
    for failure in failures:
        print(f"FAILED {failure}")
    print(f"settings modules: {modules}, literal entries: {entries}")
    print("listed apps: " + (f"{len(failures)} failures" if failures else "passed"))
    return 1 if failures else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="what settings list literally is known to be installed")
    parser.add_argument("--cache", type=Path, default=default_cache(), help="folder of releases, kept")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a project or release")
    return parser.parse_args()


def told(where: str, reading: Reading) -> Iterator[str]:
    """Yield a line for each app that is taken out of the list again."""
    yield from (f"{where} removes `{app}`\n" for app in reading.removed)


def missing(project: dict, reading: Reading) -> Iterator[str]:
    """Yield the listed entries that a project of a map does not have, or has for unsure."""
    sure = {name: app["sure"] for app in project["apps"] for name in (app["name"], app["entry"])}
    for entry in dict.fromkeys(reading.lists.get(NAME, ())):
        if entry not in sure:
            yield f"lists `{entry}`, which the map does not have"
        elif not sure[entry]:
            yield f"lists `{entry}`, which the map has for unsure"


if __name__ == "__main__":
    sys.exit(main())
