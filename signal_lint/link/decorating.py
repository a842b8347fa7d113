"""What a decorator makes of its function: does it hand back the function itself, or something around it."""

from __future__ import annotations

from signal_lint.django.names import canonical
from signal_lint.link.classes import found_in_order
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.functions import name_outside
from signal_lint.link.values import (
    Function,
    Instance,
    Partial,
    ReceiverDecorator,
    Returned,
    Value,
)
from signal_lint.syntax import (
    Argument,
    Call,
    Constant,
    FunctionDef,
    Lambda,
    Parameters,
)

#: Functions of Python and Django that return the function that they get, or a method made of it.
HANDS_BACK = frozenset(
    {
        "abc.abstractmethod",
        "asgiref.sync.markcoroutinefunction",
        "atexit.register",
        "builtins.classmethod",
        "builtins.property",
        "builtins.staticmethod",
        "django.contrib.admin.action",
        "django.contrib.admin.display",
        "django.dispatch.receiver",
        "django_rq.decorators.job",
        "django_rq.job",
        "functools.update_wrapper",
        "functools.wraps",
        "inspect.markcoroutinefunction",
        "rq.decorators.job",
        "rq.job",
        "schedule.repeat",
        "unittest.expectedFailure",
        "warnings.deprecated",
    }
)
#: Packages whose decorators mark and register.
MARKING = frozenset({"pytest", "typing", "typing_extensions"})
#: Words in the name of a decorator of a package that registers what it decorates, and hands it back.
REGISTERING = frozenset(
    {
        *(
            "add",
            "connect",
            "event",
            "filter",
            "fixture",
            "handler",
            "hook",
            "hookimpl",
            "listen",
            "listener",
            "scheduled",
        ),
        *("listens", "mark", "observer", "on", "plugin", "receiver", "receivers", "register", "registered"),
        *("registers", "route", "signal", "subscribe", "subscriber", "tag"),
    }
)
#: Stands for the function that is decorated.
DECORATED = Lambda(Parameters(kwarg="the decorated function"), Constant(None))


def hands_back(ev: Evaluator, function: Function, number: int) -> bool | None:
    """Tell whether a decorator of a function returns the very function that it gets; None: not known."""
    if not isinstance(function.node, FunctionDef):
        return None
    written, scope = function.node.decorators[number].expression, function.scope
    if isinstance(ev.evaluate(written, scope), ReceiverDecorator):
        return True
    outside = name_outside(ev, written.func if isinstance(written, Call) else written, scope)
    if outside is not None:
        return _by_name(outside)
    result = ev.evaluate(Call(written, (Argument(DECORATED),)), scope)
    if isinstance(result, Instance) and found_in_order(ev, result.of, "__new__")[1] is not None:
        return None
    return _is_same(result)


def _by_name(name: str) -> bool:
    words = name.rpartition(".")[2].lower().split("_")
    return name in HANDS_BACK or name.partition(".")[0] in MARKING or not REGISTERING.isdisjoint(words)


def _is_same(result: Value) -> bool | None:
    """Tell whether what a decorator of the project returned is what it was given."""
    match result:
        case Function(node=node):
            return node is DECORATED
        case Instance() | Partial():
            return False
        case Returned(callee=callee):
            return _by_name(canonical(callee.name))
        case _:
            return None
