"""A file of the project can't be read, so nothing in it was analysed.

What it does
Reports a Python file that can't be analysed: a syntax error, bytes that are not
in the declared encoding, a null byte, code nested too deep to parse, or a file
that can't be opened.

Why is this bad?
Connections and receivers in such a file are unknown, so other findings may be
missing. Django could not import it either, except where an older Python runs it.

Example
    from django.db.models.signals import post_save

    post_save.connect(

Use instead
    from django.db.models.signals import post_save

    post_save.connect(on_save)

Known limits
Only files that may say something about signals are read at all; a broken file
without any such word is not reported. Inside flake8, a file that the running
Python can't parse is reported by flake8 itself, as E999.

References
https://docs.djangoproject.com/en/stable/topics/signals/
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.findings import Finding, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.source import Location, Span


@rule("SGL901", severity=Severity.ERROR)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Report each file with a problem of its own."""
    for path, problem in project.problems:
        if problem.kind == "unreadable":
            span = Span(problem.line, problem.column, problem.line, problem.column)
            yield Finding(Location(path, span), problem.message)
