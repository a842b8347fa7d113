"""Classes of the project: their bases in method resolution order, and what they define."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from signal_lint.django.names import canonical
from signal_lint.django.signals import SIGNAL_CLASSES
from signal_lint.link.bindings import binds, start
from signal_lint.link.scopes import in_scope
from signal_lint.link.values import Class, External, Function, Instance, Returned, Scope, Unknown, Value, at
from signal_lint.syntax import Deferred, FunctionDef, Statement, Subscript
from signal_lint.unparse import unparse

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator


def bases(ev: Evaluator, of: Class) -> tuple[Value, ...]:
    """Return the base classes as values; `object` is left out."""
    scope = at(of.scope, start(of.node))
    written = [base.value for base in of.node.bases if base.keyword is None]
    found = []
    for base in written:
        # `Base[T]` is the class `Base` as far as the method resolution order goes.
        value = ev.evaluate(base.value if isinstance(base, Subscript) else base, scope)
        if value != External("builtins.object"):
            found.append(value if isinstance(value, Class | External) else Unknown(unparse(base)))
    return tuple(found)


def class_order(ev: Evaluator, of: Class) -> tuple[Value, ...]:
    """Return a class and its ancestors in method resolution order (C3).

    Of what lies outside the project only the name is known, so it stands for its
    own ancestors. An order that Python would refuse is put together depth first.
    """
    if of not in ev.class_orders:
        ev.class_orders[of] = (of,)  # for a class that is its own ancestor
        parents = bases(ev, of)
        orders = [class_order(ev, base) if isinstance(base, Class) else (base,) for base in parents]
        ev.class_orders[of] = (of, *_merged([*map(list, orders), list(parents)]))
    return ev.class_orders[of]


def _merged(orders: list[list[Value]]) -> list[Value]:
    result: list[Value] = []
    while orders := [order for order in orders if order]:
        heads = [order[0] for order in orders]
        good = (head for head in heads if not any(head in order[1:] for order in orders))
        chosen = next(good, heads[0])
        result.append(chosen)
        orders = [[value for value in order if value != chosen] for order in orders]
    return result


def own_attribute(ev: Evaluator, of: Class, name: str) -> Value | None:
    """Return what the class body itself binds a name to; None where it does not."""
    return in_scope(ev, name, ev.class_scope(of), None)


def class_scope(of: Class, line: int | None = None) -> Scope:
    """Return the scope of a class body, as it stands before a line."""
    return Scope(of.path, of.node.body, "class", of.qualname, line, at(of.scope, start(of.node)), owner=of)


def found_in_order(
    ev: Evaluator, of: Class, name: str, after: Class | None = None
) -> tuple[Value, Value | None]:
    """Return (definer, value) of an attribute along the method resolution order.

    Where a class outside the project comes first, whose body is not known, that class is
    the definer, and the value None. With `after`, the search begins behind that class.
    """
    order = ev.class_order(of)
    if after in order:
        order = order[order.index(after) + 1 :]
    for definer in order:
        if not isinstance(definer, Class):
            return definer, None
        value = own_attribute(ev, definer, name)
        if value is not None:
            return definer, value
    return of, None


def methods(ev: Evaluator, of: Class, mentioned: str) -> Iterator[Function]:
    """Yield the functions that a class body defines itself, but none whose code does not hold a name."""
    names = Counter(name for statement in of.node.body for name in ev.binds(statement))
    for statement in of.node.body:
        if not isinstance(statement, FunctionDef) and not _is_function(ev, of, statement, names, mentioned):
            continue
        for name in binds(statement):
            value = own_attribute(ev, of, name)
            if isinstance(value, Function):
                yield value


def _is_function(ev: Evaluator, of: Class, statement: Statement, names: Counter[str], mentioned: str) -> bool:
    """Tell whether a statement that was not read may be a function whose code holds a name."""
    if not isinstance(statement, Deferred) or statement.kind != "function":
        return False
    # What is bound again is another function, elsewhere.
    is_final = all(names[name] == 1 for name in statement.names)
    return not is_final or ev.sources.mentions(of.path, statement.key, frozenset({mentioned}))


def external_bases(ev: Evaluator, of: Class) -> tuple[str, ...]:
    """Return the canonical names of every ancestor outside the project, in order."""
    return tuple(canonical(base.name) for base in ev.class_order(of) if isinstance(base, External))


def signal_kind(ev: Evaluator, value: Returned | Instance) -> str:
    """Tell what a new object is as a signal: `model`, `plain`, `unknown`, or "" for no signal."""
    names = (value.callee.name,) if isinstance(value, Returned) else external_bases(ev, value.of)
    kinds = [SIGNAL_CLASSES[name] for name in names if name in SIGNAL_CLASSES]
    if not kinds:
        return "plain" if any(canonical(name) in SIGNAL_CLASSES for name in names) else ""
    if isinstance(value, Instance) and any(
        found_in_order(ev, value.of, verb)[1] is not None for verb in ("connect", "disconnect")
    ):
        return "unknown"  # The project's own methods may hold receivers in another way.
    return "model" if True in kinds else "plain"
