"""Expressions, and what they are put together from."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from signal_lint.record import record
from signal_lint.source import Span

NOWHERE = Span(0, 0, 0, 0)


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
    """One argument of a call or one base of a class, in the order written; `span` is that of its value."""

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
    """A list, tuple or set display; `lines` are those of its elements, where one of them is a string."""

    kind: Literal["list", "tuple", "set"]
    elts: tuple[Expression, ...]
    lines: tuple[int, ...] = field(default=(), compare=False)


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
    """`yield value`, `yield from value` (`delegates`) or a bare `yield`."""

    value: Expression | None
    delegates: bool = False


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
