"""The diagnostics as Markdown, with tables: the summary of a CI job, or a comment.

Invariant: what comes from the analysed project stays text, whatever it holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from signal_lint.findings import Diagnostic, Severity
from signal_lint.outcome import Outcome
from signal_lint.reports.full import summary
from signal_lint.text.counting import counted
from signal_lint.text.printable import printable

# What Markdown or HTML may take for markup, of a link without brackets the dots and colons too.
_MARKUP = re.compile(r"[^\w\s()+,/=%;^?{}-]|_", re.ASCII)
_CODE = re.compile(r"`([^`]+)`")
#: More than these are folded away, file by file.
_FEW = 20
#: GitHub takes no summary that is longer than 1 MiB, which so many seldom are.
_MOST = 500


def markdown(outcome: Outcome) -> str:
    """Return what a run found: a line about it, the counts of the rules, and a table for each file."""
    found = outcome.diagnostics
    told = f"### signal-lint\n\n{_prose(' '.join(summary(outcome).split()))}\n"
    if not found:
        return told
    parts = [told, _rules(found), *_files(found)]
    if len(found) > _MOST:
        parts.append(f"{counted(len(found) - _MOST, 'more problem')} not shown.\n")
    return "\n".join(parts)


def _rules(found: Iterable[Diagnostic]) -> str:
    """Return how often each rule found something of which severity."""
    counts = Counter((each.severity, each.code, each.name) for each in found)
    order = list(Severity)
    rows = (
        (str(count), severity, code, name)
        for (severity, code, name), count in sorted(
            counts.items(), key=lambda row: (order.index(row[0][0]), -row[1], row[0][1])
        )
    )
    return _table(("Count", "Severity", "Rule", "Name"), rows)


def _files(found: Iterable[Diagnostic]) -> Iterator[str]:
    shown = list(islice(found, _MOST))
    for path, group in groupby(shown, key=lambda each: each.location.path):
        listed = list(group)
        table = _table(("Place", "Severity", "Rule", "Problem"), map(_row, listed))
        title = f"{_code(path)}: {counted(len(listed), 'problem')}"
        if len(shown) > _FEW:
            yield f"<details><summary>{title}</summary>\n\n{table}\n</details>\n"
        else:
            yield f"{title}\n\n{table}"


def _row(diagnostic: Diagnostic) -> tuple[str, str, str, str]:
    span = diagnostic.location.span
    problem = "".join((_prose(diagnostic.message), *_related(diagnostic)))
    return f"{span.line}:{span.column + 1}", diagnostic.severity, diagnostic.code, problem


def _related(diagnostic: Diagnostic) -> Iterator[str]:
    for related in diagnostic.related:
        location = related.location
        place = f"{location.path}:{location.span.line}:{location.span.column + 1}"
        yield f"<br>{_code(place)}: {_prose(related.message)}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (head, ("---",) * len(head), *rows)
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _prose(text: str) -> str:
    """Return text with what it has in backticks as code."""
    # Every second part is what stood between backticks.
    parts = enumerate(_CODE.split(text))
    return "".join(_code(part) if number % 2 else _escaped(part) for number, part in parts)


def _code(text: str) -> str:
    return f"<code>{_escaped(text)}</code>"


def _escaped(text: str) -> str:
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", printable(text))
