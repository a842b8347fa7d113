"""How each kind of file says which Django is needed: its text -> the specifiers, each with its line.

A kind of file that is missing here is added by a reader, and by its names in `versions`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from signal_lint.record import record
from signal_lint.toml import parse


@record
class Pin:
    """What a file says of Django's version, as written, and the line."""

    specifiers: str
    line: int


Reader = Callable[[str], Iterator[Pin]]

# Possessive: a search would try every way to share a thousand spaces out among three patterns in a row.
_EXTRAS = r"\s*+(?:\[[^\]\[]*+\])?\s*+"
_REQUIREMENT = re.compile(rf"\s*django{_EXTRAS}\(?\s*([~<>=!][^;#)]*)", re.IGNORECASE)
_LINE = re.compile(
    rf"(?im)^[ \t]*(?:[\w.{{}},-]+[ \t]*[=:][ \t]*)?django{_EXTRAS}\(?[ \t]*([~<>=!](?:(?!\s--)[^;#)\n\\])*)"
)
_ADDRESS = re.compile(
    r"(?im)^[^#\n]*?(?:django/django(?:\.git)?(?:@|/archive/|/tarball/|/zipball/)(?:refs/(?:tags|heads)/)?(?:stable/)?"
    r"|/django-)v?(\d{1,2}\.\d{1,2})"
)
_QUOTED = re.compile(r"""["'](django[^"'\n]*)["']""", re.IGNORECASE)
_CONDA = re.compile(
    rf"(?im)^[ \t]*-[ \t]*[\"']?(?:[\w.-]+::)?django{_EXTRAS}([~<>=!]{{1,2}})[ \t]*([^\s;#\"']+)"
)
_METADATA = re.compile(rf"(?im)^Requires-Dist:[ \t]*django{_EXTRAS}\(?[ \t]*([~<>=!][^;)\n]*)")
_INSTALL = re.compile(r"\b(?:install|uv add)\b")
_INSTALLED = re.compile(
    rf"""(?i)(?<![\w./-])(?:(["'])django{_EXTRAS}([~<>=!][^"';]*)|django(?:\[[^\]\s]*\])?([~<>=!]=?=?[^\s"';&|)]*))"""
)
_CLASSIFIER = re.compile(r"Framework :: Django :: (\d+\.\d+)")
# Poetry once sorted the keys of a package, so that others stand between the two.
_LOCKED = re.compile(r'(?im)^name = "django"\n(?:(?!\[|version = )[^\n]*\n){0,9}version = "([^"\n]+)"')
_BUILDOUT = re.compile(r"(?im)^[ \t]*django[ \t]*=[ \t]*(\d[\w.]*+)[ \t]*(?:#.*)?$")
_PIPFILE_LOCKED = re.compile(r'"django"\s*:\s*\{[^{}]*"version"\s*:\s*"==([^"]+)"', re.IGNORECASE)
_MATRIX = re.compile(r"(?:django|dj)-?(?:\{([^{}]*+)\}|(\d+\.\d+|\d{2,3})\b)")


def declared(text: str) -> Iterator[Pin]:
    """Read the dependencies of a pyproject.toml, optional ones too."""
    document = _toml(text)
    for key in ("dependencies", "optional-dependencies"):
        yield from _placed(text, _requirements(_at(document, "project", key)))
    yield from _placed(text, _named(_at(document, "tool", "poetry", "dependencies")))
    yield from _placed(text, _requirements(_at(document, "tool", "flit", "metadata")))


def grouped(text: str) -> Iterator[Pin]:
    """Read the dependency groups of a pyproject.toml, and those of the tools that had them first."""
    document = _toml(text)
    for keys in (
        ("dependency-groups",),
        ("tool", "uv", "dev-dependencies"),
        ("tool", "pdm", "dev-dependencies"),
        ("tool", "hatch", "envs"),
    ):
        yield from _placed(text, _requirements(_at(document, *keys)))
    yield from _placed(text, _named(_at(document, "tool", "poetry", "dev-dependencies")))
    match _at(document, "tool", "poetry", "group"):
        case dict() as groups:
            for group in groups.values():
                yield from _placed(text, _named(_at(group, "dependencies")))


def pipfile(text: str) -> Iterator[Pin]:
    """Read both tables of a Pipfile."""
    document = _toml(text)
    for key in ("packages", "dev-packages"):
        yield from _placed(text, _named(_at(document, key)))


def lines(text: str) -> Iterator[Pin]:
    """Read files with one requirement a line, addresses too; setup.cfg and tox.ini have some after a key."""
    yield from (Pin(found[1], _line(text, found.start(1))) for found in _LINE.finditer(text))
    yield from (Pin(f"=={found[1]}.*", _line(text, found.start(1))) for found in _ADDRESS.finditer(text))


def script(text: str) -> Iterator[Pin]:
    """Read the string literals of a setup.py."""
    for found in _QUOTED.finditer(text):
        for specifiers in _requirements(found[1]):
            yield Pin(specifiers, _line(text, found.start()))


def conda(text: str) -> Iterator[Pin]:
    """Read an environment of conda, where one `=` allows every patch, and what pip installs in it."""
    for found in _CONDA.finditer(text):
        # Behind a second `=` stands the build.
        release = found[2].partition("=")[0].removesuffix(".*")
        written = f"=={release}.*" if found[1] == "=" else found[1] + found[2]
        yield Pin(written, _line(text, found.start(1)))


def metadata(text: str) -> Iterator[Pin]:
    """Read what a built distribution says that it requires."""
    yield from (Pin(found[1], _line(text, found.start(1))) for found in _METADATA.finditer(text))


def commands(text: str) -> Iterator[Pin]:
    r"""Read the commands that install Django, in images, scripts and CI; `\` continues a line."""
    number = 1
    for command in re.split(r"(?<!\\)\n", text):
        if _INSTALL.search(command):
            for found in _INSTALLED.finditer(command):
                yield Pin(found[2] or found[3], number + command.count("\n", 0, found.start()))
        number += command.count("\n") + 1


def classifiers(text: str) -> Iterator[Pin]:
    """Read the series that a package says it works with, of which the newest is no upper bound."""
    yield from (Pin(f">={found[1]}", _line(text, found.start())) for found in _CLASSIFIER.finditer(text))


def locked(text: str) -> Iterator[Pin]:
    """Read a lock file by its lines: they are long, and tomllib is slow."""
    for pattern in (_LOCKED, _PIPFILE_LOCKED):
        yield from (Pin(f"=={found[1]}", _line(text, found.start(1))) for found in pattern.finditer(text))


def buildout(text: str) -> Iterator[Pin]:
    """Read the versions that a configuration of buildout pins: `Django = 1.11.29`."""
    yield from (Pin(f"=={found[1]}", _line(text, found.start(1))) for found in _BUILDOUT.finditer(text))


def matrix(text: str) -> Iterator[Pin]:
    """Read the environments of a tox.ini: `py311-django{42,52}`, `dj111`, `django4.2` and later."""
    for found in _MATRIX.finditer(text):
        for version in (found[1] or found[2]).split(","):
            digits = re.fullmatch(r"\s*(\d)\.?(\d{1,2})\s*", version)
            if digits:
                yield Pin(f">={digits[1]}.{digits[2]}", _line(text, found.start()))


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


# --- shapes of TOML, which has no lines once it is read


def _placed(text: str, found: Iterator[str]) -> Iterator[Pin]:
    written = text.split("\n")
    for specifiers in found:
        numbers = [n for n, line in enumerate(written, 1) if specifiers.strip() in line]
        named = [n for n in numbers if "django" in written[n - 1].lower()]
        yield Pin(specifiers, next(iter(named or numbers), 1))


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
