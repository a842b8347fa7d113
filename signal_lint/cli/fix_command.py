"""`signal-lint check --fix` and `--diff`: make what fixes say, or show it."""

from __future__ import annotations

import sys
from dataclasses import replace

from signal_lint.cli.arguments import Arguments
from signal_lint.cli.reporting import report
from signal_lint.cli.request import Request
from signal_lint.cli.running import repaired
from signal_lint.cli.writing import remark, write, write_bytes
from signal_lint.findings import Diagnostic
from signal_lint.fixing.diff import unified_diff
from signal_lint.fixing.passes import Repair
from signal_lint.fixing.replacing import replace_file
from signal_lint.settings import UsageError
from signal_lint.text.counting import counted
from signal_lint.text.printable import printable


def run(request: Request, arguments: Arguments) -> int:
    """Fix the project of a request, or show how it would be fixed; return the exit code."""
    repair = repaired(request, arguments)
    if arguments.diff:
        write(unified_diff(repair.before, repair.after), arguments.output_file)
        _tell(repair, arguments, "would be fixed")
        return 1 if repair.after and not arguments.exit_zero else 0
    failures = [] if request.unsaved else _written(request, repair)
    fixed = replace(request, unsaved={**request.unsaved, **repair.after})
    text = report(repair.outcome, fixed, arguments)
    if request.unsaved and arguments.output_file is None:
        # As filters do: what comes in on standard input goes out fixed, and the report elsewhere.
        sys.stderr.write(text)
    else:
        write(text, arguments.output_file)
    for path in request.unsaved:
        write_bytes(fixed.unsaved[path])
    _tell(repair, arguments, "fixed")
    if failures:
        raise UsageError("; ".join(failures))
    return 1 if repair.outcome.diagnostics and not arguments.exit_zero else 0


def _written(request: Request, repair: Repair) -> list[str]:
    """Write the changed files; return those that could not be written, each with why."""
    failures = []
    for path, text in sorted(repair.after.items()):
        reason = replace_file(request.settings.root / path, repair.before[path], text)
        if reason:
            failures.append(f"{printable(path)} is not fixed: {reason}")
    return failures


def _tell(repair: Repair, arguments: Arguments, what: str) -> None:
    """Say on standard error what was done, and what was not and why."""
    if arguments.quiet:
        return
    if repair.fixed:
        remark(f"{counted(len(repair.fixed), 'problem')} {what} in {counted(len(repair.after), 'file')}")
    for withheld in repair.withheld:
        remark(f"{_place(withheld.diagnostic)} is not fixed: {withheld.reason}")


def _place(diagnostic: Diagnostic) -> str:
    span = diagnostic.location.span
    return f"{printable(diagnostic.location.path)}:{span.line}:{span.column + 1}: {diagnostic.code}"
