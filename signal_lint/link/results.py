"""What calls certainly give, where that is nothing that can be called in turn.

Invariant: what is not known may be callable; only what certainly is not has an answer.
"""

from __future__ import annotations

from signal_lint.calling import Result
from signal_lint.django.names import canonical
from signal_lint.link.bindings import binds
from signal_lint.link.call_sites import is_method_of_signal
from signal_lint.link.calls import DEEPEST_CALL, KEEPS_RESULT, arguments, called, entered
from signal_lint.link.classes import found_in_order
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.known_calls import HIDDEN
from signal_lint.link.models import MODEL_BASES
from signal_lint.link.returning import ends, is_generator, returns
from signal_lint.link.values import External, Function, Instance, Method, Returned, Scope, Value, at
from signal_lint.source import Location
from signal_lint.syntax import (
    Attribute,
    Call,
    Comprehension,
    Constant,
    Deferred,
    Dict,
    Expr,
    Expression,
    FunctionDef,
    JoinedStr,
    Jump,
    Opaque,
    Return,
    Sequence,
    Statement,
)

CACHE = "django.core.cache.cache"
#: What functions of Django and of Python give.
GIVES = {
    "builtins.print": "None",
    "django.contrib.auth.login": "None",
    "django.contrib.auth.logout": "None",
    **{f"django.contrib.messages.{name}": "None" for name in ("error", "info", "success", "warning")},
    **{f"{CACHE}.{name}": "None" for name in ("clear", "delete_many", "set")},
    **{f"{CACHE}.{name}": "a bool" for name in ("add", "delete", "touch")},
    **{f"django.core.mail.{name}": "a number" for name in ("send_mail", "send_mass_mail")},
    **{f"django.core.mail.{name}": "None" for name in ("mail_admins", "mail_managers")},
}
#: What methods of models give, where no class of the project overrides them.
OF_MODELS = {"delete": "a tuple", "full_clean": "None", "refresh_from_db": "None", "save": "None"}
OF_SIGNALS = {
    "asend": "a coroutine",
    "asend_robust": "a coroutine",
    "send": "a list",
    "send_robust": "a list",
}
OF_TASKS = dict.fromkeys(("apply_async", "delay"), "an AsyncResult")
MAILS = frozenset({"django.core.mail.EmailMessage", "django.core.mail.EmailMultiAlternatives"})
CELERY = frozenset({"celery.Celery", "celery.app.Celery", "celery.app.base.Celery"})
#: Decorators of Celery that make tasks without an app in sight, those of its old releases included.
MAKES_TASK = frozenset(
    {
        "celery.app.shared_task",
        "celery.current_app.task",
        "celery.decorators.task",
        "celery.shared_task",
        "celery.task",
        "celery.task.task",
    }
)
#: The decorator of Django's own tasks, and that of the package they come from.
MAKES_DJANGO_TASK = frozenset({"django.tasks.base.task", "django.tasks.task", "django_tasks.task"})
#: Decorators of Django, besides those of `KEEPS_RESULT`, that give what the function gives.
ATOMIC = frozenset({"django.db.transaction.atomic", "django.db.transaction.non_atomic_requests"})


def not_callable(ev: Evaluator, call: Call, scope: Scope) -> Result | None:
    """Return what a call gives, None where that may be callable."""
    if isinstance(call.func, Attribute):
        owner = ev.evaluate(call.func.value, scope)
        gives = _of_method(ev, owner, call.func.attr)
        if gives is not None:
            return Result(gives, _place(owner) if isinstance(owner, Function) else None)
    callee = called(ev, call, scope)
    match callee:
        case External(name=name) if canonical(name) in GIVES:
            return Result(GIVES[canonical(name)], None)
        case Function() | Method():
            gives = _of_function(ev, callee, call, scope)
            return None if gives is None else Result(gives, _place(_function(callee)))
        case _:
            return None


def _of_method(ev: Evaluator, owner: Value, name: str) -> str | None:
    """Return what a method gives that no source of the project defines."""
    if name in OF_SIGNALS and is_method_of_signal(ev, owner, name):
        return OF_SIGNALS[name]
    match owner:
        case Function():
            return _of_task(ev, owner, name)
        case Returned(callee=External(name=of)) if of in MAILS and name == "send":
            return "a number"
        case Instance(of=model):
            definer, _ = found_in_order(ev, model, name)
            is_model = isinstance(definer, External) and canonical(definer.name) in MODEL_BASES
            return OF_MODELS.get(name) if is_model else None
        case _:
            return None


def _of_function(ev: Evaluator, callee: Function | Method, call: Call, scope: Scope) -> str | None:
    """Return what a function of the project gives, by all of its ways out."""
    function = ev.whole(_function(callee))
    node = function.node
    if not isinstance(node, FunctionDef) or ev.call_depth >= DEEPEST_CALL:
        return None
    if not (_is_defined_once(function) and _keeps(ev, function)):
        return None
    if is_generator(node.body):
        return "an asynchronous generator" if node.is_async else "a generator"
    if node.is_async:
        return "a coroutine"
    # A stub is there to be overridden, by what may return anything.
    if all(map(_says_nothing, node.body)):
        return None
    ev.call_depth += 1
    try:
        inner = entered(ev, callee, *arguments(ev, call, scope))
        found = [_of_value(ev, value, at(inner, line)) for value, line in returns(ev, inner.body, inner)]
    finally:
        ev.call_depth -= 1
    ways = dict.fromkeys(found if ends(inner.body) else [*found, "None"])
    known = [way for way in ways if way is not None]
    return " or ".join(known) or None if len(known) == len(ways) else None


def _is_defined_once(function: Function) -> bool:
    """Tell whether a definition stands in its scope itself: one under a condition may have an alternative."""
    name = function.qualname.rpartition(".")[2]
    return any(
        isinstance(each, FunctionDef | Deferred) and name in binds(each) for each in function.scope.body
    )


def _of_value(ev: Evaluator, value: Expression, scope: Scope) -> str | None:
    match value:
        case Constant(value=None):
            return "None"
        case Constant(value=bool()):
            return "a bool"
        case Constant(value=str()) | JoinedStr():
            return "a string"
        case Constant(value=int() | float()):
            return "a number"
        case Sequence(kind=kind) | Comprehension(kind=kind):
            return f"a {kind}"
        case Dict():
            return "a dict"
        case Call():
            result = not_callable(ev, value, scope)
            return None if result is None else result.gives
        case _:
            return None


def _keeps(ev: Evaluator, function: Function) -> bool:
    """Tell whether no decorator changes what a call gives."""
    return all(
        _is_known(ev, written, function.scope) or _makes_task(ev, written, function.scope)
        for written in _decorators(function)
    )


def _is_known(ev: Evaluator, written: Expression, scope: Scope) -> bool:
    value = ev.evaluate(written.func if isinstance(written, Call) else written, scope)
    return isinstance(value, External) and canonical(value.name) in KEEPS_RESULT | ATOMIC


def _of_task(ev: Evaluator, task: Function, name: str) -> str | None:
    """Return what a method of a task gives, of Celery or of Django; None where no decorator makes one."""
    for written in _decorators(task)[:1]:
        maker = ev.evaluate(written.func if isinstance(written, Call) else written, task.scope)
        if isinstance(maker, External) and maker.name in MAKES_DJANGO_TASK:
            return "a TaskResult" if name == "enqueue" else None
        if _makes_task(ev, written, task.scope):
            return OF_TASKS.get(name)
    return None


def _makes_task(ev: Evaluator, written: Expression, scope: Scope) -> bool:
    """Tell whether a decorator is one of Celery's; tasks of another class may have methods of their own."""
    func = written
    if isinstance(written, Call):
        func = written.func
        if any(argument.keyword == "base" or argument.star for argument in written.args):
            return False
    value = ev.evaluate(func, scope)
    if isinstance(value, External):
        return value.name in MAKES_TASK
    app = ev.evaluate(func.value, scope) if isinstance(func, Attribute) and func.attr == "task" else None
    return (
        isinstance(app, Returned)
        and app.callee.name in CELERY
        and not {"task_cls", HIDDEN} & dict(app.keywords).keys()
    )


def _says_nothing(statement: Statement) -> bool:
    match statement:
        case (
            Expr(value=Constant() | Opaque(text="..."))
            | Return(value=None | Constant(value=None))
            | Jump(kind="pass")
        ):
            return True
        case _:
            return False


def _decorators(function: Function) -> tuple[Expression, ...]:
    decorators = function.node.decorators if isinstance(function.node, FunctionDef) else ()
    return tuple(decorator.expression for decorator in decorators)


def _function(callee: Function | Method) -> Function:
    return callee.function if isinstance(callee, Method) else callee


def _place(function: Function) -> Location:
    return Location(function.path, function.span)
