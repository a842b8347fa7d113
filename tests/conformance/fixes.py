"""The fix round trip on real releases: every fix of every rule is made, in memory.

    python tests/conformance/fixes.py [--cache FOLDER] [--only NAME]...

The releases are those of `run.py`, unpacked in the same way; run it after that, with the same cache.
On each, the fixes of all rules are made, the unsafe ones too, as if it supported current Djangos only.
It fails (exit 1) where a changed file can no longer be parsed or lacks what its `__all__` lists, a
changed line lies outside all edits of its pass, a fixed finding is still there, or fixing again changes
anything.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from unittest import mock

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY / "tests"), str(REPOSITORY)]

from conformance.alone import ALONE, unpacked_alone  # noqa: E402
from conformance.releases import CannotDownloadError, default_cache  # noqa: E402
from conformance.tables import tables, tree  # noqa: E402

from signal_lint.analysis import analyse  # noqa: E402
from signal_lint.configuration import find_config, load_settings  # noqa: E402
from signal_lint.edits import place_of  # noqa: E402
from signal_lint.findings import Diagnostic  # noqa: E402
from signal_lint.fixing import passes  # noqa: E402
from signal_lint.fixing.passes import Repair, repair  # noqa: E402
from signal_lint.outcome import Outcome  # noqa: E402
from signal_lint.settings import Settings  # noqa: E402

Texts = Mapping[str, bytes]

#: Of which a release that supports an older one is asked, so that there is more to fix.
NEWEST = (5, 2)


@dataclass(slots=True)
class Analyses:
    """The analyses of one tree, each made once: the same texts come up in several repairs."""

    settings: Settings
    _made: dict[tuple[tuple[str, bytes], ...], Outcome] = field(default_factory=dict)

    def of(self, texts: Texts) -> Outcome:
        changed = {path: text for path, text in texts.items() if text != self.on_disk(path)}
        key = tuple(sorted(changed.items()))
        if key not in self._made:
            self._made[key] = analyse(self.settings, changed)
        return self._made[key]

    def on_disk(self, path: str) -> bytes:
        return (self.settings.root / path).read_bytes()

    def repaired(self, base: Texts) -> Repair:
        """Make all fixes of the tree as it is with some texts changed."""
        return repair(
            lambda texts: self.of({**base, **texts}),
            lambda path: base[path] if path in base else self.on_disk(path),
            unsafe=True,
        )


def main() -> int:
    """Fix what the arguments name; return the exit code."""
    options = _options()
    failures: list[str] = []
    print(f"{'release':30}{'files':>6}{'withheld':>10}  fixes")
    try:
        roots = dict(_roots(options.only, options.cache))
        with ProcessPoolExecutor() as pool:
            for name, found in zip(roots, pool.map(_round_trip, roots, roots.values()), strict=True):
                failures += [f"{name}: {failure}" for failure in found]
    except CannotDownloadError as error:
        failures.append(str(error))
    for failure in failures:
        print(f"FAILED {failure}")
    print("fix round trip: " + (f"{len(failures)} failures" if failures else "passed"))
    return 1 if failures else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="every fix, made on real releases in memory")
    parser.add_argument("--cache", type=Path, default=default_cache(), help="folder of releases, kept")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a project or release")
    return parser.parse_args()


def _roots(only: list[str], cache: Path) -> Iterator[tuple[str, Path]]:
    for table in tables():
        if not only or table.name in only:
            yield table.name, tree(table, cache).path
    for release in ALONE:
        if not only or release.partition("==")[0] in only:
            yield release, unpacked_alone(cache, release).path


def _round_trip(name: str, root: Path) -> list[str]:
    """Fix one tree, print what came of it, and return what does not hold."""
    configured = load_settings(root, find_config(root))
    settings = replace(configured, extend_select=("SGL",), target_django=NEWEST)
    analyses = Analyses(settings)
    done = analyses.repaired({})
    codes = Counter(each.code for each in done.fixed)
    fixes = ", ".join(f"{code} {count}" for code, count in sorted(codes.items()))
    print(f"{name:30}{len(done.after):>6}{len(done.withheld):>10}  {fixes}", flush=True)
    for withheld in done.withheld:
        place = withheld.diagnostic.location
        print(f"  withheld {withheld.diagnostic.code} {place.path}:{place.span.line}: {withheld.reason}")
    again = analyses.repaired(done.after)
    return [
        *unparsable(done),
        *unbound(done),
        *pass_by_pass(analyses, done),
        *(f"fixing again changes {path}" for path in again.after),
    ]


def pass_by_pass(analyses: Analyses, whole: Repair) -> Iterator[str]:
    """Make the same fixes in single passes, in which all edits are about the texts of the pass before."""
    texts: dict[str, bytes] = {}
    # One pass to read and one to fix.
    with mock.patch.object(passes, "MOST_PASSES", 2):
        while (done := analyses.repaired(texts)).after:
            yield from strayed(done)
            yield from remaining(done, analyses.of(texts).diagnostics)
            texts |= done.after
    yield from (f"single passes come to another {path}" for path in differing(texts, whole.after))


def unparsable(done: Repair) -> Iterator[str]:
    for path, data in done.after.items():
        try:
            ast.parse(data, path)
        except SyntaxError as error:
            yield f"cannot be parsed any more: {path}:{error.lineno}"


def unbound(done: Repair) -> Iterator[str]:
    """Yield the names that a file still lists in `__all__`, but no longer has."""
    for path, data in done.after.items():
        fresh = _missing_exports(data) - _missing_exports(done.before[path])
        yield from (f"in `__all__`, but gone: {path} {name}" for name in sorted(fresh))


def _missing_exports(data: bytes) -> set[str]:
    """Return the texts in the `__all__` of a module that nothing in it is called."""
    try:
        nodes = list(ast.walk(ast.parse(data)))
    except SyntaxError:
        return set()
    lists = [
        node.value
        for node in nodes
        if isinstance(node, ast.Assign | ast.AugAssign) and "__all__" in ast.unparse(node).partition("=")[0]
    ]
    texts = {inner.value for each in lists for inner in ast.walk(each) if isinstance(inner, ast.Constant)}
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    names |= {node.name for node in nodes if isinstance(node, ast.alias | ast.ClassDef | ast.FunctionDef)}
    names |= {node.asname for node in nodes if isinstance(node, ast.alias) and node.asname}
    return {text for text in texts if isinstance(text, str)} - names


def strayed(done: Repair) -> Iterator[str]:
    """Yield the changed lines that no edit is about; `done` is a single pass."""
    places = [place_of(edit) for each in done.fixed if each.fix for edit in each.fix.edits]
    for path, data in done.after.items():
        spans = [place.span for place in places if place.path == path]
        meant = {line for span in spans for line in range(span.line, span.end_line + 1)}
        changed = changed_lines(done.before[path].decode(), data.decode())
        yield from (f"changed without an edit: {path}:{line}" for line in changed if line not in meant)


def changed_lines(before: str, after: str) -> Iterator[int]:
    """Yield the lines of a text, from 1, that are not in the other one, but for blank ones."""
    lines = before.split("\n")
    matcher = difflib.SequenceMatcher(None, lines, after.split("\n"), autojunk=False)
    for kind, start, end, _, _ in matcher.get_opcodes():
        if kind != "equal":
            yield from (number + 1 for number in range(start, end) if lines[number].strip())


def remaining(done: Repair, before: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield what was fixed in a single pass and is found as often as before."""
    expected = Counter(map(_said, before)) - Counter(map(_said, done.fixed))
    left = Counter(map(_said, done.outcome.diagnostics))
    for said in sorted(set(map(_said, done.fixed))):
        if left[said] > expected[said]:
            yield f"fixed, but still found: {' '.join(said)}"


def _said(diagnostic: Diagnostic) -> tuple[str, str, str]:
    return diagnostic.location.path, diagnostic.code, diagnostic.message


def differing(one: Texts, other: Texts) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


if __name__ == "__main__":
    sys.exit(main())
