"""The report for people: each diagnostic with its source, its proof and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from signal_lint.findings import Diagnostic, Severity
from signal_lint.outcome import Outcome
from signal_lint.reports.snippet import snippet
from signal_lint.source import Location
from signal_lint.text.counting import counted
from signal_lint.text.paint import Paint, Style
from signal_lint.text.printable import printable

LinesOf = Callable[[str], Sequence[str]]

_STYLES: dict[Severity, Style] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "info",
}


def full(diagnostics: Iterable[Diagnostic], lines_of: LinesOf, paint: Paint) -> str:
    """Return the diagnostics with source lines, related places and help."""
    return "".join(
        f"{line}\n" for diagnostic in diagnostics for line in (*_block(diagnostic, lines_of, paint), "")
    )


def summary(outcome: Outcome) -> str:
    """Return one line about the whole run."""
    diagnostics = outcome.diagnostics
    if not diagnostics:
        connections = counted(outcome.connections, "connection")
        return f"No problems found: {counted(outcome.files, 'file')}, {connections}.\n"
    places = len({diagnostic.location.path for diagnostic in diagnostics})
    severities = Counter(diagnostic.severity for diagnostic in diagnostics)
    kinds = ", ".join(
        counted(severities[severity], _NOUNS[severity]) for severity in Severity if severities[severity]
    )
    found = f"Found {counted(len(diagnostics), 'problem')} in {counted(places, 'file')} ({kinds}).\n"
    return found + _fixable(diagnostics)


def _fixable(diagnostics: Iterable[Diagnostic]) -> str:
    """Return one line about fixes, none where there are none."""
    safe, unsafe = (
        sum(each.fix is not None and each.fix.safety == safety for each in diagnostics)
        for safety in ("safe", "unsafe")
    )
    parts = [f"{safe} can be fixed with `--fix`"] if safe else []
    if unsafe:
        parts.append(f"{unsafe} {'more ' if safe else 'can be fixed '}with `--fix --unsafe-fixes`")
    return f"{', '.join(parts)}.\n" if parts else ""


_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}


def _block(diagnostic: Diagnostic, lines_of: LinesOf, paint: Paint) -> Iterator[str]:
    style = _STYLES[diagnostic.severity]
    kind = paint(diagnostic.severity.value, style)
    yield f"{paint(diagnostic.code, 'code')} {kind}: {printable(diagnostic.message)}"
    locations = [diagnostic.location, *(related.location for related in diagnostic.related)]
    margin = max(len(str(location.span.line)) for location in locations)
    yield f"{' ' * margin}{paint('-->', 'dim')} {_place(diagnostic.location, paint)}"
    yield from _source(diagnostic.location, lines_of, margin, _marked(paint, style))
    for related in diagnostic.related:
        place = _place(related.location, paint)
        yield f"{' ' * margin}{paint(':::', 'dim')} {place}: {printable(related.message)}"
        yield from _source(related.location, lines_of, margin, _marked(paint, "info"))
    advice = [diagnostic.fix.title] if diagnostic.fix else diagnostic.help.split("\n")
    for number, line in enumerate(advice if advice != [""] else ()):
        mark = "       " if number else paint("= help:", "dim")
        yield f"{' ' * margin} {mark} {printable(line)}".rstrip()


def _marked(paint: Paint, mark: Style) -> Paint:
    """Return a Paint that gives the mark its own style."""
    return lambda text, style: paint(text, mark if style == "mark" else style)


def _source(location: Location, lines_of: LinesOf, margin: int, paint: Paint) -> Iterator[str]:
    shown = snippet(lines_of(location.path), location.span)
    if shown is None:
        return
    empty = paint(f"{' ' * margin} |", "dim")
    yield empty
    yield f"{paint(f'{location.span.line:{margin}} |', 'dim')} {shown.text}".rstrip()
    yield f"{empty} {' ' * shown.indent}{paint('^' * shown.width, 'mark')}"


def _place(location: Location, paint: Paint) -> str:
    span = location.span
    return paint(f"{printable(location.path)}:{span.line}:{span.column + 1}", "place")
