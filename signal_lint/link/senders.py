"""What object a connection gives as its sender.

Invariant: what is said holds for whoever runs the code. What a parameter or a loop variable
stands for differs from call to call, and the code around may have looked at it first (`if
isinstance(sender, list)`), so that nothing is said of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from signal_lint.connections import Sender, SenderObject
from signal_lint.django.names import canonical
from signal_lint.link.classes import external_bases
from signal_lint.link.models import is_model
from signal_lint.link.values import (
    Class,
    External,
    Field,
    Function,
    Instance,
    Items,
    LabelledModel,
    Literal,
    Module,
    Returned,
    Scope,
    Table,
    Through,
    Value,
)
from signal_lint.source import Location
from signal_lint.syntax import (
    Assign,
    Attribute,
    Constant,
    Dict,
    Expression,
    FunctionDef,
    Import,
    ImportFrom,
    Name,
    Sequence,
)
from signal_lint.walk import parts

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator
    from signal_lint.link.events import Connecting

#: Functions of Django that give a model class when they are called.
GIVING_MODELS = frozenset({"django.contrib.auth.get_user_model", "django.apps.apps.get_model"})
#: What an instance is of whose class is of no metaclass that a project could have made up.
ORDINARY = frozenset(
    {"django.apps.AppConfig", "django.db.models.Model", "django.contrib.auth.models.AbstractUser"}
)
#: The many-to-many fields of Django's own models.
MANY_TO_MANY = frozenset(
    {
        "django.contrib.auth.models.User.groups",
        "django.contrib.auth.models.User.user_permissions",
        "django.contrib.auth.models.Group.permissions",
    }
)
MANAGERS = frozenset({"objects", "_default_manager", "_base_manager"})
#: How many assignments of a function are followed back.
MOST_STEPS = 4
#: What leads from the attribute of a many-to-many field to the field itself.
TO_FIELD = frozenset({"field", "rel"})


def with_object(ev: Evaluator, event: Connecting, sender: Sender) -> Sender:
    """Return a sender with what object it is, and with the place of its expression."""
    argument = event.sender_argument
    if event.sender is None or argument is None:
        return sender
    expression = Location(event.scope.path, argument.span)
    string = _string(event.sender) if isinstance(argument.value, Constant) else None
    kind = _object(ev, event.sender, argument.value, event.scope)
    return replace(sender, is_a=kind, string=string, expression=expression)


def _string(value: Value) -> str | None:
    return value.value if isinstance(value, Literal) and isinstance(value.value, str) else None


def _object(ev: Evaluator, value: Value, written: Expression, scope: Scope) -> SenderObject:
    if isinstance(value, Instance) and value.args is None and _is_self(written, scope):
        return _of_instance(ev, value)
    if _is_given(ev, written, scope):
        return ""
    return _of_value(ev, value, written) or _by_shape(ev, written, scope)


def _is_given(ev: Evaluator, written: Expression, scope: Scope, steps: int = MOST_STEPS) -> bool:
    """Tell whether an expression holds a parameter, a loop variable, or what a function made of them."""
    names = _names(written)
    current: Scope | None = scope
    while current is not None:
        if names & current.bindings.keys() or names & current.innermost.keys():
            return True
        if current.kind == "function" and _is_made(ev, names, current, steps):
            return True
        current = current.parent
    return False


def _is_made(ev: Evaluator, names: set[str], scope: Scope, steps: int) -> bool:
    """Tell whether a function binds one of the names by anything but an import or a plain assignment."""
    for statement in scope.body:
        if isinstance(statement, Import | ImportFrom) or not names & ev.binds(statement):
            continue
        match statement:
            case Assign(value=value) if value is not None and steps:
                if _is_given(ev, value, scope, steps - 1):
                    return True
            case _:
                return True
    return False


def _names(written: Expression) -> set[str]:
    return {part.id for part in parts(written) if isinstance(part, Name)}


def _is_self(written: Expression, scope: Scope) -> bool:
    """Tell whether an expression is the first parameter of the method around it."""
    first = next(iter(scope.bindings), None)
    return scope.owner is not None and isinstance(written, Name) and written.id == first


def _of_value(ev: Evaluator, value: Value, written: Expression) -> SenderObject:
    match value:
        case Literal(value=str()) | LabelledModel(lazy=True):
            return "string"
        case Literal():
            return "number" if isinstance(written, Constant) else ""
        case LabelledModel() | Class() | Through():
            return "class"
        case Items() | Table():
            return _of_collection(value, written)
        case Module():
            return "module"
        case External(name=name):
            return _of_external(canonical(name))
        case Function(node=FunctionDef(decorators=(_, *_))):
            return ""  # A decorator may have put anything in its place.
        case Function():
            return "function"
        case Instance():
            return _of_instance(ev, value)
        case Field(value=Returned(callee=callee)) | Returned(callee=callee):
            return _of_returned(canonical(callee.name))
        case _:
            return ""


def _of_collection(value: Items | Table, written: Expression) -> SenderObject:
    """Return what a collection is; a "set" of values may be a list of several branches."""
    match value, written:
        case _, Sequence(kind=kind):
            return kind
        case _, Dict():
            return "dict"
        case Items(kind="list" | "tuple" as kind), Name():
            return kind
        case _:
            return ""


def _of_external(name: str) -> SenderObject:
    owner, _, last = name.rpartition(".")
    if name in GIVING_MODELS:
        return "function"
    if name in MANY_TO_MANY:
        return "many-to-many field"
    if not name.startswith("django."):
        return ""
    if name.startswith("django.contrib.") and last == "models":
        return "module"
    if last in MANAGERS and ".models." in owner:
        return "manager"
    return (
        "class"
        if last[:1].isupper() and not owner.rpartition(".")[2][:1].isupper() and not last.isupper()
        else ""
    )


def _of_instance(ev: Evaluator, instance: Instance) -> SenderObject:
    names = external_bases(ev, instance.of)
    if ORDINARY.intersection(names):
        return "instance"
    return "manager" if "django.db.models.Manager" in names else ""


def _of_returned(callee: str) -> SenderObject:
    name = callee.rpartition(".")[2]
    if not callee.startswith("django.db.models."):
        return ""
    if name == "ManyToManyField":
        return "many-to-many field"
    if name == "Manager":
        return "manager"
    return "field" if name.endswith(("Field", "ForeignKey")) else ""


def _by_shape(ev: Evaluator, written: Expression, scope: Scope) -> SenderObject:
    """Return what the attribute of a model is that no class body of the project holds."""
    match written:
        case Attribute(value=base, attr=attr) if attr in MANAGERS:
            return "manager" if _is_model(ev, ev.evaluate(base, scope)) else ""
        case Attribute(value=base, attr=attr) if attr in TO_FIELD:
            found = _of_value(ev, ev.evaluate(base, scope), base)
            return found if found == "many-to-many field" else ""
        case _:
            return ""


def _is_model(ev: Evaluator, value: Value) -> bool:
    match value:
        case LabelledModel(lazy=False):
            return True
        case Class():
            return is_model(ev, value) is True
        case _:
            return False
