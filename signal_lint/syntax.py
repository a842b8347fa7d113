"""Code as written: a small, frozen syntax tree, free of any parser.

The classes carry the names and the fields of the standard library's `ast`, so
that nobody has to learn a second vocabulary; what differs is said below. The
tree is plain data: it can be compared, hashed, pickled and cached.

Only what findings point at has a `span` (lines 1-based, columns 0-based code
points); spans take no part in comparisons, so that equal code is equal.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from signal_lint.record import record
from signal_lint.source import Span

NOWHERE = Span(0, 0, 0, 0)


# --- expressions


@record
class Name:
    id: str


@record
class Attribute:
    value: Expression
    attr: str


@record
class Constant:
    """A literal: str, bytes, int, float, complex, bool, None or Ellipsis."""

    value: str | bytes | int | float | complex | bool | None


@record
class JoinedStr:
    """An f-string: literal parts are `Constant`, replacement fields any expression."""

    values: tuple[Expression, ...]


@record
class Argument:
    """One argument of a call or one base of a class, in the order written."""

    value: Expression
    keyword: str | None = None
    star: Literal["", "*", "**"] = ""
    span: Span = field(default=NOWHERE, compare=False)


@record
class Call:
    func: Expression
    args: tuple[Argument, ...] = ()
    span: Span = field(default=NOWHERE, compare=False)


@record
class Sequence:
    """A list, tuple or set display."""

    kind: Literal["list", "tuple", "set"]
    elts: tuple[Expression, ...]


@record
class Starred:
    value: Expression


@record
class Dict:
    """A dict display; a key of None stands for `**value`."""

    items: tuple[tuple[Expression | None, Expression], ...]


@record
class Subscript:
    """`value[slice]`; several or sliced indices are a tuple `Sequence` or `Opaque`."""

    value: Expression
    slice: Expression


@record
class BinOp:
    """An arithmetic or bitwise operation; `op` is the operator's text (`+`, `%`, `/`)."""

    left: Expression
    op: str
    right: Expression


@record
class BoolOp:
    """`and` / `or`, always of two operands (as written, left-nested)."""

    left: Expression
    op: Literal["and", "or"]
    right: Expression


@record
class UnaryOp:
    """`op` is one of `not`, `-`, `+`, `~`."""

    op: str
    operand: Expression


@record
class Compare:
    """A chain of comparisons; operators as text (`==`, `is not`, `not in`)."""

    left: Expression
    comparisons: tuple[tuple[str, Expression], ...]


@record
class IfExp:
    test: Expression
    body: Expression
    orelse: Expression


@record
class NamedExpr:
    target: Expression
    value: Expression


@record
class Await:
    value: Expression


@record
class Yield:
    """`yield value`, `yield from value` or a bare `yield`."""

    value: Expression | None


@record
class Clause:
    """One `for target in iter if …` of a comprehension."""

    target: Expression
    iter: Expression
    ifs: tuple[Expression, ...]


@record
class Comprehension:
    """A list, set, dict or generator comprehension; `key` only for a dict."""

    kind: Literal["list", "set", "dict", "generator"]
    element: Expression
    clauses: tuple[Clause, ...]
    key: Expression | None = None


@record
class Parameter:
    name: str
    default: Expression | None = None


@record
class Parameters:
    """What a function takes, in the groups of the language reference."""

    positional_only: tuple[Parameter, ...] = ()
    positional: tuple[Parameter, ...] = ()
    vararg: str | None = None
    keyword_only: tuple[Parameter, ...] = ()
    kwarg: str | None = None


@record
class Lambda:
    parameters: Parameters
    body: Expression
    span: Span = field(default=NOWHERE, compare=False)


@record
class Opaque:
    """An expression of no other kind (a slice, a template string), as its text."""

    text: str


Expression = (
    Name
    | Attribute
    | Constant
    | JoinedStr
    | Call
    | Sequence
    | Starred
    | Dict
    | Subscript
    | BinOp
    | BoolOp
    | UnaryOp
    | Compare
    | IfExp
    | NamedExpr
    | Await
    | Yield
    | Comprehension
    | Lambda
    | Opaque
)


# --- statements


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
