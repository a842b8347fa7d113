"""The reports of a check in the formats that were asked for."""

from __future__ import annotations

from signal_lint.cli.arguments import Arguments
from signal_lint.cli.outputs import outputs
from signal_lint.cli.request import Request
from signal_lint.cli.running import replacements_of, source_lines
from signal_lint.cli.styling import paint_for
from signal_lint.outcome import Outcome
from signal_lint.reports.formats import FORMATS, STATISTICS, Context


def reports(outcome: Outcome, request: Request, arguments: Arguments) -> list[tuple[str, str | None]]:
    """Return what a check found, as a text for each output, with its file; None is standard output."""
    lines_of, replacements = source_lines(request), replacements_of(request)
    formats = STATISTICS if arguments.statistics else FORMATS
    return [
        (
            formats[each.format](
                outcome,
                Context(lines_of, replacements, paint_for(arguments, each.file), not arguments.quiet),
            ),
            each.file,
        )
        for each in outputs(arguments)
    ]
