"""signal-lint itself failed on a file or in a rule; the rest of the report stands.

What it does
Reports a mistake in signal-lint: a file it could not process although it may be
fine, or a rule that failed. `--debug` shows the traceback.

Why is this bad?
Findings may be missing. Please report it, with the message and, if possible,
with the file.

Known limits
A rule that fails belongs to no file; it is reported at the project, as the path `.`.
Inside flake8, which has no other way to say so, a mistake in the configuration is
reported under this code too.

References
https://docs.djangoproject.com/en/stable/topics/signals/
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.findings import Finding, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.source import Location, Span, at_line


@rule("SGL902", severity=Severity.ERROR)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Report each file on which the analysis failed."""
    for path, problem in project.problems:
        if problem.kind == "internal":
            span = Span(problem.line, problem.column, problem.line, problem.column)
            yield Finding(Location(path, span), problem.message)


def failure(path: str, culprit: str, error: Exception) -> Finding:
    """Return the finding for an exception that a process boundary caught."""
    detail = " ".join(str(error).split())
    text = f"{type(error).__name__}: {detail}" if detail else type(error).__name__
    return Finding(at_line(path, 1), f"{culprit} failed, which is a mistake in signal-lint: {text}")
