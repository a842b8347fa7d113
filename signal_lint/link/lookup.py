"""What rules may ask about the inside of functions, and of what few rules need."""

from __future__ import annotations

from signal_lint.calling import CallSite, Result
from signal_lint.connections import Disconnection, MissingModel, SenderObject, Signal
from signal_lint.connections import Function as ProjectFunction
from signal_lint.link.ancestry import Ancestries
from signal_lint.link.bulk import bulk_operations, database_cascades
from signal_lint.link.call_sites import calls_of
from signal_lint.link.calls import called, entered
from signal_lint.link.classes import found_in_order
from signal_lint.link.connections import through_model
from signal_lint.link.decorating import hands_back
from signal_lint.link.disconnections import Disconnections
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.functions import function_of, name_outside
from signal_lint.link.happenings import Happening
from signal_lint.link.imports import Imports
from signal_lint.link.labels import missing_model
from signal_lint.link.models import resolved
from signal_lint.link.names import module_name
from signal_lint.link.relating import model_of, relation
from signal_lint.link.results import not_callable
from signal_lint.link.returning import is_generator
from signal_lint.link.searching import is_free
from signal_lint.link.sending import Sending
from signal_lint.link.sent_objects import sent
from signal_lint.link.sent_within import loaded_by_senders
from signal_lint.link.sequence import Sequence
from signal_lint.link.storing import may_clash, stores_plainly
from signal_lint.link.throughs import Throughs
from signal_lint.link.user_model import user_model
from signal_lint.link.values import (
    Class,
    External,
    Function,
    LabelledModel,
    Literal,
    Method,
    Returned,
    Scope,
    Through,
    Unknown,
    Value,
    at,
)
from signal_lint.models import (
    Ancestry,
    BulkOperation,
    DatabaseCascade,
    ForeignKey,
    Model,
    Relation,
    UserModel,
)
from signal_lint.source import Location
from signal_lint.syntax import Attribute, Call, Expression, FunctionDef, Name


class Answers:
    """`project.Lookup`, answered from the project's files."""

    def __init__(
        self, ev: Evaluator, imports: Imports, happenings: tuple[Happening, ...], sequence: Sequence
    ) -> None:
        self._ev = ev
        self._imports = imports
        self._ancestries = Ancestries(ev, sequence)
        self._scopes: dict[Location, Scope] = {}
        self._disconnecting = Disconnections(ev, imports, happenings)
        self._sending = Sending(ev)
        self._throughs = Throughs(ev)

    def called(self, call: Call, within: ProjectFunction) -> ProjectFunction | None:
        found = self._defined(within)
        if found is None:
            return None
        callee = called(self._ev, call, at(entered(self._ev, found), call.span.line))
        match callee:
            case Function():
                return function_of(self._ev, callee)
            case Method(function=function):
                return function_of(self._ev, function)
            case _:
                return None

    def missing_model(self, label: str) -> MissingModel | None:
        return missing_model(self._ev, label)

    def may_be_through(self, model: Model) -> bool:
        return self._throughs.may_be(model.name)

    def sent_by_project(self, signal: Signal) -> frozenset[SenderObject]:
        return sent(self._ev, signal)

    def loaded_by_senders(self, signal: Signal, path: str) -> bool:
        return loaded_by_senders(self._ev, self._imports, signal, path)

    def outside(self, call: Call, within: ProjectFunction) -> str | None:
        found = self._defined(within)
        if found is None:
            return None
        return name_outside(self._ev, call.func, at(entered(self._ev, found), call.span.line))

    def method(self, model: Model, name: str) -> ProjectFunction | None:
        found = self._member(model, name)
        return function_of(self._ev, found) if isinstance(found, Function) else None

    def field(self, model: Model, name: str) -> str | None:
        found = self._member(model, name)
        return found.callee.name if isinstance(found, Returned) else None

    def is_key(self, model: Model, name: str) -> bool:
        found = self._member(model, name)
        return isinstance(found, Returned) and ("primary_key", Literal(value=True)) in found.keywords

    def model(self, name: str, within: ProjectFunction) -> Model | None:
        return model_of(self._ev, resolved(self._ev, self._named(name, within)))

    def is_model(self, call_target: str, within: ProjectFunction, model: Model) -> bool | None:
        value = self._named(call_target, within)
        if isinstance(value, LabelledModel) and value.label == model.label:
            return True
        match resolved(self._ev, value):
            case Class() as of:
                return self._ev.dotted(of) == model.name
            case External(name=name):
                return name == model.name
            case _:
                return None

    def calls_of(self, *names: str) -> tuple[CallSite, ...]:
        found = sorted(calls_of(self._ev, names), key=lambda each: each[0].location)
        self._scopes |= {site.location: scope for site, scope in found}
        return tuple(site for site, _ in found)

    def not_callable(self, call: Call, within: CallSite) -> Result | None:
        return not_callable(self._ev, call, self._scopes[within.location])

    def relation(self, model: Model, name: str) -> Relation | None:
        return relation(self._ev, self._class(model) or External(model.name), name)

    def stores_plainly(self, model: Model) -> bool:
        return stores_plainly(self._ev, self._class(model) or External(model.name))

    def may_clash(self, model: Model) -> bool:
        of = self._class(model)
        return of is None or may_clash(self._ev, of)

    def bulk_operations(self, names: frozenset[str]) -> tuple[BulkOperation, ...]:
        return tuple(bulk_operations(self._ev, names))

    def models(self) -> tuple[Model, ...]:
        return self._ancestries.models()

    def ancestry(self, model: Model) -> Ancestry:
        of = self._class(model)
        if of is None:
            return Ancestry(model, (), known=False, loaded=True)
        return self._ancestries.ancestry(of)

    def foreign_keys(self) -> tuple[ForeignKey, ...]:
        return self._ancestries.foreign_keys

    def through(self, model: Model, field: str) -> Model | None:
        of = self._class(model)
        if of is None:
            return None
        match resolved(self._ev, self._ev.attribute(self._ev.attribute(of, field), "through")):
            case Through() as through:
                return through_model(self._ev, through)
            case found:
                return model_of(self._ev, found)

    def database_cascades(self) -> tuple[DatabaseCascade, ...]:
        return tuple(database_cascades(self._ev))

    def _named(self, name: str, within: ProjectFunction) -> Value:
        """Return what a dotted name stands for inside a function."""
        found = self._defined(within)
        return (
            Unknown(name) if found is None else self._ev.evaluate(_expression(name), entered(self._ev, found))
        )

    def hands_back(self, function: ProjectFunction, decorator: int) -> bool | None:
        found = self._defined(function)
        return None if found is None else hands_back(self._ev, found, decorator)

    def user_model(self) -> UserModel | None:
        return user_model(self._ev)

    def is_free(self, path: str, name: str, module: str) -> bool:
        return is_free(self._ev.sources, path, name, module)

    def disconnections(self) -> tuple[Disconnection, ...]:
        return self._disconnecting.rows()

    def passed_on(self, functions: frozenset[str]) -> frozenset[str]:
        last = {function: function.rpartition(".")[2] for function in functions}
        found = self._disconnecting.passed_on(frozenset(last.values()))
        return frozenset({function for function in functions if last[function] in found})

    def yields(self, function: ProjectFunction) -> bool:
        found = self._defined(function)
        node = None if found is None else self._ev.whole(found).node
        return isinstance(node, FunctionDef) and is_generator(node.body)

    def may_send(self, signal: Signal, argument: str) -> bool:
        return self._sending.may_send(signal, argument)

    def never_sent(self, asked: frozenset[tuple[Signal, str]]) -> frozenset[tuple[Signal, str]]:
        return self._sending.never_sent(asked)

    def _defined(self, function: ProjectFunction) -> Function | None:
        return self._ev.functions.get(function.location)

    def _member(self, model: Model, name: str) -> Value | None:
        """Return what the class of a model, or an ancestor of it, binds a name to."""
        of = self._class(model)
        return None if of is None else found_in_order(self._ev, of, name)[1]

    def _class(self, model: Model) -> Class | None:
        if model.location is None:
            return None
        name = model.name.rpartition(".")[2]
        value = module_name(self._ev, model.location.path, name, None)
        return value if isinstance(value, Class) else None


def _expression(dotted: str) -> Expression:
    first, *rest = dotted.split(".")
    found: Expression = Name(first)
    for name in rest:
        found = Attribute(found, name)
    return found
