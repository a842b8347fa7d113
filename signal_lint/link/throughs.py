"""Which models a many-to-many relation may go through, and so be a sender of `m2m_changed`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from signal_lint.link.searching import everything
from signal_lint.link.values import Class, External, LabelledModel, Literal
from signal_lint.syntax import (
    Assign,
    Attribute,
    Call,
    Constant,
    Dict,
    Expression,
    ImportFrom,
    Name,
    Statement,
    Subscript,
)

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

THROUGH = frozenset({"through"})
KEY = Constant("through")


class Throughs:
    """The models that are given as `through`, looked for until an answer is found."""

    def __init__(self, ev: Evaluator) -> None:
        self._rest = _throughs(ev)
        self._met: set[str | None] = set()

    def may_be(self, name: str) -> bool:
        """Tell whether a relation may go through the model of a dotted name."""
        answers = {None, name.rpartition(".")[2].lower()}
        if not answers.isdisjoint(self._met):
            return True
        for found in self._rest:
            self._met.add(found)
            if found in answers:
                return True
        return False


def _throughs(ev: Evaluator) -> Iterator[str | None]:
    """Yield the name, in small letters, of each model given as `through`; None where it is not known."""
    for path in ev.sources.containing(THROUGH):
        keys = 0
        for node in everything(ev.sources, path, THROUGH):
            for given in _given(node):
                yield _name(ev, given, path)
            keys += (node == KEY) - _keys_read(node)
        if keys:
            yield None  # It stands where nobody knows what is done with it.


def _given(node: Statement | Expression) -> Iterator[Expression]:
    """Yield what a statement or an expression gives as `through`, by keyword or in a dict of arguments."""
    match node:
        case Call(func=Attribute(attr="setdefault"), args=(key, given)) if key.value == KEY:
            yield given.value
        case Call(args=args):
            yield from (each.value for each in args if each.keyword == "through")
        case Dict(items=items):
            yield from (value for key, value in items if key == KEY)
        case Assign(targets=targets, value=value) if value is not None and _is_item(targets):
            yield value
        case _:
            return


def _is_item(targets: tuple[Expression, ...]) -> bool:
    return any(isinstance(target, Subscript) and target.slice == KEY for target in targets)


def _keys_read(node: Statement | Expression) -> int:
    """Count the keys of a dict of arguments that an expression holds itself."""
    match node:
        case Call(func=Attribute(attr="setdefault" | "get" | "pop"), args=(key, *_)):
            return int(key.value == KEY)
        case Dict(items=items):
            return sum(key == KEY for key, _ in items)
        case Subscript(slice=key):
            return int(key == KEY)
        case _:
            return 0


def _name(ev: Evaluator, given: Expression, path: str) -> str | None:
    """Return the name of a model that is given, "" for no model, None where it is not known."""
    match ev.evaluate(given, ev.module_scope(path)), given:
        case Class() as found, _:
            return found.node.name.lower()
        case ((Literal(value=str(text)) | External(name=text) | LabelledModel(label=text)), _):
            return text.rpartition(".")[2].lower()
        case Literal(value=None), Constant():
            return ""
        case _, Name(id=name):
            return _imported(ev, name, path)
        case _:
            return None


def _imported(ev: Evaluator, name: str, path: str) -> str | None:
    """Return what a function imports under a name, in small letters."""
    for node in everything(ev.sources, path, frozenset({name})):
        if isinstance(node, ImportFrom):
            for alias in node.names:
                if name == (alias.asname or alias.name):
                    return alias.name.lower()
    return None
