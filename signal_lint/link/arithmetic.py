"""What operators, subscripts and comprehensions make of values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from signal_lint.link.bindings import target_names
from signal_lint.link.deciding import decided
from signal_lint.link.lists import (
    ANY,
    chosen,
    contents,
    doubtful,
    joined,
    mixed,
    remade,
    shared,
    sliced,
    surely_held,
    without,
    written_slice,
)
from signal_lint.link.merging import element, merge
from signal_lint.link.values import (
    Class,
    Each,
    Field,
    Function,
    Items,
    Kind,
    LabelledModel,
    Literal,
    Method,
    Module,
    Partial,
    Scope,
    SignalObject,
    Table,
    Unknown,
    Value,
)
from signal_lint.syntax import (
    Assign,
    Attribute,
    BinOp,
    BoolOp,
    Call,
    Clause,
    Comprehension,
    Expression,
    IfExp,
    JoinedStr,
    Name,
    Opaque,
    Sequence,
    Subscript,
)
from signal_lint.unparse import unparse
from signal_lint.walk import own_parts

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

# Sums of sums, and loops in loops, grow beyond any memory.
_LARGEST = 50_000
_MOST_ROUNDS = 5_000
#: What is told from every other key of a dict.
KEY = Literal | Class | Function | SignalObject | LabelledModel
#: What is true to Python whatever is inside.
TRUE = Class | Function | Method | Partial | Module | SignalObject | LabelledModel | Field


def operate(ev: Evaluator, expression: BinOp | BoolOp | JoinedStr | Subscript, scope: Scope) -> Value:
    """Return what an operation comes to."""
    unknown = Unknown(unparse(expression))
    match expression:
        case JoinedStr(values=parts):
            return _joined([ev.evaluate(part, scope) for part in parts]) or unknown
        case BinOp(left=left, op=op, right=right):
            sides = (ev.evaluate(left, scope), ev.evaluate(right, scope))
            return _binary(sides[0], op, sides[1]) or replace(unknown, of=mixed(sides))
        case Subscript(value=value, slice=Opaque(text=text)):
            items = contents(ev.evaluate(value, scope))
            return unknown if items is None else sliced(items, written_slice(text))
        case Subscript(value=value, slice=index):
            return subscript(ev.evaluate(value, scope), ev.evaluate(index, scope)) or unknown
        case _:
            return _either(ev, expression, scope) or unknown


def _either(ev: Evaluator, expression: BoolOp, scope: Scope) -> Value | None:
    first = ev.evaluate(expression.left, scope)
    truth = is_true(first)
    if truth is None:
        both = [first, ev.evaluate(expression.right, scope)]
        return merge(both) if any(contents(value) for value in both) else None
    return ev.evaluate(expression.right, scope) if truth is (expression.op == "and") else first


def is_true(value: Value) -> bool | None:
    """Tell whether a value is true to Python, None where that is not known."""
    match value:
        case Literal(value=known):
            return bool(known)
        case Items(elements=elements, complete=complete):
            return True if surely_held(value) else None if elements or not complete else False
        case Table(items=items, complete=complete):
            return True if items else False if complete else None
        case _:
            return True if isinstance(value, TRUE) else None


def is_true_name(ev: Evaluator, test: Name, scope: Scope) -> bool | None:
    """Tell whether a name is true; what an attribute says that is false, a subclass may say otherwise."""
    truth = is_true(ev.evaluate(test, scope))
    if truth is not False:
        return truth
    parts = (part for statement in scope.body for part in own_parts(statement))
    assigned = (part for part in parts if isinstance(part, Assign) and test in part.targets)
    return None if any(_may_give_attribute(part.value) for part in assigned) else False


def _may_give_attribute(value: Expression | None) -> bool:
    """Tell whether an attribute is what an expression comes to, in one of its ways at least."""
    match value:
        case Attribute():
            return True
        case IfExp(body=one, orelse=other) | BoolOp(left=one, right=other):
            return _may_give_attribute(one) or _may_give_attribute(other)
        case _:
            return False


def is_looked_up(ev: Evaluator, name: str, scope: Scope) -> bool:
    """Tell whether a local is what a literal dict of the same file has under a key, and nothing else.

    Such a value is the same in every run; what settings or the environment say is not.
    """
    if scope.kind != "function" or scope.path in ev.settings_paths:
        return False
    found = [statement for statement in scope.body if name in ev.binds(statement)]
    match found:
        case [Assign(value=Call(func=Attribute(value=Name(id=table), attr="get")))]:
            return table in ev.index(scope.path) and isinstance(
                ev.evaluate(Name(table), ev.module_scope(scope.path)), Table
            )
        case _:
            return False


def is_none(value: Value) -> bool | None:
    """Tell whether a value is None, as far as that is known."""
    if value == Literal(None):
        return True
    return False if isinstance(value, Literal | Items | Table) or is_true(value) else None


def _joined(parts: list[Value]) -> Value | None:
    texts = [str(part.value) for part in parts if isinstance(part, Literal)]
    return Literal("".join(texts)) if len(texts) == len(parts) else None


def _binary(left: Value, op: str, right: Value) -> Value | None:
    match left, op, right:
        case Items(), "+" | "|", Items() if len(left.elements) + len(right.elements) > _LARGEST:
            return None
        case Items(), "+" | "|", Items():
            kind = "set" if "set" in (left.kind, right.kind) else left.kind
            return joined(kind, left, right)
        case (Items(), "+" | "|", _) | (_, "+" | "|", Items()):
            return joined("list", *(contents(side) or ANY for side in (left, right)))
        case Items(), "-", _:
            return without(left, contents(right) or ANY)
        case Items(), "&", _:
            return shared(left, contents(right) or ANY)
        case (Items(), "*", Literal(value=int(times))) if type(times) is int and times > 0:
            return left
        case Items(), "*", _:
            return doubtful(left)
        case Literal(value=str(first)), "+", Literal(value=str(second)) if (
            len(first) + len(second) <= _LARGEST
        ):
            return Literal(first + second)
        case Literal(value=str(pattern)), "%", _:
            return _formatted(pattern, right)
        case _:
            return None


def _formatted(pattern: str, right: Value) -> Value | None:
    values = right.elements if isinstance(right, Items) else (right,)
    texts = tuple(str(value.value) for value in values if isinstance(value, Literal))
    if len(texts) != len(values) or pattern.count("%s") != len(texts) or pattern.count("%") != len(texts):
        return None
    return Literal(pattern % texts)


def subscript(value: Value, index: Value) -> Value | None:
    """Return an element of a list or table, None where it is not known."""
    match value, index:
        case Items(kind="list" | "tuple", elements=elements, exact=True), Literal(value=int(number)) if (
            -len(elements) <= number < len(elements)
        ):
            return elements[number]
        case Table(items=items, complete=True), _ if all(isinstance(key, KEY) for key, _ in items):
            return next((found for key, found in reversed(items) if key == index), None)
        case _:
            return None


def comprehension(ev: Evaluator, expression: Comprehension, scope: Scope) -> Value:
    """Return a list of what a comprehension gives; a filtered one is incomplete."""
    if expression.kind == "dict":
        return Unknown(unparse(expression))
    if len(expression.clauses) == 1:
        return _over_list(ev, expression, expression.clauses[0], scope)
    inners = list(islice(rounds(ev, expression.clauses, scope), _MOST_ROUNDS + 1))
    found = [ev.evaluate(expression.element, inner) for inner in inners[:_MOST_ROUNDS]]
    if (
        not found
        or len(inners) > _MOST_ROUNDS
        or any(isinstance(value, Each) for inner in inners for value in inner.innermost.values())
    ):
        return Unknown(unparse(expression))
    is_filtered = any(clause.ifs for clause in expression.clauses)
    items = Items("set" if expression.kind == "set" else "list", tuple(found))
    return doubtful(items) if is_filtered else items


def _over_list(ev: Evaluator, expression: Comprehension, clause: Clause, scope: Scope) -> Value:
    """Return what a comprehension over one list gives: each filter drops what it surely excludes."""
    found = ev.evaluate(clause.iter, scope)
    items = Items("tuple", ev.elements(clause.iter, scope)) if isinstance(found, Table) else contents(found)
    if items is None or len(items.elements) > _MOST_ROUNDS:
        return Unknown(unparse(expression))
    kept: list[tuple[Value, bool | None]] = []
    doubted = set()
    for value in items.elements:
        inner = replace(scope, innermost={**scope.innermost, **_bound(clause.target, value)}, known={})
        tests = [decided(ev, test, inner) for test in clause.ifs]
        made = remade(ev.evaluate(expression.element, inner), value)
        kept.append((made, False if False in tests else None if None in tests else True))
        if value in items.unsure:
            doubted.add(made)
    if not kept:
        return Unknown(unparse(expression))
    kind: Kind = "set" if "set" in (items.kind, expression.kind) else "list"
    left = chosen(Items(kind, (), items.complete), kept)
    whole = replace(left, unsure=left.unsure | frozenset(doubted))
    return whole if isinstance(found, Items | Table) else Unknown(unparse(expression), whole)


def rounds(ev: Evaluator, clauses: tuple[Clause, ...], scope: Scope) -> Iterator[Scope]:
    """Yield the scope of each round of a comprehension."""
    if not clauses:
        yield scope
        return
    clause, *rest = clauses
    for value in ev.elements(clause.iter, scope):
        bound = {**scope.innermost, **_bound(clause.target, value)}
        yield from rounds(ev, tuple(rest), replace(scope, innermost=bound, known={}))


def with_target(scope: Scope, target: Expression, value: Value) -> Scope:
    """Return a scope in which a loop's target is bound to one of its values."""
    return replace(scope, bindings={**scope.bindings, **_bound(target, value)}, known={})


def _bound(target: Expression, value: Value) -> dict[str, Value]:
    match target:
        case Name(id=name):
            return {name: value}
        case Sequence():
            return {name: element(value, target, name) for name in target_names(target)}
        case _:
            return {}
