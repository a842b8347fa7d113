"""Statements: whole ones, and those known by their outline only."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from signal_lint.record import record
from signal_lint.source import Span
from signal_lint.syntax.expressions import NOWHERE, Argument, Expression, Parameters


@record
class Alias:
    """`name` is dotted in `import a.b`; `asname` is None where there is no `as`."""

    name: str
    asname: str | None = None


@record
class Import:
    names: tuple[Alias, ...]
    span: Span = field(default=NOWHERE, compare=False)


@record
class ImportFrom:
    """`from .. import x`: `level` counts the dots; a star import is one Alias `*`."""

    module: str
    names: tuple[Alias, ...]
    level: int = 0
    span: Span = field(default=NOWHERE, compare=False)


@record
class Assign:
    """`a = b = value`; with an annotation `a: T = value`, whose value may be missing."""

    targets: tuple[Expression, ...]
    value: Expression | None
    annotation: Expression | None = None
    span: Span = field(default=NOWHERE, compare=False)


@record
class AugAssign:
    """`target op= value`; `op` is without its equals sign."""

    target: Expression
    op: str
    value: Expression
    span: Span = field(default=NOWHERE, compare=False)


@record
class Expr:
    value: Expression
    span: Span = field(default=NOWHERE, compare=False)


@record
class Return:
    value: Expression | None
    span: Span = field(default=NOWHERE, compare=False)


@record
class Raise:
    exc: Expression | None
    span: Span = field(default=NOWHERE, compare=False)


@record
class Assert:
    test: Expression
    span: Span = field(default=NOWHERE, compare=False)


@record
class Delete:
    targets: tuple[Expression, ...]
    span: Span = field(default=NOWHERE, compare=False)


@record
class Jump:
    """`break`, `continue` or `pass`."""

    kind: Literal["break", "continue", "pass"]
    span: Span = field(default=NOWHERE, compare=False)


@record
class Scope:
    """`global a, b` or `nonlocal a, b`."""

    kind: Literal["global", "nonlocal"]
    names: tuple[str, ...]
    span: Span = field(default=NOWHERE, compare=False)


@record
class If:
    """`elif` is an `If` alone in `orelse`."""

    test: Expression
    body: tuple[Statement, ...]
    orelse: tuple[Statement, ...] = ()
    span: Span = field(default=NOWHERE, compare=False)


@record
class For:
    target: Expression
    iter: Expression
    body: tuple[Statement, ...]
    orelse: tuple[Statement, ...] = ()
    span: Span = field(default=NOWHERE, compare=False)


@record
class While:
    test: Expression
    body: tuple[Statement, ...]
    orelse: tuple[Statement, ...] = ()
    span: Span = field(default=NOWHERE, compare=False)


@record
class Handler:
    type: Expression | None
    name: str | None
    body: tuple[Statement, ...]


@record
class Try:
    body: tuple[Statement, ...]
    handlers: tuple[Handler, ...] = ()
    orelse: tuple[Statement, ...] = ()
    finalbody: tuple[Statement, ...] = ()
    span: Span = field(default=NOWHERE, compare=False)


@record
class With:
    """`items` are (context expression, target or None)."""

    items: tuple[tuple[Expression, Expression | None], ...]
    body: tuple[Statement, ...]
    span: Span = field(default=NOWHERE, compare=False)


@record
class Case:
    """A `case`; `pattern` is the constant, dotted name or capture name where it is one, else Opaque."""

    pattern: Expression
    guard: Expression | None
    body: tuple[Statement, ...]


@record
class Match:
    subject: Expression
    cases: tuple[Case, ...]
    span: Span = field(default=NOWHERE, compare=False)


@record
class Decorator:
    """`span` begins at the `@`."""

    expression: Expression
    span: Span = field(default=NOWHERE, compare=False)


@record
class FunctionDef:
    """`span` begins at `def` or `async`, never at a decorator."""

    name: str
    parameters: Parameters
    body: tuple[Statement, ...]
    decorators: tuple[Decorator, ...] = ()
    is_async: bool = False
    span: Span = field(default=NOWHERE, compare=False)


@record
class ClassDef:
    """`bases` holds the keywords too (`metaclass=…`). `span` begins at `class`."""

    name: str
    bases: tuple[Argument, ...]
    body: tuple[Statement, ...]
    decorators: tuple[Decorator, ...] = ()
    span: Span = field(default=NOWHERE, compare=False)


@record
class Deferred:
    """A statement known by its outline only; whoever needs it asks for it by its key.

    It stands at the top level of a file or, a method, in the body of a top-level
    class. `names` is what it binds in that scope. `key` is unique in the file.
    `span` reaches from its first line, decorators included, to its last.
    `mentions` says whether its code holds a name of a connection (`connect`,
    `disconnect`, `receiver`).
    """

    kind: Literal["function", "class", "assignment", "other"]
    names: tuple[str, ...]
    key: str
    mentions: bool
    span: Span = field(default=NOWHERE, compare=False)


Statement = (
    Import
    | ImportFrom
    | Assign
    | AugAssign
    | Expr
    | Return
    | Raise
    | Assert
    | Delete
    | Jump
    | Scope
    | If
    | For
    | While
    | Try
    | With
    | Match
    | FunctionDef
    | ClassDef
    | Deferred
)
