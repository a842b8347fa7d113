"""What verifying came to, for people: the disagreements and what is lost, then the counts."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.text.counting import counted
from signal_lint.text.paint import Paint
from signal_lint.text.printable import printable
from signal_lint.verify.comparing import Entry, Verdict

LOST = "Lost: connected, and gone from Django as nothing holds the receiver"
MISSING_ON_MAP = "In Django, not on the map"
MISSING_IN_DJANGO = "On the map, not in Django"
NOT_CONNECTED = "Not connected, as the map says"


def text_report(verdict: Verdict, paint: Paint) -> str:
    """Return the disagreements, the lost receivers and the counts."""
    sections = (
        (LOST, verdict.lost),
        (MISSING_ON_MAP, verdict.missing_on_map),
        (MISSING_IN_DJANGO, verdict.missing_in_django),
    )
    told = "".join(section(title, entries, paint) for title, entries in sections if entries)
    return told + "".join(f"{line}\n" for line in _counts(verdict))


def section(title: str, entries: tuple[Entry, ...], paint: Paint) -> str:
    """Return the entries below a title."""
    lines = [paint(title, "name")]
    for entry in entries:
        place = paint(f"{printable(entry.path)}:{entry.line}", "place")
        of = f"{entry.signal}, {entry.sender or 'any sender'}"
        lines += [
            f"  {printable(entry.receiver)}  {place}",
            f"    {printable(of)}",
            f"    {printable(entry.reason)}",
        ]
    return "\n".join(lines) + "\n\n"


def _counts(verdict: Verdict) -> Iterator[str]:
    computed = f" ({verdict.computed:,} named as computed)" if verdict.computed else ""
    yield f"{counted(verdict.agreed, 'connection')} in Django as on the map{computed}"
    if verdict.undecided:
        yield f"{counted(verdict.undecided, 'connection')} in Django that the map leaves open"
    if verdict.not_connected:
        yield f"{counted(len(verdict.not_connected), 'connection')} not in Django, as the map says"
    yield f"{counted(verdict.outside, 'connection')} made outside the analysed files"
    found = (
        (len(verdict.lost), "lost receiver"),
        (len(verdict.missing_on_map) + len(verdict.missing_in_django), "disagreement"),
    )
    yield "Found " + (
        ", ".join(counted(number, noun) for number, noun in found if number) or "no disagreement"
    )
