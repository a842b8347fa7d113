"""`signal-lint check`: report what the rules find."""

from __future__ import annotations

from dataclasses import replace

from signal_lint.cli.arguments import Arguments
from signal_lint.cli.request import Request, build_request, with_rule_options
from signal_lint.cli.running import analysed, source_lines
from signal_lint.cli.showing import shown_files, shown_settings
from signal_lint.cli.styling import paint_for
from signal_lint.cli.writing import write
from signal_lint.outcome import Outcome


def run(arguments: Arguments) -> int:
    """Run the check command and return its exit code."""
    request = build_request(arguments)
    request = replace(request, settings=with_rule_options(request.settings, arguments))
    if arguments.show_settings:
        write(shown_settings(request), arguments.output_file)
        return 0
    if arguments.show_files:
        write(shown_files(request), arguments.output_file)
        return 0
    outcome = analysed(request, arguments)
    write(_report(outcome, request, arguments), arguments.output_file)
    return 1 if outcome.diagnostics and not arguments.exit_zero else 0


def _report(outcome: Outcome, request: Request, arguments: Arguments) -> str:
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

            report = full(outcome.diagnostics, source_lines(request), paint_for(arguments))
            return report if arguments.quiet else report + summary(outcome)
