"""A parser for each command.

Commands have parsers of their own instead of argparse's subparsers: those can't take
options and paths in any order.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import NoReturn

from signal_lint.cli.arguments import Arguments
from signal_lint.cli.values import codes, jobs, pattern_with_codes, patterns, target_django
from signal_lint.configuration import nearest
from signal_lint.models import OPERATIONS
from signal_lint.record import record
from signal_lint.settings import UsageError


class _Parser(argparse.ArgumentParser):
    """Raises a UsageError where argparse would print its usage and exit."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message)


@record
class Command:
    """A command: one line about it, and what adds its options to a parser."""

    name: str
    summary: str
    add_options: Callable[[argparse.ArgumentParser], None]


def parse(command: Command, argv: Sequence[str]) -> Arguments:
    """Return the arguments of a command; raise a UsageError for what it does not know."""
    parser = _Parser(
        prog=f"signal-lint {command.name}", description=command.summary, allow_abbrev=False, add_help=True
    )
    command.add_options(parser)
    arguments, unknown = parser.parse_known_intermixed_args(argv, Arguments())
    for argument in unknown:
        raise UsageError(_unknown(argument, parser))
    return arguments


def _unknown(argument: str, parser: argparse.ArgumentParser) -> str:
    if not argument.startswith("-"):
        return f"unexpected argument `{argument}`"
    option = argument.partition("=")[0]
    known = [
        text
        for action in parser._actions  # noqa: SLF001  argparse offers no public list of its options
        for text in action.option_strings
    ]
    return f"unknown option `{option}`{nearest(option, known)}"


def _check_options(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser, "report on")
    rules = parser.add_argument_group("rules")
    rules.add_argument(
        "--select", action="extend", type=codes, metavar="CODES", help="run these rules instead"
    )
    rules.add_argument(
        "--ignore", action="extend", type=codes, default=[], metavar="CODES", help="do not run these rules"
    )
    rules.add_argument(
        "--extend-select",
        action="extend",
        type=codes,
        default=[],
        metavar="CODES",
        help="run these rules too",
    )
    rules.add_argument(
        "--per-file-ignores",
        action="append",
        type=pattern_with_codes,
        metavar="PATTERN:CODES",
        help="do not report these rules on files that fit the pattern",
    )
    output = _add_output(parser, ("full", "concise", "json"))
    output.add_argument("--statistics", action="store_true", help="count the findings of each rule instead")
    output.add_argument("--exit-zero", action="store_true", help="exit with 0 although there are findings")
    _add_fixes(parser)
    _add_baseline(parser)
    _add_files(parser)
    _add_stdin(parser)
    shown = parser.add_argument_group("about the run").add_mutually_exclusive_group()
    shown.add_argument("--show-settings", action="store_true", help="show the settings, and run nothing")
    shown.add_argument("--show-files", action="store_true", help="list the files to analyse, and run nothing")
    _add_run(parser)
    _add_cache(parser)


def _map_options(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser, "map")
    output = _add_output(parser, ("text", "json"))
    output.add_argument(
        "--group-by", choices=("model", "signal", "app"), default="model", help="what the tree begins with"
    )
    _add_files(parser)
    _add_stdin(parser)
    _add_run(parser)
    _add_cache(parser)


def _trace_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "model", metavar="MODEL", help="a label (`shop.Order`), a class name that is unique, or a dotted name"
    )
    parser.add_argument(
        "operation",
        metavar="OPERATION",
        choices=OPERATIONS,
        help=f"what is done: {', '.join(OPERATIONS)} (`save` is of a row that is there)",
    )
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", default=["."], help="where the project is (default: .)"
    )
    _add_output(parser, ("text", "json"))
    _add_files(parser)
    _add_stdin(parser)
    _add_run(parser)
    _add_cache(parser)


def _verify_options(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser, "verify")
    project = parser.add_argument_group("the project")
    project.add_argument(
        "--settings",
        metavar="MODULE",
        help="the Django settings to start it with (default: those that its manage.py names)",
    )
    project.add_argument(
        "--python",
        metavar="PATH",
        help="the interpreter to start it with (default: the active virtual environment's, else python3)",
    )
    _add_output(parser, ("text", "json"))
    _add_files(parser)
    _add_run(parser)
    # What starts the project has to read it as it is now.
    parser.set_defaults(stdin_filename=None, cache_dir=None, no_cache=True)


def _rule_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="the rule's code, such as SGL001")
    _rules_options(parser)


def _rules_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--output-format", choices=("text", "markdown", "json"), default="text", help="(default: text)"
    )


def _config_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY", nargs="?", help="the key to describe; all without it")


def _add_paths(parser: argparse.ArgumentParser, verb: str) -> None:
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        default=["."],
        help=f"files and folders to {verb}; the whole project is analysed in any case (default: .)",
    )


def _add_stdin(parser: argparse.ArgumentParser) -> None:
    parser.add_argument_group("standard input").add_argument(
        "--stdin-filename", metavar="FILE", help="with `-` as PATH: what standard input is the text of"
    )


def _add_output(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> argparse._ArgumentGroup:
    output = parser.add_argument_group("output")
    output.add_argument("--output-format", choices=formats, default=formats[0], help="(default: %(default)s)")
    output.add_argument("--output-file", metavar="FILE", help="write the report to a file")
    output.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="(default: %(default)s)"
    )
    return output


def _add_fixes(parser: argparse.ArgumentParser) -> None:
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


def _add_baseline(parser: argparse.ArgumentParser) -> None:
    baseline = parser.add_argument_group("known findings")
    baseline.add_argument("--baseline", metavar="FILE", help="do not report the findings that the file holds")
    baseline.add_argument(
        "--write-baseline", action="store_true", help="with --baseline: write all findings to the file"
    )


def _add_files(parser: argparse.ArgumentParser) -> None:
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


def _add_run(parser: argparse.ArgumentParser) -> None:
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


def _add_cache(parser: argparse.ArgumentParser) -> None:
    cache = parser.add_argument_group("cache").add_mutually_exclusive_group()
    cache.add_argument(
        "--cache-dir",
        metavar="FOLDER",
        help="where the cache is, in no checkout (default: in the user's cache directory)",
    )
    cache.add_argument("--no-cache", action="store_true", help="neither read nor write the cache")


COMMANDS = (
    Command("check", "Report receivers that will not run, will crash or will recurse.", _check_options),
    Command("map", "Show which receivers run for which signal and sender.", _map_options),
    Command("trace", "Follow one operation on a model through the receivers that run.", _trace_options),
    Command("verify", "EXECUTE the project, and compare what Django connects with the map.", _verify_options),
    Command("rule", "Explain a rule.", _rule_options),
    Command("explain", "Explain a rule (the same as `rule`).", _rule_options),
    Command("rules", "List all rules.", _rules_options),
    Command("config", "Describe the keys of the configuration.", _config_options),
)
