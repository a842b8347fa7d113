"""Options that several commands have, or that belong together."""

from __future__ import annotations

import argparse

from signal_lint.cli.values import jobs, patterns, target_django


def add_paths(parser: argparse.ArgumentParser, verb: str) -> None:
    """Add the files and folders that a command is for."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        default=["."],
        help=f"files and folders to {verb}; the whole project is analysed in any case (default: .)",
    )


def add_stdin(parser: argparse.ArgumentParser) -> None:
    """Add what standard input is the text of."""
    parser.add_argument_group("standard input").add_argument(
        "--stdin-filename", metavar="FILE", help="with `-` as PATH: what standard input is the text of"
    )


def add_output(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> argparse._ArgumentGroup:
    """Add one report: its format, the first of some by default, its file and its colours."""
    output = parser.add_argument_group("output")
    output.add_argument("--output-format", choices=formats, default=formats[0], help="(default: %(default)s)")
    output.add_argument("--output-file", metavar="FILE", help="write the report to a file")
    add_color(output)
    return output


def add_color(output: argparse._ArgumentGroup) -> None:
    """Add whether a report has colours."""
    output.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="(default: %(default)s)"
    )


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add which connections of a map are shown."""
    filters = parser.add_argument_group("filters", "Each can be repeated: either value will do then.")
    filters.add_argument(
        "--app",
        action="append",
        default=[],
        metavar="APP",
        help="show what an app connects, by name or label",
    )
    filters.add_argument(
        "--signal", action="append", default=[], metavar="NAME", help="show this signal, such as post_save"
    )
    filters.add_argument(
        "--model",
        action="append",
        default=[],
        metavar="MODEL",
        help="show connections with this sender, such as shop.Order, shop.models.Order or Order",
    )


def add_fixes(parser: argparse.ArgumentParser) -> None:
    """Add what is done about findings."""
    fixes = parser.add_argument_group("fixes")
    what = fixes.add_mutually_exclusive_group()
    what.add_argument("--fix", action="store_true", help="make the safe fixes, and report what is left")
    what.add_argument(
        "--add-noqa", action="store_true", help="add a `# noqa` comment for each finding, and report nothing"
    )
    what.add_argument("--diff", action="store_true", help="show what --fix would change, and change nothing")
    fixes.add_argument(
        "--unsafe-fixes",
        action="store_true",
        help="with --fix or --diff: also the fixes that may change what the code does",
    )


def add_baseline(parser: argparse.ArgumentParser) -> None:
    """Add the findings that are known."""
    baseline = parser.add_argument_group("known findings")
    baseline.add_argument("--baseline", metavar="FILE", help="do not report the findings that the file holds")
    baseline.add_argument(
        "--write-baseline", action="store_true", help="with --baseline: write all findings to the file"
    )


def add_files(parser: argparse.ArgumentParser) -> None:
    """Add which files are read, and where settings come from."""
    files = parser.add_argument_group("files and settings")
    files.add_argument(
        "--exclude", action="extend", type=patterns, metavar="PATTERNS", help="leave out these files instead"
    )
    files.add_argument(
        "--extend-exclude",
        action="extend",
        type=patterns,
        default=[],
        metavar="PATTERNS",
        help="leave out these files too",
    )
    files.add_argument(
        "--force-exclude", action="store_true", help="leave them out even where they are named as PATH"
    )
    files.add_argument(
        "--target-django",
        type=target_django,
        metavar="VERSION",
        help='the lowest Django supported, or "auto"',
    )
    source = files.add_mutually_exclusive_group()
    source.add_argument("--config", metavar="FILE", help="the configuration file to read")
    source.add_argument("--isolated", action="store_true", help="read no configuration file")


def add_run(parser: argparse.ArgumentParser) -> None:
    """Add what is about the run itself."""
    run = parser.add_argument_group("run")
    run.add_argument(
        "-j", "--jobs", type=jobs, default=1, metavar="N", help="processes (default: %(default)s)"
    )
    loudness = run.add_mutually_exclusive_group()
    loudness.add_argument("-q", "--quiet", action="store_true", help="print the report and nothing else")
    loudness.add_argument(
        "-v", "--verbose", action="store_true", help="say what is analysed, and how long it took"
    )
    run.add_argument("--debug", action="store_true", help="show the traceback of an internal error")


def add_cache(parser: argparse.ArgumentParser) -> None:
    """Add where the cache is."""
    cache = parser.add_argument_group("cache").add_mutually_exclusive_group()
    cache.add_argument(
        "--cache-dir",
        metavar="FOLDER",
        help="where the cache is, in no checkout (default: in the user's cache directory)",
    )
    cache.add_argument("--no-cache", action="store_true", help="neither read nor write the cache")
