"""The report of a check in the format that was asked for."""

from __future__ import annotations

from signal_lint.cli.arguments import Arguments
from signal_lint.cli.request import Request
from signal_lint.cli.running import source_lines
from signal_lint.cli.styling import paint_for
from signal_lint.outcome import Outcome


def report(outcome: Outcome, request: Request, arguments: Arguments) -> str:
    """Return what a check found, as text."""
    if arguments.statistics:
        from signal_lint.reports.statistics import json_statistics, statistics

        render = json_statistics if arguments.output_format == "json" else statistics
        return render(outcome.diagnostics)
    match arguments.output_format:
        case "json":
            from signal_lint.reports.json_report import json_report

            return json_report(outcome)
        case "concise":
            from signal_lint.reports.concise import concise

            return concise(outcome.diagnostics)
        case _:
            from signal_lint.reports.full import full, summary

            text = full(outcome.diagnostics, source_lines(request), paint_for(arguments))
            return text if arguments.quiet else text + summary(outcome)
