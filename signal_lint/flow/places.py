"""What a test reads, and whether something on the way may have changed it."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.flow.expressions import dotted, last_name, rebuilt
from signal_lint.flow.names import ALL, is_sent
from signal_lint.flow.scenes import ADDING, INSTANCE, PK
from signal_lint.syntax import (
    Attribute,
    Await,
    Call,
    Comprehension,
    Constant,
    Expression,
    Lambda,
    Name,
    Opaque,
    Subscript,
    Yield,
)
from signal_lint.walk import subexpressions

STEADY = frozenset({*PK, ADDING})
PURE = frozenset(
    {"bool", "len", "str", "int", "set", "frozenset", "list", "tuple", "isinstance", "issubclass", "type"}
)
PURE_METHODS = frozenset({"lower", "upper", "strip", "startswith", "endswith"})
LOGGING = frozenset(
    {"debug", "info", "warning", "error", "exception", "critical", "log", "print", "repr", "format"}
)


def places_read(test: Expression) -> Iterator[Expression]:
    """Yield the names, attributes and items that a test reads, the longest of each chain."""
    match test:
        case Name() | Attribute() | Subscript():
            yield test
        case Call(func=Attribute(value=owner), args=args):
            for part in (owner, *(argument.value for argument in args)):
                yield from places_read(part)
        case Call(args=args):
            for argument in args:
                yield from places_read(argument.value)
        case _:
            for part in subexpressions(test):
                yield from places_read(part)


def has_changed(place: Expression, touched: frozenset[Expression], saved: Expression) -> bool:
    """Tell whether what was done may have changed a place, of the instance or of the object that is saved."""

    def as_instance(expression: Expression) -> Expression:
        return INSTANCE if expression == saved else rebuilt(expression, as_instance)

    links = tuple(map(_column, _chain(place)))
    return any(_changes(as_instance(step), links) for step in touched)


def is_settled(test: Expression) -> bool:
    """Tell whether a test reads only what was sent, constants and settings, and calls nothing unknown."""
    match test:
        case Constant():
            return True
        case Name(id=name):
            return test != ALL and (is_sent(test) or name[:1].isupper())
        case Attribute(value=owner, attr=attr):
            private = attr.startswith("_") and attr not in {"_state", "_meta", "__class__", "__name__"}
            return _is_constant(dotted(test)) or (not private and _is_of_sent(owner) and is_settled(owner))
        case Call(func=Name(id=name), args=args) if name in PURE:
            return all(is_settled(argument.value) for argument in args)
        case Call(func=Attribute(value=owner, attr=name), args=args) if name in PURE_METHODS:
            return is_settled(owner) and all(is_settled(argument.value) for argument in args)
        case Call() | Opaque() | Await() | Yield() | Lambda() | Comprehension():
            return False
        case _:
            return all(map(is_settled, subexpressions(test)))


def attribute_of_instance(place: Expression) -> str | None:
    """Return the first attribute of the instance that a place goes through, None where there is none.

    What the model itself tells (`_meta`) is no matter of the instance.
    """
    chain = _chain(place)
    match chain[-2:]:
        case (Attribute(attr=attr), root) if root == INSTANCE and attr not in {"_meta", "__class__"}:
            return attr
        case _:
            return None


def _chain(place: Expression) -> tuple[Expression, ...]:
    """Return a place, what it is an attribute or an item of, and so on."""
    match place:
        case Attribute(value=owner) | Subscript(value=owner):
            return (place, *_chain(owner))
        case _:
            return (place,)


def _column(place: Expression) -> Expression:
    """Return a foreign key for its column: assigning one changes both."""
    match place:
        case Attribute(value=owner, attr=attr) if attr.endswith("_id"):
            return Attribute(owner, attr.removesuffix("_id"))
        case _:
            return place


def _changes(step: Expression, links: tuple[Expression, ...]) -> bool:
    match step:
        case Call(func=func) if last_name(func) in PURE | PURE_METHODS | LOGGING:
            return False
        case Call(func=func, args=args):
            reached = [argument.value for argument in args]
            owners = [func.value] if isinstance(func, Attribute) else []
            return any(_column(value) in links for value in (*owners, *reached))
        case Subscript(value=container):
            return _column(container) in links
        case _:
            return _column(step) in links


def _is_constant(name: str) -> bool:
    """Tell whether a dotted name is written like a constant, a class or a setting."""
    root, _, _ = name.partition(".")
    last = name.rpartition(".")[2]
    return bool(name) and not is_sent(Name(root)) and (root == "settings" or last[:1].isupper())


def _is_of_sent(owner: Expression) -> bool:
    return is_sent(_chain(owner)[-1])
