"""Every tree that the scripts of this folder go over: fixture projects, recorded projects, and releases."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from conformance.alone import ALONE, unpacked_alone
from conformance.second import read_second, second_list
from conformance.tables import tables, tree

FIXTURES = Path(__file__).parents[2] / "fixtures"
#: Folders of several projects.
SETS = frozenset({"layouts"})

Named = tuple[str, Path]


def fixture_roots() -> Iterator[Named]:
    """Yield the fixture projects by their paths below the fixtures: each is analysed alone."""
    for folder in sorted((FIXTURES / "projects").iterdir()):
        if folder.name in SETS:
            yield from _folders(folder)
        elif folder.is_dir():
            yield _named(folder)
    yield from _folders(FIXTURES / "rules")
    for section in sorted((FIXTURES / "startup").glob("*/")):
        yield from _folders(section)


def _folders(folder: Path) -> Iterator[Named]:
    yield from (_named(each) for each in sorted(folder.iterdir()) if each.is_dir())


def _named(folder: Path) -> Named:
    return folder.relative_to(FIXTURES).as_posix(), folder


def release_roots(cache: Path, only: Collection[str] = ()) -> Iterator[Named]:
    """Yield the recorded projects and the releases of both lists, unpacked; only some, if they are named."""
    for table in tables():
        if not only or table.name in only:
            yield table.name, tree(table, cache).path
    for release in ALONE:
        if not only or release.partition("==")[0] in only:
            yield release, unpacked_alone(cache, release).path
    for listed in second_list():
        if not only or listed.name in only:
            yield str(listed), read_second(cache, listed).path
