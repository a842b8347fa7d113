"""Version specifiers of a Django dependency, and the series they allow.

A small part of PEP 440, with the shorthands that Poetry adds (`^4.2`, `~4.2`,
`4.2`). Only final releases count: a pre-release stands for its final.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from signal_lint.record import record
from signal_lint.supported import Version

# Possessive throughout: a search that tries every way to share spaces and dashes out would not end.
_CLAUSE = re.compile(
    r"""\s*+ (?P<operator> ~=|===|==|!=|<=|>=|<|>|\^|~|) \s*+
    v? (?P<release> \d{1,2} (?: \.\d{1,9} )* ) (?P<wildcard> \.\* )?
    (?: [-_.]? (?: alpha|beta|preview|pre|post|rev|dev|rc|a|b|c|r ) [-_.]? \d* )*+ (?: \+[a-z0-9.]+ )? \s*""",
    re.VERBOSE | re.IGNORECASE,
)
_SEPARATOR = re.compile(r"(?<!\s)\s*+,\s*|(?<!\s)\s++(?=[<>=!~^])")
_LOWER_BOUNDS = frozenset({"==", "===", "~=", ">=", ">"})
# Django 1 had twelve minor series; since Django 2 every major has three.
_FIRST_MINORS = 12
_LATER_MINORS = 3
# More than anybody writes for one dependency.
_MOST_CLAUSES = 10


@record
class Bounds:
    """The lowest series (major, minor), None without a bound, and the highest, None where it is open."""

    lowest: Version | None
    highest: Version | None


@record
class _Clause:
    """One comparison; `wildcard` stands for the `.*` of `== 4.2.*`."""

    operator: str
    release: tuple[int, ...]
    wildcard: bool


def series(specifiers: str) -> Bounds | None:
    """Return the Django series that the specifiers allow, None where they bound nothing or can't be read.

    Alternatives are separated by `||`, as Poetry writes them.
    """
    found = [bounds for each in specifiers.split("||") if (bounds := _allowed(each))]
    if not found:
        return None
    lowest = min((bounds.lowest for bounds in found if bounds.lowest), default=None)
    ends = [bounds.highest for bounds in found if bounds.highest]
    return Bounds(lowest, max(ends) if len(ends) == len(found) else None)


def _allowed(specifiers: str) -> Bounds | None:
    clauses: list[_Clause] = []
    # What is left of more is one part that can't be read.
    for part in _SEPARATOR.split(specifiers.strip(" ,"), _MOST_CLAUSES - 1):
        match = _CLAUSE.fullmatch(part)
        if not match:
            return None
        clauses += _clauses(match)
    patches = sorted({0} | {near for clause in clauses for near in _patches_around(clause)})
    every = tuple(_series(max(clause.release[0] for clause in clauses)))
    allowed = [
        each for each in every if any(all(_allows(c, (*each, patch)) for c in clauses) for patch in patches)
    ]
    lower = any(clause.operator in _LOWER_BOUNDS for clause in clauses)
    if not allowed or (not lower and allowed[-1] == every[-1]):
        return None
    return Bounds(allowed[0] if lower else None, None if allowed[-1] == every[-1] else allowed[-1])


def _clauses(match: re.Match[str]) -> Iterator[_Clause]:
    """Yield a comparison, or the two that a shorthand stands for."""
    release = tuple(int(part) for part in match["release"].split("."))
    match match["operator"]:
        case "^":
            yield _Clause(">=", release, wildcard=False)
            yield _Clause("<", (release[0] + 1,), wildcard=False)
        case "~":
            yield _Clause(">=", release, wildcard=False)
            yield _Clause("==", release[:2], wildcard=True)
        case operator:
            yield _Clause(operator or "==", release, bool(match["wildcard"]))


def _patches_around(clause: _Clause) -> Iterator[int]:
    """Yield the patch releases at which a clause can change its mind."""
    for patch in clause.release[2:3]:
        yield from (max(0, patch - 1), patch, patch + 1)
    yield 1


def _series(last_major: int) -> Iterator[Version]:
    for major in range(1, last_major + 2):
        for minor in range(_FIRST_MINORS if major == 1 else _LATER_MINORS):
            yield major, minor


def _allows(clause: _Clause, version: tuple[int, ...]) -> bool:
    release = clause.release + (0,) * (len(version) - len(clause.release))
    prefix = version[: len(clause.release)] == clause.release
    same = prefix if clause.wildcard else version == release[: len(version)]
    match clause.operator:
        case "==" | "===" | "!=":
            return same == (clause.operator != "!=")
        case "~=":
            return version >= release and version[: len(clause.release) - 1] == clause.release[:-1]
        case ">=":
            return version >= release
        case ">":
            return version > release
        case "<=":
            return version <= release
        case _:
            return version < release
