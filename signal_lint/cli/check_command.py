"""`signal-lint check`: report what the rules find."""

from __future__ import annotations

from dataclasses import replace

from signal_lint.cli.arguments import Arguments
from signal_lint.cli.outputs import only_file, outputs
from signal_lint.cli.reporting import reports
from signal_lint.cli.request import build_request, with_rule_options
from signal_lint.cli.running import checked, keep_answer
from signal_lint.cli.showing import shown_files, shown_settings
from signal_lint.cli.writing import write, write_all
from signal_lint.settings import UsageError


def run(arguments: Arguments) -> int:
    """Run the check command and return its exit code."""
    _refuse_contradictions(arguments)
    request = build_request(arguments)
    request = replace(request, settings=with_rule_options(request.settings, arguments))
    if arguments.show_settings:
        from signal_lint.cli.resolved import resolved
        from signal_lint.survey import survey

        # What a run would remark is part of what is shown.
        project = survey(request.settings, request.unsaved).project
        write(shown_settings(request) + resolved(project), only_file(arguments, "--show-settings"))
        return 0
    if arguments.show_files:
        write(shown_files(request), only_file(arguments, "--show-files"))
        return 0
    if arguments.fix or arguments.diff or arguments.add_noqa:
        from signal_lint.cli import fix_command

        return fix_command.run(request, arguments)
    outcome = checked(request, arguments)
    if arguments.baseline is not None:
        from signal_lint.cli import baseline_file

        if arguments.write_baseline:
            baseline_file.write_baseline(arguments.baseline, outcome, request.settings, quiet=arguments.quiet)
            return 0
        outcome = baseline_file.without_known(
            arguments.baseline, outcome, request.settings, quiet=arguments.quiet
        )
    made = reports(outcome, request, arguments)
    code = 1 if outcome.diagnostics and not arguments.exit_zero else 0
    write_all(made)
    match made:
        case [(text, None)] if arguments.baseline is None:
            keep_answer(request, arguments, outcome, (code, text))
    return code


def _refuse_contradictions(arguments: Arguments) -> None:
    outputs(arguments)
    if arguments.unsafe_fixes and not (arguments.fix or arguments.diff):
        raise UsageError("--unsafe-fixes needs --fix or --diff")
    if arguments.write_baseline and arguments.baseline is None:
        raise UsageError("--write-baseline needs --baseline, which names the file")
    if arguments.baseline is not None and (arguments.fix or arguments.diff or arguments.add_noqa):
        raise UsageError("--baseline is for reports: --fix, --diff and --add-noqa go without it")
