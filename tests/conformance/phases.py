"""The states of recorded places: what `django.setup()` connected is `startup` on the map.

    python tests/conformance/phases.py [--cache FOLDER] [--only NAME]...

The recorded projects are those of `run.py`, unpacked in the same way. It fails (exit 1) where less than 99 in
100 of the places that a recorded setup reached are `startup`, in the project that was started, or where one
is called `late` or `never`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY / "tests"), str(REPOSITORY)]

from conformance.command_line import CannotRunError, said  # noqa: E402
from conformance.releases import CannotDownloadError, default_cache  # noqa: E402
from conformance.states import STATES, misstated, of_setup, too_few  # noqa: E402
from conformance.tables import tables, tree  # noqa: E402

LEAST = 0.99


def main() -> int:
    """Compare what the arguments name; return the exit code."""
    options = _options()
    failures: list[str] = []
    in_all: Counter[str] = Counter()
    print(f"{'reached by setup':24}{'places':>8}" + "".join(f"{state:>9}" for state in STATES))
    try:
        for table in tables():
            if options.only and table.name not in options.only:
                continue
            found = of_setup(table, said("map", tree(table, options.cache).path)["connections"])
            counts = Counter(found.values())
            in_all += counts
            print(_line(table.name, counts), flush=True)
            failures += [f"{table.name}: {failure}" for failure in misstated(found)]
            for (path, line), state in found.items():
                if state != STATES[0]:
                    print(f"  {state} {path}:{line}")
    except (CannotDownloadError, CannotRunError) as error:
        failures.append(str(error))
    print(_line("all", in_all))
    failures += too_few(in_all, LEAST)
    for failure in failures:
        print(f"FAILED {failure}")
    print("phases: " + (f"{len(failures)} failures" if failures else "passed"))
    return 1 if failures else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="the states of what recorded projects connected")
    parser.add_argument("--cache", type=Path, default=default_cache(), help="folder of releases, kept")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a project")
    return parser.parse_args()


def _line(name: str, counts: Counter[str]) -> str:
    return f"{name:24}{counts.total():>8}" + "".join(f"{counts[state]:>9}" for state in STATES)


if __name__ == "__main__":
    sys.exit(main())
