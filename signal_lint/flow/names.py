"""What names stand for: every expression said again in terms of what the signal sent.

`order = kwargs["instance"]` makes `order.slug` the slug of the instance that was sent,
and so is `getattr(order, "slug", None)`. What the signal sent under a name is itself a
name, one that no code can spell, so that nothing can shadow it.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from signal_lint.flow.expressions import rebuilt
from signal_lint.syntax import (
    Argument,
    Attribute,
    Await,
    Call,
    Compare,
    Comprehension,
    Constant,
    Expression,
    FunctionDef,
    Lambda,
    Name,
    NamedExpr,
    Opaque,
    Subscript,
)
from signal_lint.walk import parts

Bound = Expression | FunctionDef
Bindings = Mapping[str, Bound]

PREFIX = "signal:"
ALL = Name(f"{PREFIX}**")
MISSING = Opaque("missing")
# Bindings are put in for names; without a bound, `s = s + s` forty times over would never end.
LARGEST = 150


def sent(name: str) -> Name:
    """Return what the signal sent under a name."""
    return Name(PREFIX + name)


def is_sent(expression: Expression) -> bool:
    """Tell whether an expression is something that the signal sent."""
    return isinstance(expression, Name) and expression.id.startswith(PREFIX)


def resolve(expression: Expression, bindings: Bindings) -> Expression:
    """Return an expression with its names replaced by what they are bound to, in its plainest form."""
    match expression:
        case Name(id=name):
            bound = bindings.get(name, expression)
            return expression if isinstance(bound, FunctionDef) else bound
        case Lambda():
            return expression
        case Comprehension(clauses=clauses):
            targets = [part for clause in clauses for part in parts(clause.target)]
            own = {target.id for target in targets if isinstance(target, Name)}
            rest = {name: bound for name, bound in bindings.items() if name not in own}
            return rebuilt(expression, lambda part: resolve(part, rest))
        case _:
            return _plain(rebuilt(expression, lambda part: resolve(part, bindings)))


def bounded(expression: Expression) -> Expression:
    """Return an expression, or an unknown one in place of one too large to carry along."""
    size = sum(1 for _ in islice(parts(expression), LARGEST))
    return expression if size < LARGEST else Opaque("large")


def _plain(expression: Expression) -> Expression:
    match expression:
        case Subscript(value=container, slice=Constant(value=str() as key)):
            return _item(container, key) or expression
        case Call(
            func=Attribute(value=container, attr="get" | "pop"),
            args=(Argument(value=Constant(value=str() as key)), *_),
        ):
            return _item(container, key) or expression
        case Call(
            func=Name(id="getattr"),
            args=(Argument(value=owner), Argument(value=Constant(value=str() as key)), *_),
        ):
            return Attribute(owner, key)
        case Call(
            func=Name(id="hasattr"),
            args=(Argument(value=owner), Argument(value=Constant(value=str() as key))),
        ):
            return Compare(Attribute(owner, key), (("is not", MISSING),))
        case Call(func=Name(id="cast") | Attribute(attr="cast"), args=(_, Argument(value=value))):
            return value
        case NamedExpr(value=value) | Await(value=value):
            return value
        case _:
            return expression


def _item(container: Expression, key: str) -> Expression | None:
    """Return what a dict holds under a key, where that dict is known by another name."""
    match container:
        case Name(id=name) if name == ALL.id:
            return sent(key)
        case Attribute(value=owner, attr="__dict__"):
            return Attribute(owner, key)
        case _:
            return None
