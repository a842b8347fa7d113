"""The conformance run: signal-lint against real releases, as Django itself saw them.

    python tests/conformance/run.py [--cache FOLDER] [--only NAME]... [--second] [--verbose]

Two parts. The *recorded* projects: their releases are unpacked into one tree with settings like
those of the recorded start, and `signal-lint map` is compared with what Django registered;
then its rows elsewhere are counted: in test code, said not to run, or unseen by the start.
Then the findings of the default rules on these, and on more releases that are each checked
alone, are compared with `judged.toml`. With `--second` those of the second list are checked too.

It fails (exit 1) on: a site of category i, ii or iii that is wrong; fewer than 27 right sites of
category iv; a module called `never` that Django loaded at start-up, or `startup` that only the URLconf
loaded; an unseen row that is not in `unseen.toml`, or no longer found; a finding that is
not in `judged.toml`, or no longer found. It needs the network for releases that are not in
the cache, says so, and fails without.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY / "tests"), str(REPOSITORY)]

from conformance.alone import ALONE, unpacked_alone  # noqa: E402
from conformance.command_line import CannotRunError, said  # noqa: E402
from conformance.compare import Deviation, Row, deviations  # noqa: E402
from conformance.judged import Place, differences, judged  # noqa: E402
from conformance.releases import CannotDownloadError, Root, default_cache  # noqa: E402
from conformance.second import Release, read_second, second_list  # noqa: E402
from conformance.tables import Table, tables, tree  # noqa: E402
from conformance.unseen import KINDS, beyond, excuses, unlisted  # noqa: E402

CATEGORIES = ("i", "ii", "iii", "iv")
AT_LEAST = {"iv": 27}


@dataclass(slots=True)
class Report:
    """What the run has found so far."""

    all: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    beyond: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    findings: dict[Place, str] = field(default_factory=dict)
    releases: set[str] = field(default_factory=set)


def main() -> int:
    """Run what the arguments name; return the exit code."""
    options = _options()
    report = Report()
    wanted = [table for table in tables() if not options.only or table.name in options.only]
    alone = [name for name in ALONE if not options.only or name.partition("==")[0] in options.only]
    listed = second_list() if options.second or options.only else []
    second = [release for release in listed if not options.only or release.name in options.only]
    if not wanted and not alone and not second:
        print(f"nothing is called {', '.join(options.only)}", file=sys.stderr)
        return 2
    try:
        _compare_tables(wanted, options.cache, report)
        _check_alone(alone, options.cache, report)
        _check_second(second, options.cache, report)
    except CannotDownloadError as error:
        print(f"conformance run failed: {error}", file=sys.stderr)
        return 1
    if not options.only:
        _check_thresholds(report)
    report.failures += differences(report.findings, judged(), report.releases)
    if options.verbose:
        _print_details(report)
    _print_summary(report)
    return 1 if report.failures else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="signal-lint against real releases")
    parser.add_argument("--cache", type=Path, default=default_cache(), help="folder of releases, kept")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a project or release")
    parser.add_argument("--second", action="store_true", help="the releases of the second list too")
    parser.add_argument("--verbose", action="store_true", help="print every mismatch, judged ones too")
    return parser.parse_args()


def _compare_tables(wanted: list[Table], cache: Path, report: Report) -> None:
    _print_line("project", [*CATEGORIES, *KINDS, "findings"])
    roots = [tree(table, cache) for table in wanted]
    for table, root, (mapped, checked) in zip(
        wanted, roots, _said_of(roots, ("map", "check"), report), strict=True
    ):
        rows = mapped.get("connections", [])
        counts = [*_compare(table, rows, root, report), *_count_beyond(table, rows, report)]
        _print_line(table.name, [*counts, _findings(root, checked, report)])


def _print_line(name: str, cells: Sequence[object]) -> None:
    print(f"{name:22}" + "".join(f"{cell:>10}" for cell in cells))


def _compare(table: Table, rows: list[Row], root: Root, report: Report) -> list[str]:
    """Note what is wrong at the recorded sites; return what is right by category."""
    wrong = list(deviations(table, rows, root.path))
    _count(table, wrong, report)
    report.failures += _failing(table, wrong)
    report.details += [f"{table.name}: {deviation}" for deviation in wrong]
    return [_ratio(table, wrong, category) for category in CATEGORIES]


def _count_beyond(table: Table, rows: list[Row], report: Report) -> list[int]:
    """Note the places of a map that the record does not hold; return how many there are of each kind."""
    found, excused = beyond(table, rows), excuses()
    counts = Counter(found.values())
    report.beyond += counts
    report.failures += unlisted(table, found, excused)
    for (path, line), kind in sorted(found.items()):
        if kind == "unseen":
            reason = excused.get((table.name, path, line), "not judged")
            report.details.append(f"{table.name}: {path}:{line} unseen: {reason}")
    return [counts[kind] for kind in KINDS]


def _check_alone(releases: list[str], cache: Path, report: Report) -> None:
    _check(releases, [unpacked_alone(cache, release) for release in releases], report)


def _check_second(releases: list[Release], cache: Path, report: Report) -> None:
    _check(list(map(str, releases)), [read_second(cache, release) for release in releases], report)


def _check(names: list[str], roots: list[Root], report: Report) -> None:
    blank = [""] * len((*CATEGORIES, *KINDS))
    for name, root, (checked,) in zip(names, roots, _said_of(roots, ("check",), report), strict=True):
        _print_line(name, [*blank, _findings(root, checked, report)])


def _said_of(roots: Sequence[Root], commands: tuple[str, ...], report: Report) -> Iterator[list[dict]]:
    """Yield the JSON of some commands for each tree, of as many at once as there are processors."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(lambda root: [_signal_lint(each, root, report) for each in commands], roots)


def _count(table: Table, wrong: list[Deviation], report: Report) -> None:
    bad = {deviation.site for deviation in wrong}
    for site in table.sites:
        report.all[site.category] += 1
        report.right[site.category] += site not in bad


def _ratio(table: Table, wrong: list[Deviation], category: str) -> str:
    bad = {deviation.site for deviation in wrong}
    sites = [site for site in table.sites if site.category == category]
    return f"{sum(site not in bad for site in sites)}/{len(sites)}" if sites else "-"


def _failing(table: Table, wrong: list[Deviation]) -> Iterator[str]:
    for deviation in wrong:
        if deviation.site.category != "iv" or deviation.part == "loaded":
            yield f"{table.name}: {deviation}"


def _check_thresholds(report: Report) -> None:
    for category, least in AT_LEAST.items():
        if report.right[category] < least:
            report.failures.append(
                f"category {category}: {report.right[category]} right, at least {least} needed"
            )


def _findings(root: Root, checked: dict, report: Report) -> int:
    """Note the findings of the default rules; a release in several trees is judged once."""
    diagnostics = checked.get("diagnostics", [])
    report.releases |= set(root.owners.values())
    for item in diagnostics:
        place = Place(root.release(item["path"]), item["path"], item["line"], item["code"])
        report.findings[place] = item["message"]
    return len(diagnostics)


def _signal_lint(command: str, root: Root, report: Report) -> dict:
    """Return the JSON of a command; nothing where it fails."""
    try:
        return said(command, root.path)
    except CannotRunError as error:
        report.failures.append(str(error))
        return {}


def _print_details(report: Report) -> None:
    print("\nevery mismatch:")
    for detail in report.details:
        print(f"  {detail}")
    print("\nevery finding:")
    for place, message in sorted(report.findings.items()):
        print(f"  {place} {message}")


def _print_summary(report: Report) -> None:
    totals = [f"{category} {report.right[category]}/{report.all[category]}" for category in CATEGORIES]
    print(f"\nright in all: {', '.join(totals)}; findings: {len(report.findings)}")
    print("not in the record: " + ", ".join(f"{kind} {report.beyond[kind]}" for kind in KINDS))
    for failure in report.failures:
        print(f"FAILED {failure}")
    print("conformance: " + (f"{len(report.failures)} failures" if report.failures else "passed"))


if __name__ == "__main__":
    sys.exit(main())
