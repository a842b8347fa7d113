"""What changes rows past the signals of their model: bulk operations, and cascades of the database.

Only what Django's own managers and querysets do is known; a manager of the project may have methods
of its own by these names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from signal_lint.django.names import canonical
from signal_lint.link.bindings import start
from signal_lint.link.calls import entered
from signal_lint.link.classes import class_scope, external_bases, found_in_order
from signal_lint.link.holders import classes_with
from signal_lint.link.models import is_abstract, is_model, model, resolved
from signal_lint.link.scopes import in_scope
from signal_lint.link.values import Class, External, Instance, Returned, Scope, Value, at
from signal_lint.models import BulkOperation, DatabaseCascade
from signal_lint.source import Location
from signal_lint.syntax import (
    Attribute,
    Call,
    ClassDef,
    Constant,
    Deferred,
    Expression,
    FunctionDef,
    Sequence,
    Statement,
)
from signal_lint.walk import blocks, expressions, parts

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

UPDATING = frozenset({"update", "aupdate"})
VERBS = UPDATING | {"bulk_create", "abulk_create", "bulk_update", "abulk_update"}
MANAGERS = frozenset({"objects", "_default_manager", "_base_manager"})
#: Methods of managers and querysets that give a queryset of the same model.
NARROWING = frozenset(
    {
        "all",
        "annotate",
        "exclude",
        "filter",
        "get_queryset",
        "order_by",
        "select_for_update",
        "select_related",
        "using",
    }
)
CASCADE = frozenset({"DB_CASCADE"})


def bulk_operations(ev: Evaluator, names: frozenset[str]) -> Iterator[BulkOperation]:
    """Yield the bulk operations, in order, on the models of these dotted names.

    Only files that spell a bulk operation, a manager and one of the models are read.
    """
    words = {name.rpartition(".")[2] for name in names} | {"get_user_model"}
    for path, held in ev.sources.containing(VERBS | MANAGERS | words).items():
        if held & VERBS and held & MANAGERS and held & words:
            scope = ev.module_scope(path)
            for statement in scope.body:
                found = _in_statement(ev, statement, scope, ())
                yield from (each for each in found if each.model.name in names)


def database_cascades(ev: Evaluator) -> Iterator[DatabaseCascade]:
    """Yield the relations whose rows the database deletes along, which is new in Django 6.1."""
    for of in classes_with(ev, "DB_CASCADE"):
        if is_model(ev, of) is not True or is_abstract(ev, of):
            continue
        for statement in of.node.body:
            if isinstance(statement, Deferred) and ev.sources.holds(of.path, statement.key, CASCADE):
                values = (in_scope(ev, name, class_scope(of), None) for name in statement.names)
                if any(map(_cascades, values)):
                    place = Location(of.path, statement.span)
                    yield DatabaseCascade(place, statement.names[0], model(ev, of))


def _cascades(field: Value | None) -> bool:
    match field:
        case Returned(callee=callee, args=args, keywords=keywords):
            given = (*args[1:2], *(value for name, value in keywords if name == "on_delete"))
            names = (canonical(value.name) for value in given if isinstance(value, External))
            relates = callee.name.endswith(("ForeignKey", "OneToOneField"))
            return relates and any(
                name.startswith("django.") and name.endswith(".DB_CASCADE") for name in names
            )
        case _:
            return False


def _in_statement(
    ev: Evaluator, statement: Statement, scope: Scope, inside: tuple[Location, ...]
) -> Iterator[BulkOperation]:
    """Yield the operations of a statement and of all in it; `inside` are the functions around it."""
    whole: Statement | None = statement
    if isinstance(statement, Deferred):
        # The manager stands in the very expression, while `update` alone is a word of many dictionaries.
        if not all(ev.sources.holds(scope.path, statement.key, words) for words in (MANAGERS, VERBS)):
            return
        whole = ev.sources.statement(scope.path, statement.key)
    if whole is None:
        return
    here = at(scope, start(whole))
    match whole:
        case FunctionDef(span=span):
            inner = entered(ev, ev.function(whole, here))
            for each in inner.body:
                yield from _in_statement(ev, each, inner, (*inside, Location(scope.path, span)))
        case ClassDef(name=name, body=body):
            owner = Class(scope.path, ev.qualname(scope, name), whole.span, whole, here)
            for each in body:
                yield from _in_statement(ev, each, class_scope(owner), inside)
        case _:
            yield from _in_expressions(ev, whole, here, inside)
            for block in blocks(whole):
                for each in block:
                    yield from _in_statement(ev, each, scope, inside)


def _in_expressions(
    ev: Evaluator, statement: Statement, scope: Scope, inside: tuple[Location, ...]
) -> Iterator[BulkOperation]:
    for expression in expressions(statement):
        for part in parts(expression):
            match part:
                case Call(func=Attribute(value=query, attr=verb)) if verb in VERBS and _does(part, verb):
                    of = _queried(ev, query, scope, verb)
                    if of is not None:
                        place = Location(scope.path, part.span)
                        yield BulkOperation(
                            place, verb.removeprefix("a"), model(ev, of), _fields(part, verb), inside
                        )
                case _:
                    continue


def _does(call: Call, verb: str) -> bool:
    """Tell whether a call can be that of a queryset and have something to do."""
    if verb in UPDATING:
        return bool(call.args) and all(arg.keyword or arg.star == "**" for arg in call.args)
    return bool(call.args) and call.args[0].value not in (Sequence("list", ()), Sequence("tuple", ()))


def _fields(call: Call, verb: str) -> frozenset[str] | None:
    """Return the fields that an operation changes, None for new rows and where they are not known."""
    if verb in UPDATING:
        names = [arg.keyword for arg in call.args]
        return None if None in names else frozenset(name for name in names if name is not None)
    given = [arg.value for arg in call.args[1:2] if not arg.keyword]
    given += [arg.value for arg in call.args if arg.keyword == "fields"]
    match given:
        case [Sequence(elts=elements)] if "update" in verb:
            written = [element.value for element in elements if isinstance(element, Constant)]
            return frozenset(map(str, written)) if len(written) == len(elements) else None
        case _:
            return None


def _queried(ev: Evaluator, query: Expression, scope: Scope, verb: str) -> Class | None:
    """Return the model of the project that a chain of queryset methods begins with, None for all else."""
    match query:
        case Call(func=Attribute(value=inner, attr=method)) if method in NARROWING:
            return _queried(ev, inner, scope, verb)
        case Attribute(value=owner, attr=manager) if manager in MANAGERS:
            of = resolved(ev, ev.evaluate(owner, scope))
            known = isinstance(of, Class) and is_model(ev, of) is True
            return of if isinstance(of, Class) and known and _is_plain(ev, of, manager, verb) else None
        case _:
            return None


def _is_plain(ev: Evaluator, of: Class, manager: str, verb: str) -> bool:
    """Tell whether a manager of a model surely has Django's own method of a name."""
    definer, found = found_in_order(ev, of, "objects" if manager == "_default_manager" else manager)
    match found:
        case None:
            return isinstance(definer, External) and _is_django(definer.name)
        case Returned(callee=callee):
            return _is_django(callee.name)
        case Instance(of=made):
            own = (found_in_order(ev, made, name)[1] for name in (verb, "get_queryset"))
            return all(map(_is_django, external_bases(ev, made))) and not any(own)
        case _:
            return False


def _is_django(name: str) -> bool:
    return canonical(name).startswith("django.")
