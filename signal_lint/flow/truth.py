"""Three-valued constant folding: what an expression surely is, whatever the rest of the program does."""

from __future__ import annotations

from collections.abc import Iterable

from signal_lint.record import record
from signal_lint.syntax import (
    Argument,
    Attribute,
    BinOp,
    BoolOp,
    Call,
    Compare,
    Constant,
    Dict,
    Expression,
    IfExp,
    JoinedStr,
    Lambda,
    Name,
    Sequence,
    Starred,
    UnaryOp,
)

DISPLAYS = {"list": list, "tuple": tuple, "set": frozenset, "frozenset": frozenset}


@record
class Known:
    """A value that is known; wrapped, because None is one."""

    value: object


def truth(expression: Expression) -> bool | None:
    """Tell whether an expression is true, None where that is not known."""
    match expression:
        case Name(id="TYPE_CHECKING") | Attribute(attr="TYPE_CHECKING"):
            return False
        case Lambda():
            return True
        case UnaryOp(op="not", operand=operand):
            known = truth(operand)
            return None if known is None else not known
        case BoolOp(left=left, op=op, right=right):
            return _either(left, right) if op == "or" else _both(left, right)
        case Sequence(elts=()) | Dict(items=()):
            return False
        case Sequence(elts=elements):
            return True if any(not isinstance(element, Starred) for element in elements) else None
        case Dict(items=items):
            return True if any(key is not None for key, _ in items) else None
        case JoinedStr(values=values):
            return True if any(truth(value) for value in values if isinstance(value, Constant)) else None
        case BinOp(left=left, op="+" | "|", right=right):
            return _either(left, right) if isinstance(left, Sequence) or isinstance(right, Sequence) else None
        case _:
            value = known_value(expression)
            return None if value is None else bool(value.value)


def known_value(expression: Expression) -> Known | None:
    """Return the value of an expression, None where it is not known."""
    match expression:
        case Constant(value=value):
            return Known(value)
        case Sequence(kind=kind, elts=elements):
            return _display(kind, elements)
        case Call(func=Name(id="list" | "tuple" | "set" | "frozenset" as kind), args=args):
            return _converted(kind, args)
        case Call(func=Name(id="bool"), args=(Argument(value=value, keyword=None, star=""),)):
            known = truth(value)
            return None if known is None else Known(known)
        case Call(func=Name(id="len"), args=(Argument(value=value),)):
            return _length(known_value(value))
        case UnaryOp(op="not") | BoolOp(op="and", right=Compare()):
            known = truth(expression)
            return None if known is None else Known(known)
        case BoolOp(left=left, op=op, right=right):
            first = truth(left)
            return None if first is None else known_value(left if first is (op == "or") else right)
        case IfExp(test=test, body=body, orelse=orelse):
            first = truth(test)
            return None if first is None else known_value(body if first else orelse)
        case Compare(left=left, comparisons=((op, right),)):
            return _compared(left, op, right)
        case _:
            return None


def _either(left: Expression, right: Expression) -> bool | None:
    sides = (truth(left), truth(right))
    return True if True in sides else None if None in sides else False


def _both(left: Expression, right: Expression) -> bool | None:
    sides = (truth(left), truth(right))
    return False if False in sides else None if None in sides else True


def _display(kind: str, elements: tuple[Expression, ...]) -> Known | None:
    values = [known_value(element) for element in elements]
    found = [value.value for value in values if value is not None]
    return _of_kind(kind, found) if len(found) == len(values) else None


def _converted(kind: str, args: tuple[Argument, ...]) -> Known | None:
    match args:
        case ():
            return Known(DISPLAYS[kind]())
        case (Argument(value=value, keyword=None, star=""),):
            known = known_value(value)
            return _collected(kind, known) if known else None
        case _:
            return None


def _collected(kind: str, known: Known) -> Known | None:
    match known.value:
        case list() | tuple() | frozenset() as values:
            return _of_kind(kind, values)
        case _:
            return None


def _of_kind(kind: str, values: Iterable[object]) -> Known | None:
    try:
        return Known(DISPLAYS[kind](values))
    except TypeError:  # a list in a set: code that fails when it runs
        return None


def _length(known: Known | None) -> Known | None:
    match known:
        case Known(value=str() | bytes() | list() | tuple() | frozenset() as value):
            return Known(len(value))
        case _:
            return None


def _compared(left: Expression, op: str, right: Expression) -> Known | None:
    first, second = known_value(left), known_value(right)
    if second == Known(None) and op in {"is", "is not", "==", "!="} and _is_display(left):
        return Known(op in {"is not", "!="})
    if first is None or second is None:
        return None
    match op:
        case "==" | "!=":
            return Known((first.value == second.value) is (op == "=="))
        case "is" | "is not":
            return _identical(first.value, op, second.value)
        case "in" | "not in":
            return _contained(first.value, op, second.value)
        case _:
            return None


def _identical(left: object, op: str, right: object) -> Known | None:
    """Compare by identity, which is known of the singletons alone."""
    if not any(value is None or isinstance(value, bool) for value in (left, right)):
        return None
    return Known((left is right) is (op == "is"))


def _contained(left: object, op: str, right: object) -> Known | None:
    match left, right:
        case str(), str() as text:
            return Known((left in text) is (op == "in"))
        case ((str() | int() | None), list() | tuple() | frozenset() as values):
            return Known((left in values) is (op == "in"))
        case _:
            return None


def _is_display(expression: Expression) -> bool:
    return isinstance(expression, Sequence | Dict | JoinedStr | Lambda)
