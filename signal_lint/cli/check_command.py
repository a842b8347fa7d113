"""`signal-lint check`: report what the rules find."""

from __future__ import annotations

from dataclasses import replace

from signal_lint.cli.arguments import Arguments
from signal_lint.cli.reporting import report
from signal_lint.cli.request import build_request, with_rule_options
from signal_lint.cli.running import analysed
from signal_lint.cli.showing import shown_files, shown_settings
from signal_lint.cli.writing import write
from signal_lint.settings import UsageError


def run(arguments: Arguments) -> int:
    """Run the check command and return its exit code."""
    fixing = arguments.fix or arguments.diff
    if arguments.unsafe_fixes and not fixing:
        raise UsageError("--unsafe-fixes needs --fix or --diff")
    request = build_request(arguments)
    request = replace(request, settings=with_rule_options(request.settings, arguments))
    if arguments.show_settings:
        write(shown_settings(request), arguments.output_file)
        return 0
    if arguments.show_files:
        write(shown_files(request), arguments.output_file)
        return 0
    if fixing:
        from signal_lint.cli import fix_command

        return fix_command.run(request, arguments)
    outcome = analysed(request, arguments)
    write(report(outcome, request, arguments), arguments.output_file)
    return 1 if outcome.diagnostics and not arguments.exit_zero else 0
