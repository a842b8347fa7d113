"""What a registry of the project surely holds when a `ready()` runs: what loaded classes put there.

`ITEMS.append(self)` in a `contribute_to_class` is done by each model that holds such an object, when its
class is made; `ready()` comes after all models. Nothing is held that something may take out again.
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.link.class_making import HOOKS, classes_made_by, comes_to
from signal_lint.link.classes import methods, own_attribute
from signal_lint.link.conditions import may_leave
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.holders import TOLD, classes_with
from signal_lint.link.imports import Imports
from signal_lint.link.list_statements import TAKES
from signal_lint.link.places import is_test
from signal_lint.link.reach import Reach
from signal_lint.link.searching import everything
from signal_lint.link.startup import startup_roots
from signal_lint.link.values import Class, Each, External, Function, Instance, Scope, Value
from signal_lint.syntax import (
    Assign,
    Attribute,
    Call,
    Deferred,
    Delete,
    Dict,
    Expr,
    Expression,
    FunctionDef,
    ImportFrom,
    Name,
    Return,
    Sequence,
    Statement,
    Subscript,
)
from signal_lint.syntax import Scope as Declared
from signal_lint.unparse import unparse

#: What makes a registry that keeps what it is given.
KEEPING = frozenset({"builtins.dict", "builtins.list", "builtins.set", "collections.OrderedDict"})
#: Calls that go through a registry, or look at it, and change nothing.
LOOKING = frozenset({"all", "any", "enumerate", "len", "list", "set", "sorted", "tuple"})
COPYING = frozenset({"list", "set", "sorted", "tuple"})
#: What start-up imports before it calls the first `ready()`.
BEFORE_READY = frozenset({"settings", "package", "apps", "models"})
#: Which parameters of a hook are the object that has it, and which the class that is made.
OBJECT = {TOLD: 0, "__set_name__": 0}
MADE = {TOLD: 1, "__set_name__": 1, "__init_subclass__": 0, "__init__": 0}
#: Through how many modules a registry is followed that each of them imports from the one before.
MOST_HANDS = 3
Place = tuple[str, str]


class Registries:
    """The lists, sets and dicts of a project's modules, looked into on demand."""

    def __init__(self, ev: Evaluator, imports: Imports) -> None:
        self._ev = ev
        self._imports = imports
        self._held: dict[tuple[Place, bool], tuple[Class | Instance, ...]] = {}

    def held(self, iterable: Expression, scope: Scope) -> tuple[Value, ...]:
        """Return what a loop of a `ready()` surely goes through, one for each kind, nothing if not known."""
        match _looped(iterable):
            case Call(func=Attribute(value=Name(id=name), attr="values"), args=()):
                of_values = True
            case Name(id=name):
                of_values = False
            case _:
                return ()
        place = None if _is_local(self._ev, name, scope) else _origin(self._ev, scope.path, name)
        if place is None:
            return ()
        if (place, of_values) not in self._held:
            self._held[place, of_values] = tuple(dict.fromkeys(self._found(place, of_values=of_values)))
        return tuple(Each(unparse(iterable), of) for of in self._held[place, of_values])

    def _found(self, place: Place, *, of_values: bool) -> Iterator[Class | Instance]:
        if not _keeps(self._ev, place):
            return
        for of in classes_with(self._ev, place[1]):
            if is_test(of.path) or _origin(self._ev, of.path, place[1]) != place:
                continue
            for hook in methods(self._ev, of, place[1]):
                yield from self._put_by(hook, place[1], of_values=of_values)

    def _put_by(self, hook: Function, name: str, *, of_values: bool) -> Iterator[Class | Instance]:
        """Yield what a hook puts into a registry, for the classes that are surely made before `ready()`."""
        node = self._ev.whole(hook).node
        if not isinstance(node, FunctionDef) or node.name not in HOOKS:
            return
        written = _put(self._ev, node, name, hook.scope, of_values=of_values)
        positions = {Name(each.name): n for n, each in enumerate(node.parameters.positional)}
        is_given = isinstance(written, Name) and not any(written.id in self._ev.binds(s) for s in node.body)
        position = positions.get(written) if is_given and isinstance(written, Name) else None
        made = tuple(classes_made_by(self._ev, hook)) if position is not None else ()
        loaded = self._loaded(frozenset(of.path for of in made))
        for of in made:
            if of.path in loaded and position == MADE.get(node.name):
                yield of
            elif of.path in loaded and position == OBJECT.get(node.name):
                yield from _objects(self._ev, of, hook)

    def _loaded(self, paths: frozenset[str]) -> frozenset[str]:
        """Return those files that start-up surely loads before the first `ready()`."""
        if not paths:
            return paths
        roots = startup_roots(self._ev, self._ev.apps, (), self._imports)
        before = tuple(root for root in roots if root.via in BEFORE_READY)
        states = Reach(self._ev, self._imports, (before, ()), lambda _: {}).settle(paths)
        return frozenset(
            path for path in paths if states[path].loaded == "startup" and not states[path].condition
        )


def _looped(iterable: Expression) -> Expression:
    """Return what a loop goes through, without the copy that is made of it."""
    match iterable:
        case Call(func=Name(id=function), args=(only,)) if function in COPYING:
            return only.value
        case _:
            return iterable


def _is_local(ev: Evaluator, name: str, scope: Scope) -> bool:
    """Tell whether a name is, or may be, none of the module."""
    current: Scope | None = scope
    while current is not None and current.kind != "module":
        local = name in current.bindings or name in current.innermost
        if local or any(name in ev.binds(statement) for statement in current.body):
            return True
        current = current.parent
    return False


def _origin(ev: Evaluator, path: str, name: str, hands: int = MOST_HANDS) -> Place | None:
    """Return the module that makes what a name of a module is bound to, and its name there."""
    match tuple(ev.binders.of(name, ev.sources.facts(path).body)):
        case (ImportFrom(level=level, module=module, names=aliases),) if hands:
            source = ev.modules.find(ev.modules.relative(path, level, module))
            original = next((each.name for each in aliases if (each.asname or each.name) == name), None)
            if source is None or original is None or source.endswith("/"):
                return None
            return _origin(ev, source, original, hands - 1)
        case (Assign() | Deferred(kind="assignment"),):
            return path, name
        case _:
            return None


def _keeps(ev: Evaluator, place: Place) -> bool:
    """Tell whether nothing of the project takes out of a registry again what was put into it."""
    path, name = place
    words = frozenset({name})
    scope, made, writes = ev.module_scope(path), False, 0
    for each in sorted(ev.sources.containing(words)):
        for part in () if is_test(each) else everything(ev.sources, each, words):
            match part:
                case Assign(targets=(Name(id=target),), value=value) if (each, target) == place:
                    made = value is not None and _is_keeping(ev, value, scope)
                case _ if _may_take(part, name):
                    return False
                case _:
                    writes += _writes(part, name)
    # What a dict holds under a key, another may replace.
    return made and writes <= 1


def _is_keeping(ev: Evaluator, value: Expression, scope: Scope) -> bool:
    match value:
        case Dict() | Sequence(kind="list" | "set"):
            return True
        case Call(func=func, args=()):
            found = ev.evaluate(func, scope)
            return isinstance(found, External) and found.name in KEEPING
        case _:
            return False


def _is(written: Expression | None, name: str) -> bool:
    return isinstance(written, Name | Attribute) and name == (
        written.id if isinstance(written, Name) else written.attr
    )


def _may_take(part: Statement | Expression, name: str) -> bool:
    """Tell whether code takes something out of what a name stands for, or hands it on to what may."""
    match part:
        case Call(func=Attribute(value=owner, attr=method)) if _is(owner, name):
            return method in TAKES or method == "popitem"
        case Call(func=func, args=args):
            looks = isinstance(func, Name) and func.id in LOOKING
            return not looks and any(_is(each.value, name) for each in args)
        case Delete(targets=targets):
            return any(
                _is(each, name) or (isinstance(each, Subscript) and _is(each.value, name)) for each in targets
            )
        case Assign(targets=targets, value=value):
            return _is(value, name) or any(_is(each, name) for each in targets)
        case Return(value=value):
            return _is(value, name)
        case Declared(kind="global", names=names):
            return name in names
        case _:
            return False


def _writes(part: Statement | Expression, name: str) -> bool:
    """Tell whether code writes under a key of what a name stands for."""
    match part:
        case Call(func=Attribute(value=owner, attr="update" | "setdefault")):
            return _is(owner, name)
        case Assign(targets=targets):
            return any(isinstance(each, Subscript) and _is(each.value, name) for each in targets)
        case _:
            return False


def _put(ev: Evaluator, node: FunctionDef, name: str, scope: Scope, *, of_values: bool) -> Expression | None:
    """Return what a function puts into a registry whenever it runs to its end, None for nothing."""
    for statement in node.body:
        match statement:
            case Expr(value=Call(func=Attribute(value=Name(id=owner), attr=method), args=args)) if (
                owner == name
            ):
                match method, [each.value for each in args]:
                    case ("append" | "add", [value]) if not of_values:
                        return value
                    case "update", [Dict(items=((key, value),))]:
                        return value if of_values else key
                    case _:
                        continue
            case Assign(targets=(Subscript(value=Name(id=owner), slice=key),), value=value) if owner == name:
                return value if of_values else key
            case _ if isinstance(statement, Return) or may_leave(ev, statement, scope):
                return None
            case _:
                continue
    return None


def _objects(ev: Evaluator, holder: Class, hook: Function) -> Iterator[Instance]:
    """Yield one object for each class of those whose hook this is, in the body of a class or an ancestor."""
    seen: set[str] = set()
    for of in ev.class_order(holder):
        for name in dict.fromkeys(_assigned(of)) if isinstance(of, Class) else ():
            found = own_attribute(ev, of, name) if isinstance(of, Class) and name not in seen else None
            seen.add(name)
            if isinstance(found, Instance) and comes_to(ev, ev.class_order(found.of), hook):
                yield Instance(found.of)


def _assigned(of: Class) -> Iterator[str]:
    for statement in of.node.body:
        if isinstance(statement, Deferred) and statement.kind == "assignment":
            yield from statement.names
