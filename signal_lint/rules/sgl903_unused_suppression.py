"""A `# noqa` comment that suppresses nothing.

What it does
Looks for comments such as `# noqa: SGL001` on lines where the rule that they name finds nothing.

Why is this bad?
The comment says that something is wrong where nothing is, or no longer is, and it will hide the
next mistake on its line.

Example
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save)
    def on_save(sender, **kwargs):  # noqa: SGL001
        print(sender)

Use instead
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save)
    def on_save(sender, **kwargs):
        print(sender)

Known limits
Off by default. Only codes of signal-lint are looked at, and of these only those whose rule runs; a
`# noqa` without codes may be there for another tool. With flake8, which filters findings by
itself, the rule is silent.

References
https://flake8.pycqa.org/en/stable/user/violations.html#in-line-ignoring-errors
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from signal_lint.facts import Suppression
from signal_lint.findings import Finding, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.source import Location, Span


@rule("SGL903", severity=Severity.WARNING, default=False, words=frozenset({"noqa"}))
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find nothing yet: what a comment suppresses is known when every other rule has run (`unused`)."""
    yield from ()


def unused(path: str, suppression: Suppression, codes: Sequence[str]) -> Finding:
    """Return the finding for a comment of which some codes suppressed nothing."""
    *rest, last = (f"`{code}`" for code in codes)
    names = f"{', '.join(rest)} and {last}" if rest else last
    place = Span(suppression.line, suppression.column, suppression.line, suppression.column)
    message = f"`# noqa: {', '.join(suppression.codes or ())}` suppresses no finding of {names}"
    return Finding(Location(path, place), message)
