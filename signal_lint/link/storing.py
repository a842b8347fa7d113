"""Whether rows of a model are stored and found as Django does it, and whether two alike may be refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from signal_lint.django.names import canonical
from signal_lint.link.classes import found_in_order, own_attribute
from signal_lint.link.models import MODEL_BASES
from signal_lint.link.values import Class, External, Function, Instance, Unknown, Value
from signal_lint.syntax import Argument, Attribute, Call, Deferred, Expr, FunctionDef, Name, Return
from signal_lint.walk import own_parts

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

#: Words of what a database refuses to hold twice.
UNIQUE = frozenset(
    {
        "OneToOneField",
        "UniqueConstraint",
        "constraints",
        "primary_key",
        "unique",
        "unique_for_date",
        "unique_for_month",
        "unique_for_year",
        "unique_together",
    }
)
PLAIN_BASES = tuple(map(External, sorted(MODEL_BASES)))
METHODS = ("save", "asave", "save_base")
SUPER = Attribute(Call(Name("super"), ()), "save")
PASSED_ON = (Argument(Name("args"), star="*"), Argument(Name("kwargs"), star="**"))


def stores_plainly(ev: Evaluator, of: Class | External) -> bool:
    """Tell whether saving a row surely sends the signals, and its manager finds all rows."""
    if isinstance(of, External):
        return _is_djangos(of)
    if not all(isinstance(base, Class) or _is_djangos(base) for base in ev.class_order(of)):
        return False
    found = [found_in_order(ev, of, name)[1] for name in METHODS]
    stored = all(each is None or (isinstance(each, Function) and _passes_on(ev, each)) for each in found)
    return stored and _finds_all(ev, of)


def _finds_all(ev: Evaluator, of: Class) -> bool:
    """Tell whether every manager of a model is Django's own; whatever else is made may be one."""
    for each in ev.class_order(of):
        for member in each.node.body if isinstance(each, Class) else ():
            if isinstance(member, Deferred) and member.kind == "assignment":
                values = (own_attribute(ev, each, name) for name in member.names if isinstance(each, Class))
                if any(isinstance(value, Instance | Unknown) for value in values):
                    return False
    return True


def _is_djangos(base: Value) -> bool:
    return isinstance(base, External) and canonical(base.name).startswith(("django.", "builtins."))


def _passes_on(ev: Evaluator, method: Function) -> bool:
    """Tell whether a method `save(self, *args, **kwargs)` calls that of its parent whatever happens."""
    node = ev.whole(method).node
    for statement in node.body if isinstance(node, FunctionDef) and node.name == "save" else ():
        match statement:
            case Expr(value=Call(func=func, args=args)) | Return(value=Call(func=func, args=args)) if (
                func == SUPER and tuple(args) == PASSED_ON
            ):
                return True
            case _ if any(
                isinstance(part, Return) or part == Name("kwargs") for part in own_parts(statement)
            ):
                return False
            case _:
                continue
    return False


def may_clash(ev: Evaluator, of: Class) -> bool:
    """Tell whether a model, or a base of it, is not known or has a word of what must be unique."""
    order = ev.class_order(of)
    known = all(isinstance(each, Class) or each in PLAIN_BASES for each in order)
    return not known or any(
        ev.sources.holds(each.path, member.key, UNIQUE)
        and not ev.sources.holds(each.path, member.key, frozenset({"uuid4"}))
        for each in order
        if isinstance(each, Class)
        for member in each.node.body
        if isinstance(member, Deferred)
    )
