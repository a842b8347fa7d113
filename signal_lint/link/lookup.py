"""What rules may ask about the inside of functions."""

from __future__ import annotations

from signal_lint.link.calls import called, entered
from signal_lint.link.classes import found_in_order
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.functions import function_of
from signal_lint.link.models import resolved
from signal_lint.link.names import module_name
from signal_lint.link.returning import is_generator
from signal_lint.link.sending import sends
from signal_lint.link.values import Class, External, Function, LabelledModel, Method, Returned, at
from signal_lint.project import Function as ProjectFunction
from signal_lint.project import Model, Signal
from signal_lint.sends import Sends
from signal_lint.syntax import Attribute, Call, Expression, FunctionDef, Name


class Answers:
    """`project.Lookup`, answered from the project's files."""

    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev

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

    def method(self, model: Model, name: str) -> ProjectFunction | None:
        of = self._class(model)
        _, found = (None, None) if of is None else found_in_order(self._ev, of, name)
        return function_of(self._ev, found) if isinstance(found, Function) else None

    def field(self, model: Model, name: str) -> str | None:
        of = self._class(model)
        _, found = (None, None) if of is None else found_in_order(self._ev, of, name)
        return found.callee.name if isinstance(found, Returned) else None

    def is_model(self, call_target: str, within: ProjectFunction, model: Model) -> bool | None:
        found = self._defined(within)
        if found is None:
            return None
        value = self._ev.evaluate(_expression(call_target), entered(self._ev, found))
        if isinstance(value, LabelledModel) and value.label == model.label:
            return True
        match resolved(self._ev, value):
            case Class() as of:
                return self._ev.dotted(of) == model.name
            case External(name=name):
                return name == model.name
            case _:
                return None

    def yields(self, function: ProjectFunction) -> bool:
        found = self._defined(function)
        node = None if found is None else self._ev.whole(found).node
        return isinstance(node, FunctionDef) and is_generator(node.body)

    def sends(self, signal: Signal) -> Sends:
        return sends(self._ev, signal)

    def _defined(self, function: ProjectFunction) -> Function | None:
        return self._ev.functions.get(function.location)

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
