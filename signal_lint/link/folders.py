"""Which folder of the project an expression means, worked out from `__file__` as `os.path` would."""

from __future__ import annotations

import posixpath
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from signal_lint.facts import Sources
from signal_lint.link.neighbours import Neighbours
from signal_lint.link.searching import everything
from signal_lint.record import record
from signal_lint.syntax import (
    Assign,
    Attribute,
    BinOp,
    Call,
    Clause,
    Comprehension,
    Constant,
    Expression,
    FunctionDef,
    ImportFrom,
    JoinedStr,
    Lambda,
    Name,
    Parameters,
    Return,
    Sequence,
    Starred,
    Subscript,
)

#: Where the project lies, as far as it knows: what climbs out of it cannot come back by a name.
TOP = "/*" * 12
#: What hands back the path that it is given, joined to more of them if it is given more.
JOINING = frozenset({"join", "abspath", "realpath", "normpath", "fspath", "str", "Path", "PurePath", "path"})
#: Methods of a path that hand back another one below it.
BELOW = frozenset({"joinpath", "child", "path"})
#: Methods and attributes that stand for the same folder.
SAME = frozenset({"resolve", "absolute", "as_posix", "expanduser", "root"})
#: How deep calls and the parts of an expression are followed, and through how many files a name is.
DEEPEST = 40
MOST_FILES = 8


@record
class Place:
    """Where an expression stands: the file, the line, and what loops and calls give the names there.

    `files` counts those that imports of names led through.
    """

    path: str
    line: int
    given: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    files: int = 0


@record
class Bound:
    """What a name is bound to, and where that stands."""

    value: Expression | FunctionDef
    place: Place


class Folders:
    """Paths as the files of a project compute them; those below its own folder begin with `TOP`."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._neighbours = Neighbours(sources)
        self._depth = 0

    def of(self, expression: Expression, place: Place) -> str | None:
        """Return the path that an expression says, None where that cannot be told."""
        if self._depth >= DEEPEST:
            return None
        self._depth += 1
        found = self._of(expression, place)
        self._depth -= 1
        return found

    def _of(self, expression: Expression, place: Place) -> str | None:
        match expression:
            case Constant(value=str() | int() as literal):
                return str(literal)
            case Name(id="__file__"):
                return f"{TOP}/{place.path}"
            case Name(id=name) if name in place.given:
                (*_, only) = place.given[name]
                return only
            case Name():
                value, where = self.value(expression, place)
                return None if value == expression else self.of(value, where)
            case Attribute():
                return self._attribute(expression, place)
            case Subscript(value=Attribute(value=value, attr="parents"), slice=Constant(value=int(number))):
                return _above(self.of(value, place), number + 1)
            case BinOp(left=left, op="-", right=Constant(value=int(number))):
                return _above(self.of(left, place), number)
            case BinOp(left=left, op="/", right=right):
                return _joined((self.of(left, place), self.of(right, place)))
            case BinOp(left=Constant(value=str(text)), op="%", right=right):
                return _filled(
                    text, "%s", self._all(right.elts if isinstance(right, Sequence) else (right,), place)
                )
            case BinOp(left=left, op="+", right=right):
                return _filled("%s%s", "%s", self._all((left, right), place))
            case JoinedStr(values=values):
                return _filled("%s" * len(values), "%s", self._all(values, place))
            case Call():
                return self._called(expression, place)
            case _:
                return None

    def _attribute(self, attribute: Attribute, place: Place) -> str | None:
        match attribute:
            case Attribute(value=value, attr="parent"):
                return _above(self.of(value, place), 1)
            case Attribute(value=value, attr=attr) if attr in SAME:
                return self.of(value, place)
            case Attribute(value=Name(id=module), attr=attr) if source := self._neighbours.find(
                place.path, 0, module
            ):
                return self.of(Name(attr), Place(source, sys.maxsize, files=place.files + 1))
            case _:
                return None

    def elements(self, expression: Expression, place: Place) -> Iterator[tuple[Expression, Place]]:
        """Yield the elements of what is written as a list of paths, and any other expression as it is."""
        value, where = self.value(expression, place)
        match value:
            case Sequence(elts=elements):
                for each in elements:
                    yield from self.elements(each, where)
            case BinOp(left=left, op="+", right=right) if self._is_list(left, where) or self._is_list(
                right, where
            ):
                yield from self.elements(left, where)
                yield from self.elements(right, where)
            case Comprehension(element=element, clauses=(Clause(target=target, iter=iterated),)):
                for turn in self.turns(target, iterated, where):
                    yield element, turn
            case Starred(value=inner):
                yield from self.elements(inner, where)
            case _:
                yield value, where

    def turns(self, target: Expression, iterated: Expression, place: Place) -> Iterator[Place]:
        """Yield the place as it is in each turn of a loop over a list of paths."""
        if isinstance(target, Name):
            for each, where in self.elements(iterated, place):
                yield replace(place, given={**place.given, target.id: (self.of(each, where),)})

    def value(self, expression: Expression, place: Place) -> tuple[Expression, Place]:
        """Return what a name is bound to and where, and any other expression as it is."""
        bound = self._bound(expression.id, place) if isinstance(expression, Name) else None
        if bound is None or isinstance(bound.value, FunctionDef):
            return expression, place
        return bound.value, bound.place

    def _is_list(self, expression: Expression, place: Place) -> bool:
        return isinstance(self.value(expression, place)[0], Sequence | Comprehension)

    def _called(self, call: Call, place: Place) -> str | None:
        args = self._all((Starred(each.value) if each.star else each.value for each in call.args), place)
        match call.func:
            case Name(id=name) if (bound := self._bound(name, place)) is not None:
                return self._own(bound, args)
            case Attribute(value=Constant(value=str(text)), attr="format"):
                return _filled(text, "{}", args)
            case Name(id="dirname") | Attribute(attr="dirname"):
                return _above(_joined(args), 1)
            case Attribute(value=value, attr=attr) if (around := self.of(value, place)) is not None:
                return _method(around, attr, args)
            case Name(id=name) | Attribute(attr=name) if name in JOINING:
                return _joined(args)
            case _:
                return None

    def _own(self, bound: Bound, args: list[str | None]) -> str | None:
        """Return what a function of the project, or a path that can be called, makes of paths."""
        match bound.value:
            case Lambda(parameters=parameters, body=result):
                return self.of(result, _given(bound.place, parameters, args))
            case FunctionDef(parameters=parameters, body=(*_, Return(value=result))) if result is not None:
                return self.of(result, _given(bound.place, parameters, args))
            case FunctionDef():
                return None
            case value:
                return _joined([self.of(value, bound.place), *args])

    def _all(self, expressions: Iterable[Expression], place: Place) -> list[str | None]:
        found: list[str | None] = []
        for each in expressions:
            match each:
                case Starred(value=Name(id=name)) if name in place.given:
                    found += place.given[name]
                case _:
                    found.append(self.of(each, place))
        return found

    def _bound(self, name: str, place: Place) -> Bound | None:
        """Return what a name is bound to last above a line of a file, in whatever block of it."""
        found: Bound | None = None
        for node in everything(self._sources, place.path, frozenset({name})):
            match node:
                case Assign(targets=(Name(id=target),), value=value, span=span) if value is not None:
                    if target == name and span.line < place.line:
                        found = Bound(value, replace(place, line=span.line, given={}))
                case FunctionDef(name=defined, span=span) if defined == name:
                    found = Bound(node, replace(place, line=span.end_line, given={}))
                case ImportFrom():
                    found = self._imported(node, name, place) or found
                case _:
                    continue
        return found

    def _imported(self, statement: ImportFrom, name: str, place: Place) -> Bound | None:
        source = self._neighbours.find(place.path, statement.level, statement.module)
        meant = [alias.name for alias in statement.names if (alias.asname or alias.name) == name]
        if source is None or place.files == MOST_FILES or not meant:
            return None
        return self._bound(meant[0], Place(source, sys.maxsize, files=place.files + 1))


def _given(place: Place, parameters: Parameters, args: list[str | None]) -> Place:
    """Return where the body of a function stands that is called with paths."""
    named = [parameter.name for parameter in parameters.positional]
    given: dict[str, tuple[str | None, ...]] = {name: (arg,) for name, arg in zip(named, args, strict=False)}
    if parameters.vararg is not None:
        given[parameters.vararg] = tuple(args[len(named) :])
    return replace(place, given=given)


def _method(path: str, name: str, args: list[str | None]) -> str | None:
    if name in SAME:
        return path
    if name in BELOW:
        return _joined([path, *args])
    match args:
        case [str(number)] if name == "ancestor" and number.isdigit():
            return _above(path, int(number))
        case _:
            return None


def _joined(paths: Iterable[str | None]) -> str | None:
    known = list(paths)
    pieces = [path for path in known if path is not None]
    return posixpath.normpath(posixpath.join(*pieces)) if pieces and len(pieces) == len(known) else None


def _above(path: str | None, count: int) -> str | None:
    return None if path is None else posixpath.normpath(posixpath.join(path, *[".."] * count))


def _filled(text: str, gap: str, values: Iterable[str | None]) -> str | None:
    """Return a text with its gaps filled, one after the other."""
    for value in values:
        if value is None:
            return None
        text = text.replace(gap, value, 1)
    return text
