"""Where the reports of a check go: a format to the file named behind it, else to standard output."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from signal_lint.cli.arguments import Arguments
from signal_lint.record import record
from signal_lint.reports.formats import DEFAULT_FORMAT, STATISTICS
from signal_lint.settings import UsageError


@record
class Output:
    """A report that was asked for: its format, and the file that it goes to, None for standard output."""

    format: str
    file: str | None


def outputs(arguments: Arguments) -> tuple[Output, ...]:
    """Return the reports that were asked for; raise a UsageError for those that can't be had together."""
    asked = tuple(_paired(arguments.outputs)) or (Output(DEFAULT_FORMAT, None),)
    _refuse_clashes(asked)
    for each in asked:
        if arguments.statistics and each.format not in STATISTICS:
            raise UsageError(
                f"--statistics can't be told as `{each.format}`, only as {', '.join(STATISTICS)}"
            )
    return asked


def only_file(arguments: Arguments, option: str) -> str | None:
    """Return the file for the text of an option that makes no report, None for standard output."""
    asked = outputs(arguments)
    if len(asked) > 1:
        raise UsageError(f"{option} has one output, not {len(asked)}")
    if asked[0].format != DEFAULT_FORMAT:
        raise UsageError(f"{option} has a form of its own, and can't be had as `{asked[0].format}`")
    return asked[0].file


def _paired(words: Iterable[str | Path]) -> list[Output]:
    """Return formats with their files; what comes are formats as text, and files as paths.

    A file belongs to the format before it. One file and one format belong together, whichever comes first.
    """
    match tuple(words):
        case (Path() as file, str() as form):
            return [Output(form, str(file))]
    asked: list[Output] = []
    for word in words:
        match word:
            case str():
                asked.append(Output(word, None))
            case _:
                last = asked.pop() if asked else Output(DEFAULT_FORMAT, None)
                if last.file is not None:
                    raise UsageError(f"--output-file {word}: `{last.format}` goes to {last.file} already")
                asked.append(Output(last.format, str(word)))
    return asked


def _refuse_clashes(asked: Sequence[Output]) -> None:
    printed = [each.format for each in asked if each.file is None]
    if len(printed) > 1:
        one, other = printed[:2]
        raise UsageError(f"`{one}` and `{other}` both go to standard output: one needs an --output-file")
    places: set[str] = set()
    for file in (each.file for each in asked if each.file is not None):
        place = os.path.realpath(file)
        if place in places:
            raise UsageError(f"--output-file {file}: only one report can go there")
        places.add(place)
