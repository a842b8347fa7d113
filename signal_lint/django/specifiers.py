"""Version specifiers of a Django dependency, and the lowest series they allow.

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
_SHORTHANDS = {"^": ">=", "~": ">=", "": "=="}
# Django 1 had twelve minor series; since Django 2 every major has three.
_FIRST_MINORS = 12
_LATER_MINORS = 3
# More than anybody writes for one dependency.
_MOST_CLAUSES = 10


@record
class _Clause:
    """One comparison; `wildcard` stands for the `.*` of `== 4.2.*`."""

    operator: str
    release: tuple[int, ...]
    wildcard: bool


def lowest_series(specifiers: str) -> Version | None:
    """Return the lowest Django series (major, minor) that the specifiers allow.

    None where they set no lower bound, contradict each other or can't be read.
    Alternatives are separated by `||`, as Poetry writes them.
    """
    lowest = [_lowest(alternative) for alternative in specifiers.split("||")]
    return min((version for version in lowest if version), default=None)


def _lowest(specifiers: str) -> Version | None:
    clauses = []
    # What is left of more is one part that can't be read.
    for part in _SEPARATOR.split(specifiers.strip(" ,"), _MOST_CLAUSES - 1):
        match = _CLAUSE.fullmatch(part)
        if not match:
            return None
        clauses.append(_clause(match))
    if not any(clause.operator in _LOWER_BOUNDS for clause in clauses):
        return None
    patches = sorted({0} | {near for clause in clauses for near in _patches_around(clause)})
    for major, minor in _series(max(clause.release[0] for clause in clauses)):
        if any(all(_allows(clause, (major, minor, patch)) for clause in clauses) for patch in patches):
            return major, minor
    return None


def _clause(match: re.Match[str]) -> _Clause:
    release = tuple(int(part) for part in match["release"].split("."))
    operator = match["operator"]
    return _Clause(_SHORTHANDS.get(operator, operator), release, bool(match["wildcard"]))


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
