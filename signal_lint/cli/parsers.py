"""A parser for each command.

Commands have parsers of their own instead of argparse's subparsers: those can't take
options and paths in any order.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from signal_lint.cli.arguments import Arguments
from signal_lint.cli.options import (
    add_baseline,
    add_cache,
    add_color,
    add_files,
    add_filters,
    add_fixes,
    add_output,
    add_paths,
    add_run,
    add_stdin,
)
from signal_lint.cli.values import codes, pattern_with_codes
from signal_lint.configuration import nearest
from signal_lint.models import OPERATIONS
from signal_lint.record import record
from signal_lint.reports.formats import DEFAULT_FORMAT, FORMATS
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
    add_paths(parser, "report on")
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
    output = parser.add_argument_group("output")
    output.add_argument(
        "--output-format",
        action="append",
        dest="outputs",
        choices=tuple(FORMATS),
        default=[],
        help=f"(default: {DEFAULT_FORMAT}); several, if all but one go to files",
    )
    output.add_argument(
        "--output-file",
        action="append",
        type=Path,
        dest="outputs",
        default=[],
        metavar="FILE",
        help="write the report to a file, in the format before it",
    )
    add_color(output)
    output.add_argument("--statistics", action="store_true", help="count the findings of each rule instead")
    output.add_argument("--exit-zero", action="store_true", help="exit with 0 although there are findings")
    add_fixes(parser)
    add_baseline(parser)
    add_files(parser)
    add_stdin(parser)
    shown = parser.add_argument_group("about the run").add_mutually_exclusive_group()
    shown.add_argument(
        "--show-settings",
        action="store_true",
        help="show the settings and what start-up was read to be, and check nothing",
    )
    shown.add_argument("--show-files", action="store_true", help="list the files to analyse, and run nothing")
    add_run(parser)
    add_cache(parser)


def _map_options(parser: argparse.ArgumentParser) -> None:
    add_paths(parser, "map")
    output = add_output(parser, ("text", "json", "html", "markdown", "mermaid", "dot"))
    output.add_argument(
        "--group-by",
        choices=("model", "signal", "app"),
        default="model",
        help="what the tree begins with, and what stands together in other formats (default: %(default)s)",
    )
    add_filters(parser)
    add_files(parser)
    add_stdin(parser)
    add_run(parser)
    add_cache(parser)


def _trace_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "traced",
        metavar="MODEL",
        help="a label (`shop.Order`), a class name that is unique, or a dotted name",
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
    add_output(parser, ("text", "json"))
    add_files(parser)
    add_stdin(parser)
    add_run(parser)
    add_cache(parser)


def _verify_options(parser: argparse.ArgumentParser) -> None:
    add_paths(parser, "verify")
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
    add_output(parser, ("text", "json"))
    add_files(parser)
    add_run(parser)
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
