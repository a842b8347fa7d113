"""`signal-lint check --fix`, `--diff` and `--add-noqa`: change the files of a project, or show how."""

from __future__ import annotations

import sys
from dataclasses import replace

from signal_lint.cli.arguments import Arguments
from signal_lint.cli.outputs import only_file
from signal_lint.cli.reporting import reports
from signal_lint.cli.request import Request
from signal_lint.cli.running import repaired
from signal_lint.cli.writing import remark, write, write_all, write_bytes
from signal_lint.findings import Diagnostic
from signal_lint.fixing.changes import Repair
from signal_lint.fixing.diff import unified_diff
from signal_lint.fixing.replacing import replace_file
from signal_lint.settings import UsageError
from signal_lint.text.counting import counted
from signal_lint.text.printable import printable, printable_lines


def run(request: Request, arguments: Arguments) -> int:
    """Change the files of a request, or show how they would change; return the exit code."""
    if arguments.add_noqa and request.unsaved:
        raise UsageError("--add-noqa changes files, not standard input")
    file = only_file(arguments, "--diff") if arguments.diff else None
    repair = repaired(request, arguments)
    if arguments.diff:
        text = unified_diff(repair.before, repair.after)
        # `patch` needs the code as it is; a person is not to be steered by it.
        shown = printable_lines(text) if sys.stdout.isatty() and not file else text
        write(shown, file)
        _tell(repair, arguments, "would be fixed")
        left = bool(repair.after)
    elif arguments.add_noqa:
        _write(request, repair)
        _tell(repair, arguments, "suppressed")
        left = bool(repair.withheld)
    else:
        _fix(request, arguments, repair)
        left = bool(repair.outcome.diagnostics)
    return 1 if left and not arguments.exit_zero else 0


def _fix(request: Request, arguments: Arguments, repair: Repair) -> None:
    """Write the fixed files, and report what is left."""
    fixed = replace(request, unsaved={**request.unsaved, **repair.after})
    made = reports(repair.outcome, fixed, arguments)
    if request.unsaved:
        # As filters do: what comes in on standard input goes out fixed, and the report elsewhere.
        sys.stderr.write("".join(text for text, file in made if file is None))
        made = [(text, file) for text, file in made if file is not None]
    write_all(made)
    for path in request.unsaved:
        write_bytes(fixed.unsaved[path])
    if not request.unsaved:
        _write(request, repair)
    _tell(repair, arguments, "fixed")


def _write(request: Request, repair: Repair) -> None:
    """Write the changed files; raise a UsageError for those that could not be, when all the others are."""
    failures = []
    for path, text in sorted(repair.after.items()):
        root = request.settings.root
        reason = replace_file(root, root / path, repair.before[path], text)
        if reason:
            failures.append(f"{printable(path)} is not changed: {reason}")
    if failures:
        raise UsageError("; ".join(failures))


def _tell(repair: Repair, arguments: Arguments, what: str) -> None:
    """Say on standard error what was done, and what was not and why."""
    if arguments.quiet:
        return
    if repair.fixed:
        remark(f"{counted(len(repair.fixed), 'problem')} {what} in {counted(len(repair.after), 'file')}")
    for withheld in repair.withheld:
        remark(f"{_place(withheld.diagnostic)} is not {what.rpartition(' ')[2]}: {withheld.reason}")


def _place(diagnostic: Diagnostic) -> str:
    span = diagnostic.location.span
    return f"{printable(diagnostic.location.path)}:{span.line}:{span.column + 1}: {diagnostic.code}"
