"""The map as Markdown: a table for each model, signal or app, with links to the code.

Links are relative to the root of the project, where the file is meant to stand.

Invariant: of what the project says nothing has a meaning: it stands between backticks, or, where it holds
what would end that, each of its characters but letters and digits is written as its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from signal_lint.connections import Connection
from signal_lint.maps.wording import (
    LOADED,
    GroupBy,
    Heading,
    grouped,
    receiver_name,
    sender_name,
    signal_name,
)
from signal_lint.project import Project
from signal_lint.source import Location
from signal_lint.text.counting import counted
from signal_lint.text.printable import printable

_FIRST_COLUMNS = {"model": ("Signal",), "signal": ("Sender",), "app": ("Signal", "Sender")}
_COLUMNS = ("Receiver", "Defined", "Connected", "Loaded", "Why")
_IN_BACKTICKS = re.compile(r"`([^`]*)`")
_BREAKS_CODE = re.compile(r"[`|\\]")
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ,]")


def markdown(project: Project, connections: Iterable[Connection], group_by: GroupBy) -> str:
    """Return the connections as tables, which GitHub and GitLab show."""
    groups = grouped(project, connections, group_by)
    return "".join(f"{line}\n" for line in _lines(groups, group_by))


def _lines(groups: list[tuple[Heading, list[Connection]]], group_by: GroupBy) -> Iterator[str]:
    yield "# Signals"
    yield ""
    if not groups:
        yield "No connections found."
        return
    yield f"{counted(sum(len(rows) for _, rows in groups), 'connection')}, by {group_by}."
    for heading, rows in groups:
        yield ""
        yield f"## {_code(heading.name)}"
        yield ""
        if heading.location:
            yield f"Defined in {_link(heading.location)}."
            yield ""
        yield from _table(rows, group_by)


def _table(rows: Iterable[Connection], group_by: GroupBy) -> Iterator[str]:
    columns = (*_FIRST_COLUMNS[group_by], *_COLUMNS)
    yield _row(columns)
    yield _row("---" for _ in columns)
    for row in sorted(rows, key=lambda row: _names(row, group_by)):
        yield _row((*map(_code, _names(row, group_by)), *_cells(row)))


def _names(row: Connection, group_by: GroupBy) -> tuple[str, ...]:
    signal, sender = signal_name(row), sender_name(row.sender)
    return {"model": (signal,), "signal": (sender,), "app": (signal, sender)}[group_by]


def _cells(row: Connection) -> Iterator[str]:
    yield _code(receiver_name(row.receiver))
    yield _link(row.receiver.location) if row.receiver.location else ""
    yield _link(row.location)
    yield f"{LOADED[row.loaded]} (test)" if row.test else LOADED[row.loaded]
    yield "; ".join(_reasons(row))


def _reasons(row: Connection) -> Iterator[str]:
    if row.loaded != "startup" and row.reason:
        yield _prose(row.reason)
    if row.condition:
        yield _prose(f"if {row.condition}")
    if row.lost:
        related = f" ({_link(row.lost.related)})" if row.lost.related else ""
        yield f"{row.lost.kind}: {_prose(row.lost.reason)}{related}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _link(location: Location) -> str:
    # A name that is no UTF-8 has its bytes, as it had on disk.
    target = quote(location.path, errors="surrogateescape")
    return f"[{_code(f'{location.path}:{location.span.line}')}]({target}#L{location.span.line})"


def _prose(text: str) -> str:
    """Return a sentence; what stands between backticks in it is code."""
    parts = enumerate(_IN_BACKTICKS.split(text))
    return "".join(_code(part) if number % 2 else _numbered(printable(part)) for number, part in parts)


def _code(text: str) -> str:
    shown = printable(text)
    if _BREAKS_CODE.search(shown) or not shown.strip():
        return f"<code>{_numbered(shown)}</code>"
    return f"`{shown}`"


def _numbered(text: str) -> str:
    return _NOT_PLAIN.sub(lambda match: f"&#{ord(match[0])};", text)
