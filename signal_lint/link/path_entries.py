"""The folders of a project that what starts it puts on sys.path, read as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from signal_lint.facts import Sources
from signal_lint.link.folders import TOP, Folders, Place
from signal_lint.link.modules import parent
from signal_lint.link.neighbours import Neighbours
from signal_lint.link.places import is_test
from signal_lint.link.searching import whole
from signal_lint.record import record
from signal_lint.source import Location, Span
from signal_lint.syntax import (
    Assign,
    Attribute,
    AugAssign,
    Call,
    Constant,
    Expression,
    For,
    Name,
    Statement,
    Subscript,
)
from signal_lint.walk import parts

MODULES = frozenset({"sys", "site"})
#: What a statement holds that extends sys.path: a word of each set.
WORDS = (frozenset({"sys", "addsitedir"}), frozenset({"path", "addsitedir"}))
SCRIPTS = frozenset({"manage.py", "wsgi.py", "asgi.py", "celery.py", "conftest.py"})


@record
class PathEntry:
    """A folder of the project that a statement puts on sys.path; "." is the project's own."""

    folder: str
    location: Location


def path_folders(sources: Sources) -> tuple[str, ...]:
    """Return the folders of the project that go on sys.path when it starts."""
    return tuple(dict.fromkeys(entry.folder for entry in path_entries(sources)))


def path_entries(sources: Sources) -> tuple[PathEntry, ...]:
    """Return what scripts and settings put on sys.path, and what the modules do that these import."""
    extending = sorted(sources.importing(MODULES))
    starting = [path for path in sources.paths if _starts_the_project(path)]
    others = [path for path in extending if not _starts_the_project(path) and not is_test(path)]
    if not sources.containing(WORDS[1]).keys().isdisjoint(others):
        followed = [path for path in starting if path.endswith("manage.py") or "settings" in path]
        starting += Neighbours(sources).led_to(followed)
    reader = _Reader(sources)
    return tuple(entry for path in extending if path in set(starting) for entry in reader.entries(path))


def _starts_the_project(path: str) -> bool:
    return path.rpartition("/")[2] in SCRIPTS or "settings" in path


class _Reader:
    """Statements that extend sys.path, and the folders of a project that they mean."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._folders = Folders(sources)
        parents = {parent(path) for path in sources.paths}
        self._known = parents | {str(above) for folder in parents for above in PurePosixPath(folder).parents}

    def entries(self, path: str) -> Iterator[PathEntry]:
        """Yield what one file puts on sys.path."""
        body = self._sources.facts(path).body
        nodes = [node for each in body for node in whole(self._sources, path, each, *WORDS)]
        loops = [node for node in nodes if isinstance(node, For)]
        for node in nodes:
            for entry, span in _entries(node):
                place = Place(path, span.line)
                for within in self._turns(loops, entry, place):
                    for expression, where in self._folders.elements(entry, within):
                        for folder in self._meant(expression, where):
                            yield PathEntry(folder, Location(path, span))

    def _turns(self, loops: list[For], entry: Expression, place: Place) -> Iterator[Place]:
        """Yield the place of an entry, once for each turn of a loop that goes through what it names."""
        names = {part.id for part in parts(entry) if isinstance(part, Name)}
        turns = 0
        for loop in loops:
            if isinstance(loop.target, Name) and loop.target.id in names:
                for turn in self._folders.turns(loop.target, loop.iter, place):
                    turns += 1
                    yield turn
        if not turns:
            yield place

    def _meant(self, expression: Expression, place: Place) -> Iterator[str]:
        """Yield the folder of the project that a path means; of one known in part, what ends as it does."""
        text = self._folders.of(expression, place)
        if text is None or not text.startswith("/"):
            yield from self._ending_in(expression, place.path)
        elif text.startswith(f"{TOP}/") or text == TOP:
            folder = text.removeprefix(TOP).strip("/") or "."
            yield from (folder,) if folder in self._known else ()

    def _ending_in(self, expression: Expression, path: str) -> Iterator[str]:
        """Yield the folder around a file that ends in the literal parts of a path expression."""
        pieces = [
            piece
            for part in parts(expression)
            if isinstance(part, Constant) and isinstance(part.value, str)
            for piece in part.value.split("/")
            if piece and "%" not in piece
        ]
        if not pieces:
            return
        tail = "/".join(pieces)
        candidates = (str(above / tail) for above in PurePosixPath(path).parents)
        yield from [each for each in candidates if each in self._known][:1]


def _entries(node: Statement | Expression) -> tuple[tuple[Expression, Span], ...]:
    """Return what a statement or call puts on sys.path, and where it does."""
    match node:
        case Call(
            func=Attribute(value=Attribute(attr="path"), attr="insert" | "append" | "extend"), args=(*_, last)
        ):
            return ((last.value, node.span),)
        case Call(func=Attribute(attr="addsitedir") | Name(id="addsitedir"), args=(first, *_)):
            return ((first.value, node.span),)
        case AugAssign(target=Attribute(attr="path"), value=value):
            return ((value, node.span),)
        case Assign(targets=(Attribute(attr="path") | Subscript(value=Attribute(attr="path")),), value=value):
            return () if value is None else ((value, node.span),)
        case _:
            return ()
