"""From an expression as written to the value it stands for.

This works on the tree alone; it never runs the project. What depends on a run is
`Unknown`, `Each` or `Given`.

Invariant: an evaluation is a pure function of the files it read, so order and
memory cannot change a value.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from signal_lint.django.names import NEVER_TRUE, canonical
from signal_lint.facts import Sources
from signal_lint.link import arithmetic, attributes, calls, changes, classes, lists, names, scopes
from signal_lint.link.binders import Binders
from signal_lint.link.installed import InstalledApps
from signal_lint.link.merging import merge
from signal_lint.link.modules import Modules
from signal_lint.link.naming import stated_module
from signal_lint.link.rebinding import Rebinding
from signal_lint.link.relations import relating
from signal_lint.link.settings_classes import class_settings
from signal_lint.link.values import (
    Class,
    Each,
    External,
    Function,
    Instance,
    Items,
    LabelledModel,
    Literal,
    Module,
    Returned,
    Scope,
    Table,
    Unknown,
    Value,
)
from signal_lint.source import Location
from signal_lint.supported import NO_EVIDENCE
from signal_lint.syntax import (
    Attribute,
    Await,
    BinOp,
    BoolOp,
    Call,
    Compare,
    Comprehension,
    Constant,
    Deferred,
    Dict,
    Expression,
    FunctionDef,
    IfExp,
    JoinedStr,
    Lambda,
    Name,
    NamedExpr,
    Sequence,
    Starred,
    Statement,
    Subscript,
    UnaryOp,
)
from signal_lint.unparse import unparse

#: How deep calls and expressions are followed; deeper ones are unknown.
DEEPEST = 60


class Evaluator:
    """The values of one project; `settings_paths` and `autodiscovered` are what its settings and ours say."""

    def __init__(self, sources: Sources, modules: Modules) -> None:
        self.sources = sources
        self.modules = modules
        self.settings_paths: tuple[str, ...] = ()
        self.django = NO_EVIDENCE
        self.autodiscovered: tuple[str, ...] = ()
        self.names: dict[tuple[str, str, int | None], Value | None] = {}
        #: The names that are being worked out, each with how many were before it.
        self.unfinished: dict[tuple[str, str, int | None], int] = {}
        self.came_back_to = sys.maxsize
        self.class_orders: dict[Class, tuple[Value, ...]] = {}
        self.set_attributes: dict[tuple[Instance, str], Value | None] = {}
        self.swapped: dict[tuple[str, str], LabelledModel | None] = {}
        self.apps = InstalledApps((), known=False)
        self.functions: dict[Location, Function] = {}
        self.depth = 0
        self.call_depth = 0
        self.followed = 0
        self.binders = Binders()
        self.rebinding = Rebinding(sources)
        self._class_scopes: dict[int, tuple[Class, Scope]] = {}

    def index(self, path: str) -> dict[str, list[int]]:
        """Return, by name, the numbers of a module's statements that may bind it."""
        return self.binders.index(self.sources.facts(path).body)

    def binds(self, statement: Statement) -> frozenset[str]:
        """Return the names that a statement binds."""
        return self.binders.names(statement)

    def forget(self) -> None:
        """Drop what was worked out before the installed apps were known: labels depend on them."""
        self.names.clear()
        self.class_orders.clear()
        self.set_attributes.clear()
        self.swapped.clear()
        self._class_scopes.clear()

    def module_scope(self, path: str, line: int | None = None) -> Scope:
        return Scope(path, self.sources.facts(path).body, line=line)

    def class_scope(self, of: Class) -> Scope:
        """Return the scope of a class body as it ends up, one and the same for all that look into it."""
        known = self._class_scopes.get(id(of))
        if known is None:
            known = self._class_scopes[id(of)] = (of, classes.class_scope(of))
        return known[1]

    def is_cut_short(self) -> bool:
        """Tell whether so many calls were followed that the rest of an expression stays unknown."""
        return self.followed >= calls.MOST_FOLLOWED

    def module(self, dotted: str) -> Value:
        """Return what `import dotted` loads."""
        path = self.modules.find(dotted)
        return External(dotted) if path is None else Module(dotted, path)

    def qualname(self, scope: Scope, name: str) -> str:
        """Return the qualified name that Python gives to what is defined in a scope."""
        if scope.kind == "module":
            return name
        inner = ".<locals>." if scope.kind == "function" else "."
        return f"{scope.qualname}{inner}{name}"

    def function(self, node: FunctionDef | Lambda, scope: Scope) -> Function:
        """Return the function that a definition makes in a scope."""
        name = node.name if isinstance(node, FunctionDef) else "<lambda>"
        owner = scope.owner if scope.kind == "class" else None
        return Function(scope.path, self.qualname(scope, name), node.span, node, scope, owner)

    def whole(self, function: Function) -> Function:
        """Return a function with its body, where only its header was read."""
        match function.node:
            case FunctionDef(body=(Deferred(key=key),)):
                node = self.sources.statement(function.path, key)
                return replace(function, node=node) if isinstance(node, FunctionDef) else function
            case _:
                return function

    def dotted(self, value: Function | Class) -> str:
        """Return the dotted name of a definition: its module's, then its qualified name."""
        if isinstance(value, Class) and (stated := stated_module(self, value)) is not None:
            return f"{stated}.{value.qualname}"
        return f"{self.modules.name(value.path)}.{value.qualname}"

    def attribute(self, value: Value, name: str) -> Value:
        return attributes.attribute(self, value, name)

    def class_order(self, of: Class) -> tuple[Value, ...]:
        return classes.class_order(self, of)

    def signal_kind(self, value: Returned | Instance) -> str:
        return classes.signal_kind(self, value)

    def setting(self, name: str) -> Value | None:
        """Return a Django setting as all settings modules agree on it; None where none says it."""
        found = [names.module_name(self, path, name, None) for path in self.settings_paths]
        inside = [value for path in self.settings_paths for value in class_settings(self, path, name)]
        return merge([*(value for value in found if value is not None), *inside])

    def evaluate(self, expression: Expression, scope: Scope) -> Value:
        """Return the value of an expression to the statement that runs in a scope."""
        if self.depth >= DEEPEST:
            return Unknown(unparse(expression))
        if self.depth == 0:
            self.followed = 0
        self.depth += 1
        try:
            return self._evaluate(expression, scope)
        finally:
            self.depth -= 1

    def _evaluate(self, expression: Expression, scope: Scope) -> Value:
        match expression:
            case Name(id=name):
                return scopes.lookup(self, name, scope)
            case Attribute(
                value=Attribute(value=Attribute(value=model, attr=name), attr="rel"), attr="related_model"
            ):
                return relating(self, self.evaluate(model, scope), name) or Unknown(unparse(expression))
            case Attribute(value=value, attr=attr):
                found = self.attribute(self.evaluate(value, scope), attr)
                return Unknown(unparse(expression)) if isinstance(found, Unknown) else found
            case Constant(value=value):
                return Literal(value)
            case UnaryOp(op="-", operand=Constant(value=int(number))):
                return Literal(-number)
            case Call():
                return calls.call(self, expression, scope)
            case Sequence() | Dict() | Comprehension():
                return self._display(expression, scope)
            case Lambda():
                return self.function(expression, scope)
            case Await(value=value) | NamedExpr(value=value):
                return self.evaluate(value, scope)
            case IfExp(test=test, body=body, orelse=orelse):
                truth = self.truth(test, scope)
                if truth is not None:
                    return self.evaluate(body if truth else orelse, scope)
                both = [self.evaluate(body, scope), self.evaluate(orelse, scope)]
                return merge(both) or Unknown(unparse(expression))
            case BinOp() | BoolOp() | JoinedStr() | Subscript():
                return arithmetic.operate(self, expression, scope)
            case _:
                return Unknown(unparse(expression))

    def _display(self, expression: Sequence | Dict | Comprehension, scope: Scope) -> Value:
        match expression:
            case Sequence(kind=kind, elts=elts) if not any(isinstance(each, Starred) for each in elts):
                return Items(kind, tuple([self.evaluate(each, scope) for each in elts]))
            case Sequence(kind=kind, elts=elts):
                return lists.joined(kind, *(self._part(element, scope) for element in elts))
            case Dict(items=items):
                pairs = tuple(
                    (self.evaluate(key, scope), self.evaluate(value, scope))
                    for key, value in items
                    if key is not None
                )
                return Table(pairs, complete=len(pairs) == len(items))
            case _:
                return arithmetic.comprehension(self, expression, scope)

    def _part(self, written: Expression, scope: Scope) -> Items:
        """Return what an element of a display adds to it."""
        if not isinstance(written, Starred):
            return Items("tuple", (self.evaluate(written, scope),))
        return lists.contents(self.evaluate(written.value, scope)) or lists.ANY

    def elements(self, iterable: Expression, scope: Scope) -> tuple[Value, ...]:
        """Return what a loop over an expression goes through: its elements, or one `Each`."""
        value = self.evaluate(iterable, scope)
        match value:
            case Items(elements=elements, complete=True):
                return elements
            case Items(elements=elements):
                return (*elements, Each(unparse(iterable)))
            case Table(items=items, complete=True):
                return tuple(key for key, _ in items)
            case _:
                return (Each(unparse(iterable)),)

    def truth(self, test: Expression, scope: Scope) -> bool | None:
        """Return what a test comes to, None where it depends on the run.

        Settings and the environment differ between runs, so they are never decided on.
        """
        match test:
            case Constant(value=value):
                return bool(value)
            case UnaryOp(op="not", operand=operand):
                inner = self.truth(operand, scope)
                return None if inner is None else not inner
            case BoolOp(left=left, op=op, right=right):
                sides = (self.truth(left, scope), self.truth(right, scope))
                decisive = op == "or"
                if decisive in sides:
                    return decisive
                return None if None in sides else not decisive
            case Name(id=name) if name in scope.bindings or arithmetic.is_looked_up(self, name, scope):
                return arithmetic.is_true_name(self, test, scope)
            case Name(id="TYPE_CHECKING") | Attribute(attr="TYPE_CHECKING"):
                found = self.evaluate(test, scope)
                return False if isinstance(found, External) and canonical(found.name) in NEVER_TRUE else None
            case Compare(left=Name(id=name), comparisons=(("is" | "is not" as op, Constant(value=None)),)):
                bound = scopes.in_scope(self, name, scope, scope.line)
                is_none = None if bound is None else arithmetic.is_none(bound)
                return None if is_none is None else is_none is (op == "is")
            case _:
                return None

    def mutations(self, scope: Scope, name: str, found: Value | None) -> Value | None:
        return changes.mutations(self, scope, name, found)
