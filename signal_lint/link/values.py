"""What an expression of the project stands for, as far as its text settles it.

The linker works out values without running anything: a name becomes the
class, function or signal that it is bound to, a call of `get_user_model()` the
user model. Whatever is not settled is `Unknown`, and stays so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal as OneOf

from signal_lint.record import record
from signal_lint.source import Location, Span
from signal_lint.syntax import Call, ClassDef, FunctionDef, Lambda, Statement


@record
class Unknown:
    """Not settled by the source; `text` is the expression as written.

    `of` is what may be in it, where it was made of lists; only what asks for a list looks at that.
    """

    text: str
    of: Items | None = None


@record
class Given:
    """A parameter of a function that is looked at by itself, without a caller."""

    name: str


@record
class Each:
    """One of many things that only a run knows: the loop variable over `text`.

    `of` is a class or an object whose attributes each of them has, as far as such a one is known.
    """

    text: str
    of: Class | Instance | None = None


@record
class Every:
    """Several known values that something is in turn, one after the other: none of them alone."""

    values: tuple[Value, ...]


@record
class Maybe:
    """A class, or None: which of them, only a run knows."""

    value: Class


@record
class External:
    """Something outside the project, by its dotted name."""

    name: str


@record
class Returned:
    """What a call of something outside the project gives: an instance, mostly."""

    callee: External
    args: tuple[Value, ...]
    keywords: tuple[tuple[str, Value], ...]
    text: str


@record
class Literal:
    value: str | bytes | int | float | complex | bool | None


Kind = OneOf["list", "tuple", "set"]


@record
class Items:
    """A list, tuple or set, as far as it is known.

    `complete` is false where it may hold more than `elements`; those of them that it may lack are `unsure`.
    A "set" is also a list whose order is not known.
    """

    kind: Kind
    elements: tuple[Value, ...]
    complete: bool = True
    unsure: frozenset[Value] = frozenset()

    @property
    def exact(self) -> bool:
        """Whether it holds these elements, no more and no fewer."""
        return self.complete and not self.unsure


@record
class Table:
    """A dict; `complete` is false where some of its items are not known."""

    items: tuple[tuple[Value, Value], ...]
    complete: bool = True


@record
class Module:
    """A module of the project."""

    name: str
    path: str


@dataclass(slots=True, eq=False)
class Scope:
    """The names of a module, or of one running function or class body, and what surrounds it.

    `line` is that of the statement that runs: a name means its last binding before it (a
    decorator is evaluated before its function's name is bound). None stands for the
    end: code inside a function sees the module around it as it ends up. `bindings` are
    parameters and loop variables, whose values come from elsewhere than `body`; `innermost`
    the variables of the comprehensions around an expression, which win over all others. `known` is
    what names came to before a line: a name that is built up step by step would be worked out anew for each.
    """

    path: str
    body: tuple[Statement, ...]
    kind: OneOf["module", "function", "class"] = "module"
    qualname: str = ""
    line: int | None = None
    parent: Scope | None = None
    bindings: dict[str, Value] = field(default_factory=dict)
    owner: Class | None = None
    innermost: dict[str, Value] = field(default_factory=dict)
    known: dict[tuple[str, int | None], Value | None] = field(default_factory=dict)


def at(scope: Scope, line: int | None) -> Scope:
    """Return a scope as it stands before a line."""
    return Scope(
        scope.path,
        scope.body,
        scope.kind,
        scope.qualname,
        line,
        scope.parent,
        scope.bindings,
        scope.owner,
        scope.innermost,
        scope.known,
    )


@record
class Function:
    """A function or lambda of the project; `owner` is the class whose body holds it.

    `scope` is where it is defined. Equal are functions of the same definition.
    """

    path: str
    qualname: str
    span: Span
    node: FunctionDef | Lambda = field(compare=False)
    scope: Scope = field(compare=False)
    owner: Class | None = field(default=None, compare=False)


@record
class Class:
    """A class of the project; `scope` is where it is defined."""

    path: str
    qualname: str
    span: Span
    node: ClassDef = field(compare=False)
    scope: Scope = field(compare=False)


@record
class Instance:
    """An object of a project class, made by a call (`args`) or met as `self` (`args` None).

    `name` is the dotted name it is bound to at module level, "" for a temporary.
    """

    of: Class
    args: tuple[Value, ...] | None = None
    keywords: tuple[tuple[str, Value], ...] = ()
    name: str = ""


@record
class Method:
    """A function bound to an instance or, a class method, to a class."""

    bound_to: Value
    function: Function


@record
class Partial:
    """`functools.partial(function, …)`; `keeps_kwargs` is what it does to `**kwargs`: nothing."""

    function: Value
    span: Span


@record
class SignalObject:
    """A signal that the project itself makes. `name` is the dotted name it is bound to.

    `of` is its class, None where that is not one of the project.
    """

    name: str
    location: Location
    is_model_signal: bool | None
    of: Class | None = field(default=None, compare=False)


@record
class ReceiverDecorator:
    """`receiver(signal, …)`, before it is applied to a function."""

    call: Call
    scope: Scope = field(compare=False)


@record
class Field:
    """A field of a model class, as its attribute; `value` is what the class body assigns."""

    model: Class
    name: str
    value: Value


@record
class Through:
    """The automatic through model of a many-to-many field; `plain` where that is certainly Django's own."""

    model: Class | External
    field: str
    plain: bool = False


@record
class LabelledModel:
    """A model known by its label: `settings.AUTH_USER_MODEL`, `get_user_model()`, `apps.get_model()`.

    `lazy` where it is the string, and not the class.
    """

    label: str
    lazy: bool


Value = (
    Unknown
    | Given
    | Each
    | Every
    | Maybe
    | External
    | Returned
    | Literal
    | Items
    | Table
    | Module
    | Function
    | Class
    | Instance
    | Method
    | Partial
    | SignalObject
    | ReceiverDecorator
    | Field
    | Through
    | LabelledModel
)
