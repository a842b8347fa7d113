"""Silence is no answer: SGL003 names a module of receivers once the `ready()` that imports it does not.

    python tests/conformance/silence.py [--cache FOLDER] [--only NAME]...

In a copy of each fixture project, and of each release of both lists, every import that `ready.py` finds is
deleted, one at a time, and the copy is checked. What is silent is listed with a reason: the app stands in no
list of the tree, in one of a module that starts no project, or is installed, and the finding is missing.

It fails (exit 1) where less than 90 in 100 of those whose app stands in a list of the tree are named.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path, PurePosixPath

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY / "tests"), str(REPOSITORY)]

from conformance.command_line import CannotRunError, files_of, printed, said  # noqa: E402
from conformance.listed import NAME, UnreadableError, read  # noqa: E402
from conformance.plain import Tree  # noqa: E402
from conformance.ready import Loader, sole_loaders, without  # noqa: E402
from conformance.releases import CannotDownloadError, default_cache  # noqa: E402
from conformance.roots import fixture_roots, release_roots  # noqa: E402

LEAST = 0.9
NAMED, ELSEWHERE, UNLISTED, SILENT = "named", "listed in no project", "in no list", "silent"


def main() -> int:
    """Delete what the arguments name; return the exit code."""
    options = _options()
    counts: Counter[str] = Counter()
    failures: list[str] = []
    try:
        for name, root in chain(fixture_roots(), release_roots(options.cache, options.only)):
            if options.only and name.partition("==")[0] not in options.only:
                continue
            for loader, answer in answers(root):
                counts[answer] += 1
                print(f"{answer:22}{name}: {loader.imported} ({loader.path}:{loader.line})", flush=True)
    except (CannotDownloadError, CannotRunError) as error:
        failures.append(str(error))
    listed = counts.total() - counts[UNLISTED]
    if counts[NAMED] < LEAST * listed:
        failures.append(f"{counts[NAMED]} of {listed} modules are named, at least {LEAST:.0%} needed")
    for failure in failures:
        print(f"FAILED {failure}")
    print(", ".join(f"{answer} {counts[answer]}" for answer in (NAMED, SILENT, ELSEWHERE, UNLISTED)))
    print("silence: " + (f"{len(failures)} failures" if failures else "passed"))
    return 1 if failures else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="SGL003 where the import in `ready()` is deleted")
    parser.add_argument("--cache", type=Path, default=default_cache(), help="folder of releases, kept")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a project or release")
    return parser.parse_args()


def answers(root: Path) -> Iterator[tuple[Loader, str]]:
    """Yield what a check says without each import of a `ready()` that alone loads a module of receivers."""
    files = files_of(root)
    if not any(path.endswith(".py") and b"def ready" in (root / path).read_bytes() for path in files):
        return
    mapped = said("map", root)
    wanted = {row["path"] for row in mapped["connections"] if row["scope"] == "module" and not row["test"]}
    loaders = list(sole_loaders(Tree(root, files), wanted))
    if not loaders:
        return
    with tempfile.TemporaryDirectory(prefix="signal-lint-") as folder:
        copy = Path(folder, "tree")
        shutil.copytree(root, copy, symlinks=True)
        for loader in loaders:
            yield loader, _answer(copy, loader, mapped, files)


def _answer(copy: Path, loader: Loader, mapped: dict, files: list[str]) -> str:
    edited = copy / loader.path
    source = edited.read_bytes()
    edited.write_text(without(source.decode(), loader))
    words = (
        "check",
        "--select",
        "SGL003",
        "--output-format",
        "json",
        "--cache-dir",
        str(copy.parent / "cache"),
    )
    found = json.loads(printed(copy, *words))["diagnostics"]
    edited.write_bytes(source)
    if any(each["path"] == loader.imported for each in found):
        return NAMED
    app = str(PurePosixPath(loader.path).parent).replace("/", ".")
    installed = {name for project in mapped["projects"] for each in project["apps"] for name in each.values()}
    if _is_listed(app, installed):
        return SILENT
    return ELSEWHERE if _is_listed(app, _in_any_list(copy, files)) else UNLISTED


def _is_listed(app: str, names: set[object]) -> bool:
    """Tell whether an app, by the path of its package from the top, is meant by one of some entries."""
    endings = [app.split(".", start)[-1] for start in range(app.count(".") + 1)]
    packages = {name for name in names if isinstance(name, str)}
    packages |= {name.rpartition(".apps.")[0] for name in packages if ".apps." in name}
    return any(ending in packages for ending in endings)


def _in_any_list(root: Path, files: list[str]) -> set[object]:
    found: set[object] = set()
    for path in files:
        if NAME.encode() in (root / path).read_bytes():
            try:
                found |= set(read(root, path, ".").lists.get(NAME, ()))
            except UnreadableError:
                continue
    return found


if __name__ == "__main__":
    sys.exit(main())
