"""Classes that no `class` statement makes: `type("Order", (AbstractOrder,), {"__module__": __name__})`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from signal_lint.link.values import Class, Literal, Maybe, Scope, Value
from signal_lint.syntax import Argument, ClassDef, Name

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator
    from signal_lint.source import Span


def made(
    ev: Evaluator, name: str, bases: tuple[Value, ...], module: Value | None, span: Span
) -> Class | None:
    """Return the class that a call of `type` makes, None where the module is not known that it is of.

    Its bases are values already; they stand in a scope of their own, under names of their own.
    """
    path = (
        ev.modules.find(module.value)
        if isinstance(module, Literal) and isinstance(module.value, str)
        else None
    )
    if path is None or path.endswith("/"):
        return None
    named = {f"base{number}": base for number, base in enumerate(bases)}
    scope = Scope(path, (), "function", bindings=named)
    node = ClassDef(name, tuple(Argument(Name(base)) for base in named), (), (), span)
    return Class(path, name, span, node, scope)


def or_none(found: list[Value]) -> Maybe | None:
    """Return what several ways out of a function come to, where it is one class or None."""
    classes = {value for value in found if value != Literal(None)}
    match tuple(classes):
        case (Class() as only,) if len(classes) < len(set(found)):
            return Maybe(only)
        case _:
            return None
