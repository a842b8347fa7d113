"""The Django that a project says it runs on, read from its own files.

What a package declares to its installer comes first, then what a team installs
(requirements, lock files, dependency groups, images and scripts), then classifiers,
and last what tests run on: the first kind of file that bounds the version decides,
and within one kind the lowest bound does. A bound that can't be read is no bound.

Nothing here opens a file: the caller says which there are and reads them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from itertools import islice

from signal_lint.django import pins
from signal_lint.django.pins import Reader
from signal_lint.django.specifiers import Bounds, series
from signal_lint.record import record
from signal_lint.supported import DjangoRange

# In one file; what follows says nothing new of any real project.
_MOST_BOUNDS = 200
# What files of requirements name in turn.
_MOST_FILES = 100

Read = Callable[[str], str | None]

_METADATA = ("PKG-INFO", "*.egg-info/PKG-INFO", "*.dist-info/METADATA")
# Beside a project, in which its requirements stand.
_FOLDERS = ("requirements", "requirement", "reqs", "req", "deps", "dependencies", "pip")
_WITHOUT_SUFFIX = (
    "base",
    "common",
    "dev",
    "development",
    "local",
    "main",
    "prod",
    "production",
    "requirements",
)
_REQUIREMENTS = (
    "*requirement*.txt",
    "*requirement*.pip",
    "requirement",
    "requirements",
    "req*.txt",
    "*[-_]reqs.txt",
    "*[-_]req.txt",
    "constraints*.txt",
    "dependencies*.txt",
    "deps*.txt",
    "pip*.txt",
    *(f"{folder}/{name}" for folder in _FOLDERS for name in ("*.txt", "*.pip", *_WITHOUT_SUFFIX)),
)
_INPUTS = ("*requirement*.in", "req*.in", *(f"{folder}/*.in" for folder in _FOLDERS))
_IMAGES = (
    "*dockerfile*",
    "containerfile*",
    "*compose*.y*ml",
    "*.sh",
    "makefile",
    "vagrantfile",
    "docker/*",
    "compose/*",
    "scripts/*.sh",
    "bin/*.sh",
)
_CI = (
    ".travis.yml",
    ".gitlab-ci.yml",
    "appveyor.yml",
    "azure-pipelines.yml",
    ".circleci/config.yml",
    ".github/workflows/*.y*ml",
)
_LOCKS = ("uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "pylock*.toml")
_BUILDOUT = ("buildout.cfg", "*versions*.cfg")
_CONDA = ("environment*.y*ml", "conda*.y*ml", "meta.yaml", "conda/*.y*ml")


def _all(patterns: tuple[str, ...], reader: Reader) -> tuple[tuple[str, Reader], ...]:
    return tuple((pattern.lower(), reader) for pattern in patterns)


_DECLARED = (("pyproject.toml", pins.declared), ("setup.cfg", pins.lines), ("setup.py", pins.script))
_KINDS: tuple[tuple[tuple[str, Reader], ...], ...] = (
    _DECLARED,
    (("*.egg-info/requires.txt", pins.lines), *_all(_METADATA, pins.metadata)),
    _all(_REQUIREMENTS, pins.lines),
    (*_all(_LOCKS, pins.locked), *_all(_BUILDOUT, pins.buildout)),
    (
        *_all(_INPUTS, pins.lines),
        ("pipfile", pins.pipfile),
        ("pyproject.toml", pins.grouped),
        *_all(_CONDA, pins.conda),
    ),
    _all(_IMAGES, pins.commands),
    _all(("pyproject.toml", "setup.cfg", "setup.py", *_METADATA), pins.classifiers),
    (("tox.ini", pins.matrix), ("tox.ini", pins.lines), *_all(_CI, pins.commands)),
    _all(tuple(f"*/{name}" for name in _LOCKS), pins.locked),
)
_FOLLOWED = _KINDS[2]

#: Glob patterns, relative to a folder of the project and in lower case, of the files worth naming here.
CANDIDATES = tuple(dict.fromkeys(pattern for readers in _KINDS for pattern, _ in readers))

_DEEPEST = max(pattern.count("/") for pattern in CANDIDATES)
_NAMING = re.compile(r"(?m)^[ \t]*(?:-r|-c|--requirement|--constraint)[ \t=]*([^\s#]+)")
_OPENED = re.compile(r"""["']([\w./-]*(?:req|dep|pip|constraint)[\w./-]*)["']""", re.IGNORECASE)


def is_named(name: str, pattern: str) -> bool:
    """Tell whether a file has a name of the pattern, whatever its case; a star matches no slash."""
    return name.count("/") == pattern.count("/") and fnmatchcase(name.lower(), pattern)


@record
class _Found:
    """The bounds that one line of a file sets."""

    bounds: Bounds
    name: str
    line: int


def pinned_django(folders: tuple[str, ...], names: tuple[str, ...], read: Read) -> DjangoRange | None:
    """Return the Django that the files in the folders of a project ask for, None where they do not.

    The folders are relative to the root, "" for that, and the nearest to the project is the first: the first
    that pins Django decides. What a package farther out declares may only lower it, since the project runs
    the code of that package. `names` are paths of files relative to the root, of which only those are read
    that are of a kind that matters, and only until one kind has decided.
    """
    for number, folder in enumerate(folders):
        for readers in _KINDS:
            nearest = _range(_pins(folder, readers, names, read))
            if nearest:
                outer = folders[number + 1 :]
                return _lowered(nearest, [_range(_pins(other, _DECLARED, names, read)) for other in outer])
    return None


def _lowered(nearest: DjangoRange, outer: list[DjangoRange | None]) -> DjangoRange:
    for other in outer:
        if other and other.lowest and nearest.lowest and other.lowest < nearest.lowest:
            is_open = other.highest is None or nearest.highest is None
            highest = None if is_open else max(v for v in (other.highest, nearest.highest) if v)
            nearest = DjangoRange(other.lowest, other.source, "pinned", highest, other.line)
    return nearest


def _range(found: list[_Found]) -> DjangoRange | None:
    """Return what the bounds of one kind come to; those without a lower one count only by themselves."""
    found = [each for each in found if each.bounds.lowest] or found
    if not found:
        return None
    first = min(
        found, key=lambda each: (each.bounds.lowest or each.bounds.highest or (0, 0), each.name, each.line)
    )
    ends = [each.bounds.highest for each in found if each.bounds.highest]
    highest = max(ends) if len(ends) == len(found) else None
    return DjangoRange(first.bounds.lowest, first.name, "pinned", highest, first.line)


def _pins(
    folder: str, readers: tuple[tuple[str, Reader], ...], names: tuple[str, ...], read: Read
) -> list[_Found]:
    start = f"{folder}/" if folder else ""
    inside = [
        name for name in sorted(names) if name.startswith(start) and name.count("/", len(start)) <= _DEEPEST
    ]
    found: list[_Found] = []
    texts: dict[str, str] = {}
    for pattern, reader in readers:
        for name in inside:
            if is_named(name[len(start) :], pattern):
                texts[name] = read(name) or ""
                found += _bounds(reader, name, texts[name])
    if readers is _FOLLOWED:
        opening = f"{start}setup.py"
        if opening in inside:
            texts[opening] = read(opening) or ""
        for name, text in _followed(texts, read):
            found += _bounds(pins.lines, name, text)
    return found


def _followed(texts: dict[str, str], read: Read) -> Iterator[tuple[str, str]]:
    """Yield the files that a setup.py opens, and those that files of requirements name, with their texts."""
    waiting, seen = list(texts.items()), set(texts)
    while waiting and len(seen) < _MOST_FILES:
        path, text = waiting.pop()
        pattern = _OPENED if path.endswith("setup.py") else _NAMING
        for match in islice(pattern.finditer(text), _MOST_FILES):
            name = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[1]))
            if name in seen or name.startswith(("/", "..")):
                continue
            seen.add(name)
            inner = read(name)
            if inner is not None:
                waiting.append((name, inner))
                yield name, inner


def _bounds(reader: Reader, name: str, text: str) -> Iterator[_Found]:
    for pin in islice(reader(text), _MOST_BOUNDS):
        bounds = series(pin.specifiers)
        if bounds:
            yield _Found(bounds, name, pin.line)
