"""The lowest Django that a project says it supports, read from its own files.

What a package declares to its installer comes first, then what a team installs
(requirements, dependency groups), then lock files, then classifiers, and last the
test matrix: the first kind of file that sets a lower bound decides, and within
one kind the lowest bound does. A bound that can't be read is no bound.

Nothing here opens a file: the caller says which there are and reads them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from itertools import islice

from signal_lint.django.specifiers import lowest_series
from signal_lint.supported import DjangoRange, Version
from signal_lint.toml import parse

# In one file; what follows says nothing new of any real project.
_MOST_BOUNDS = 200

Read = Callable[[str], str | None]
Reader = Callable[[str], Iterator[str]]

# Possessive: a search would try every way to share a thousand spaces out among three patterns in a row.
_EXTRAS = r"\s*+(?:\[[^\]\[]*+\])?\s*+"
_REQUIREMENT = re.compile(rf"\s*django{_EXTRAS}\(?\s*([~<>=!][^;#)]*)", re.IGNORECASE)
_LINE = re.compile(
    rf"(?im)^[ \t]*(?:[\w.{{}},-]+[ \t]*[=:][ \t]*)?django{_EXTRAS}\(?[ \t]*([~<>=!](?:(?!\s--)[^;#)\n\\])*)"
)
_QUOTED = re.compile(r"""["'](django[^"'\n]*)["']""", re.IGNORECASE)
_CLASSIFIER = re.compile(r"Framework :: Django :: (\d+\.\d+)")
_LOCKED = re.compile(r"""(?im)^name = "django"\r?\nversion = "([^"\n]+)\"""")
_PIPFILE_LOCKED = re.compile(r'"django"\s*:\s*\{[^{}]*"version"\s*:\s*"==([^"]+)"', re.IGNORECASE)
_MATRIX = re.compile(r"(?:django|dj)-?(?:\{([^{}]*+)\}|(\d+\.\d+|\d{2,3})\b)")


def lowest_django(names: tuple[str, ...], read: Read) -> DjangoRange:
    """Return the lowest Django that the named files ask for, and the file that says so.

    `names` are paths relative to the project root; of those, only the ones that
    match `CANDIDATES` are read, and only until a kind of file has decided.
    """
    for readers in _KINDS:
        found = [
            (version, name)
            for pattern, reader in readers
            for name in sorted(names)
            if fnmatchcase(name, pattern)
            for version in _bounds(reader, read(name) or "")
        ]
        if found:
            return DjangoRange(*min(found))
    return DjangoRange(None, "")


def _bounds(reader: Reader, text: str) -> Iterator[Version]:
    for specifiers in islice(reader(text), _MOST_BOUNDS):
        version = lowest_series(specifiers)
        if version:
            yield version


# --- one reader per kind of file: its text -> the specifiers of Django in it


def _declared(text: str) -> Iterator[str]:
    """Read the dependencies of a pyproject.toml, optional ones too."""
    document = _toml(text)
    for key in ("dependencies", "optional-dependencies"):
        yield from _requirements(_at(document, "project", key))
    yield from _named(_at(document, "tool", "poetry", "dependencies"))


def _grouped(text: str) -> Iterator[str]:
    """Read the dependency groups of a pyproject.toml."""
    document = _toml(text)
    yield from _requirements(_at(document, "dependency-groups"))
    yield from _requirements(_at(document, "tool", "uv", "dev-dependencies"))
    yield from _named(_at(document, "tool", "poetry", "dev-dependencies"))
    match _at(document, "tool", "poetry", "group"):
        case dict() as groups:
            for group in groups.values():
                yield from _named(_at(group, "dependencies"))


def _pipfile(text: str) -> Iterator[str]:
    document = _toml(text)
    for key in ("packages", "dev-packages"):
        yield from _named(_at(document, key))


def _lines(text: str) -> Iterator[str]:
    """Read files with one requirement a line; setup.cfg has some after a key."""
    yield from _LINE.findall(text)


def _script(text: str) -> Iterator[str]:
    """Read the string literals of a setup.py."""
    yield from _requirements(_QUOTED.findall(text))


def _classifiers(text: str) -> Iterator[str]:
    for version in _CLASSIFIER.findall(text):
        yield f"=={version}"


def _locked(text: str) -> Iterator[str]:
    """Read a lock file by its lines: they are long, and tomllib is slow."""
    for version in _LOCKED.findall(text) + _PIPFILE_LOCKED.findall(text):
        yield f"=={version}"


def _matrix(text: str) -> Iterator[str]:
    """Read the environments of a tox.ini: `py311-django{42,52}`, `dj111`, `django4.2`."""
    for factors, single in _MATRIX.findall(text):
        for version in (factors or single).split(","):
            digits = re.fullmatch(r"\s*(\d)\.?(\d{1,2})\s*", version)
            if digits:
                yield f"=={digits[1]}.{digits[2]}"


_KINDS: tuple[tuple[tuple[str, Reader], ...], ...] = (
    (("pyproject.toml", _declared), ("setup.cfg", _lines), ("setup.py", _script)),
    (
        ("requirements*.txt", _lines),
        ("requirements*.in", _lines),
        ("requirements/*.txt", _lines),
        ("requirements/*.in", _lines),
        ("Pipfile", _pipfile),
        ("pyproject.toml", _grouped),
    ),
    (("uv.lock", _locked), ("poetry.lock", _locked), ("pdm.lock", _locked), ("Pipfile.lock", _locked)),
    (("pyproject.toml", _classifiers), ("setup.cfg", _classifiers), ("setup.py", _classifiers)),
    (("tox.ini", _matrix),),
)

#: Glob patterns, relative to the project root, of the files worth naming to `lowest_django`.
CANDIDATES = tuple(dict.fromkeys(pattern for readers in _KINDS for pattern, _ in readers))


# --- shapes of TOML


def _toml(text: str) -> object:
    try:
        return parse(text)
    except ValueError:
        return {}


def _at(value: object, *keys: str) -> object:
    for key in keys:
        match value:
            case dict():
                value = value.get(key)
            case _:
                return None
    return value


def _requirements(value: object) -> Iterator[str]:
    """Yield the specifiers of every requirement on Django in nested lists and tables."""
    match value:
        case str():
            found = _REQUIREMENT.match(value)
            if found:
                yield found[1]
        case list():
            for item in value:
                yield from _requirements(item)
        case dict():
            yield from _requirements(list(value.values()))


def _named(value: object) -> Iterator[str]:
    """Yield what a table `name = specifiers` (or `{version = specifiers}`) says of Django."""
    match value:
        case dict():
            for name, entry in value.items():
                if str(name).lower() == "django":
                    yield from _versions(entry)


def _versions(entry: object) -> Iterator[str]:
    match entry:
        case str():
            yield entry
        case {"version": str(version)}:
            yield version
        case list():
            for item in entry:
                yield from _versions(item)
