"""The formats of a check's report: their names, and what renders each.

Invariant: to know the names imports no format; rendering one imports no other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from signal_lint.record import record

if TYPE_CHECKING:
    from signal_lint.findings import Diagnostic
    from signal_lint.fixing.replacements import Replacement
    from signal_lint.outcome import Outcome
    from signal_lint.reports.full import LinesOf
    from signal_lint.text.paint import Paint

    ReplacementsOf = Callable[[Diagnostic], tuple[Replacement, ...]]


@record
class Context:
    """What a report may need beside the outcome.

    `lines_of` gives the lines of a file by its path, `replacements_of` what exactly makes the fix of a
    diagnostic. `paint` styles text for people; a `summarised` report for them ends with a line about the run.
    """

    lines_of: LinesOf
    replacements_of: ReplacementsOf
    paint: Paint
    summarised: bool


Render = Callable[["Outcome", Context], str]


def _full(outcome: Outcome, context: Context) -> str:
    from signal_lint.reports.full import full, summary

    text = full(outcome.diagnostics, context.lines_of, context.paint)
    return text + summary(outcome) if context.summarised else text


def _grouped(outcome: Outcome, context: Context) -> str:
    from signal_lint.reports.full import summary
    from signal_lint.reports.grouped import grouped

    text = grouped(outcome.diagnostics, context.paint)
    return text + summary(outcome) if context.summarised else text


def _concise(outcome: Outcome, _: Context) -> str:
    from signal_lint.reports.concise import concise

    return concise(outcome.diagnostics)


def _json(outcome: Outcome, _: Context) -> str:
    from signal_lint.reports.json_report import json_report

    return json_report(outcome)


def _json_lines(outcome: Outcome, _: Context) -> str:
    from signal_lint.reports.json_lines import json_lines

    return json_lines(outcome.diagnostics)


def _sarif(outcome: Outcome, context: Context) -> str:
    from signal_lint.reports.sarif import sarif

    return sarif(outcome, context.replacements_of)


def _rdjson(outcome: Outcome, context: Context) -> str:
    from signal_lint.reports.rdjson import rdjson

    return rdjson(outcome.diagnostics, context)


def _github(outcome: Outcome, _: Context) -> str:
    from signal_lint.reports.github import github

    return github(outcome.diagnostics)


def _gitlab(outcome: Outcome, _: Context) -> str:
    from signal_lint.reports.gitlab import gitlab

    return gitlab(outcome.diagnostics)


def _junit(outcome: Outcome, _: Context) -> str:
    from signal_lint.reports.junit import junit

    return junit(outcome.diagnostics)


def _markdown(outcome: Outcome, _: Context) -> str:
    from signal_lint.reports.markdown import markdown

    return markdown(outcome)


def _counts(outcome: Outcome, _: Context) -> str:
    from signal_lint.reports.statistics import statistics

    return statistics(outcome.diagnostics)


def _json_counts(outcome: Outcome, _: Context) -> str:
    from signal_lint.reports.statistics import json_statistics

    return json_statistics(outcome.diagnostics)


FORMATS: dict[str, Render] = {
    "full": _full,
    "concise": _concise,
    "grouped": _grouped,
    "json": _json,
    "json-lines": _json_lines,
    "sarif": _sarif,
    "rdjson": _rdjson,
    "github": _github,
    "gitlab": _gitlab,
    "junit": _junit,
    "markdown": _markdown,
}
"""The formats of a report by name."""

DEFAULT_FORMAT = "full"

STATISTICS: dict[str, Render] = {
    "full": _counts,
    "concise": _counts,
    "grouped": _counts,
    "json": _json_counts,
}
"""The formats that counts of the findings can have, instead of the findings."""
