"""Which Django a project runs on, and what says so."""

from __future__ import annotations

from typing import Literal

from signal_lint.record import record

Version = tuple[int, int]
DjangoEvidence = Literal["configured", "pinned", "migrations", "settings", "none"]


@record
class DjangoRange:
    """The Django series that a project runs on, from `lowest` to `highest`, and where that is said.

    A `lowest` of None is not known, a `highest` of None is open. `kind` says what the range rests on: the
    configuration, a file that pins Django, what Django wrote into migrations or settings, or nothing, where
    a current Django is assumed. `source` is the file (or the key of the configuration) and `line` the line
    in it. `lowered_by` names code at that place which cannot run on what was assumed before, "" for none.
    """

    lowest: Version | None
    source: str
    kind: DjangoEvidence = "none"
    highest: Version | None = None
    line: int | None = None
    lowered_by: str = ""

    @property
    def path(self) -> str | None:
        """The file that says so, None where none does."""
        return self.source if self.line is not None else None


NO_EVIDENCE = DjangoRange(None, "")


def is_from(django: DjangoRange, version: Version) -> bool:
    """Tell whether all of the range is a version or later; without evidence, Django is a current one."""
    if django.lowest is not None:
        return django.lowest >= version
    return django.kind == "none" and not django.lowered_by


def is_before(django: DjangoRange, version: Version) -> bool:
    """Tell whether the whole range surely ends before a version; code that lowers it may never be run."""
    return django.highest is not None and django.highest < version and not django.lowered_by


def told(django: DjangoRange) -> str:
    """Say which Django is meant and what says so: "Django 2.2, by requirements.txt:3"."""
    place = django.source if django.line is None else f"{django.source}:{django.line}"
    if django.lowered_by:
        return f"{_series(django)}, by {django.lowered_by} in {place}"
    match django.kind:
        case "none":
            return "a current Django is assumed: nothing says which"
        case "migrations" | "settings":
            return f"{_series(django)}, by the header of {place}"
        case _:
            return f"{_series(django)}, by {place}"


def django_row(django: DjangoRange) -> dict[str, object]:
    """Return the range and what it rests on as JSON has it."""
    return {
        "lowest": _text(django.lowest),
        "highest": _text(django.highest),
        "kind": django.kind,
        "source": django.source,
        "path": django.path,
        "line": django.line,
        "lowered_by": django.lowered_by or None,
    }


def _series(django: DjangoRange) -> str:
    low, high = _text(django.lowest), _text(django.highest)
    if low is None:
        return f"Django {high} or earlier"
    if high is None:
        return f"Django {low} or later"
    return f"Django {low}" if low == high else f"Django {low} to {high}"


def _text(version: Version | None) -> str | None:
    return None if version is None else f"{version[0]}.{version[1]}"
