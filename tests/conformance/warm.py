"""Warm equals cold on real releases: with a cache, every run says byte for byte what it says without one.

    python tests/conformance/warm.py [--cache FOLDER] [--only NAME]... [--thorough]

The releases are those of `run.py`, unpacked in the same way; run it after that, with the same cache.
Of each a copy is checked and mapped: without a cache, then with an empty one, with a full one, after its
files were touched, after a receiver was added to a file with others, and after that was undone. It fails
(exit 1) where a run says anything else than the run without a cache over the same files.

By default these are most recorded projects and a sample of the others; `--thorough` takes all, and fills an
empty cache with `-j 4` too.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY / "tests"), str(REPOSITORY)]

from cache.agreeing import Ran, ran  # noqa: E402
from conformance.alone import ALONE, unpacked_alone  # noqa: E402
from conformance.releases import CannotDownloadError, default_cache  # noqa: E402
from conformance.tables import tables, tree  # noqa: E402

Words = tuple[str, ...]
Runs = dict[Words, Ran]

CHECK = ("check", "--output-format", "json")
MAP = ("map", "--output-format", "json")
JOBS: Words = ("-j", "4")
#: What takes long, and looks like others.
LIKE_OTHERS = frozenset({"django-contrib-4.2", "django-contrib-5.2", "kolibri", "small"})
#: Of the releases that are checked alone, each so-manieth is compared always.
SAMPLE = 9
RECEIVER = b"""

from django.db.models.signals import post_save


def added_by_an_edit(sender, instance):
    instance.save()


post_save.connect(added_by_an_edit)
"""


def main() -> int:
    """Compare what the arguments name; return the exit code."""
    options = _options()
    failures: list[str] = []
    print(f"{'release':30}{'runs':>6}{'without':>10}{'warm':>8}  (seconds for a check)")
    try:
        roots = dict(_roots(options))
        # Processes, since each has an environment of its own.
        with ProcessPoolExecutor() as pool:
            compare = partial(compared, thorough=options.thorough)
            for name, found in zip(roots, pool.map(compare, roots, roots.values()), strict=True):
                failures += [f"{name}: {failure}" for failure in found]
    except CannotDownloadError as error:
        failures.append(str(error))
    for failure in failures:
        print(f"FAILED {failure}")
    print("warm equals cold: " + (f"{len(failures)} failures" if failures else "passed"))
    return 1 if failures else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="runs with a cache beside runs without one, on real releases"
    )
    parser.add_argument("--cache", type=Path, default=default_cache(), help="folder of releases, kept")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a project or release")
    parser.add_argument("--thorough", action="store_true", help="all releases, and with -j 4")
    return parser.parse_args()


def _roots(options: argparse.Namespace) -> Iterator[tuple[str, Path]]:
    for table in tables():
        always = options.thorough or table.name not in LIKE_OTHERS
        if table.name in options.only or (not options.only and always):
            yield table.name, tree(table, options.cache).path
    for number, release in enumerate(ALONE):
        named = release.partition("==")[0] in options.only
        if named or (not options.only and (options.thorough or number % SAMPLE == 0)):
            yield release, unpacked_alone(options.cache, release).path


def compared(name: str, original: Path, *, thorough: bool) -> list[str]:
    """Compare the runs over a copy of one tree, print how many, and return what differs."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = str(Path(folder, "cache"))
        root = Path(folder, "project")
        shutil.copytree(original, root)
        states = States(root)
        failures = list(states.compared())
        if thorough:
            os.environ["XDG_CACHE_HOME"] = str(Path(folder, "another"))
            failures += states.compared_with_jobs()
    without, warm = states.seconds
    print(f"{name:30}{states.runs:>6}{without:>10.2f}{warm:>8.3f}", flush=True)
    return failures


class States:
    """A tree as it is changed, and the runs over it; `seconds` are of a check without a cache and warm."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._took: dict[Words, float] = {}
        self.runs = 0
        self.seconds = (0.0, 0.0)

    def compared(self) -> Iterator[str]:
        """Yield every run that says something else than the one without a cache over the same files."""
        first = self._without()
        yield from self._differing("cold", first)
        yield from self._differing("warm", first)
        self.seconds = (self._took[(*CHECK, "--no-cache")], self._took[CHECK])
        for path in self._root.rglob("*"):
            path.touch()
        yield from self._differing("touched", first)
        yield from self._differing("at rest", first)
        edited = self._edited(first[MAP])
        before = edited.read_bytes() if edited.exists() else b""
        edited.write_bytes(before + RECEIVER)
        after = self._without()
        if after[MAP] == first[MAP]:
            yield f"an edit of {edited} changes nothing"
        yield from self._differing("edited", after)
        edited.write_bytes(before)
        yield from self._differing("undone", first if before else self._without())

    def compared_with_jobs(self) -> Iterator[str]:
        """As `compared`, with several processes, and then with one that finds what they left."""
        expected = self._without()
        yield from self._differing("several processes", expected, JOBS)
        yield from self._differing("one after several", expected)

    def _without(self) -> Runs:
        return {words: self._ran((*words, "--no-cache")) for words in (CHECK, MAP)}

    def _differing(self, state: str, expected: Runs, options: Words = ()) -> Iterator[str]:
        # Stamps of what was written just now count for nothing.
        time.sleep(0.03)
        for words in (CHECK, MAP):
            if self._ran((*words, *options)) != expected[words]:
                yield f"{state}: `{' '.join(words)}` says something else than without a cache"

    def _ran(self, words: Words) -> Ran:
        self.runs += 1
        started = time.perf_counter()
        found = ran(words, self._root)
        self._took[words] = time.perf_counter() - started
        return found

    def _edited(self, mapped: Ran) -> Path:
        """Return the file with the first connection; without any, one beside the settings."""
        paths = [connection["path"] for connection in json.loads(mapped.out)["connections"]]
        return self._root / next(iter(paths), "edited.py")


if __name__ == "__main__":
    sys.exit(main())
