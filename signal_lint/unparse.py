"""A piece of the tree as text again, on one line, for messages and maps."""

from __future__ import annotations

from signal_lint.syntax import (
    Argument,
    Attribute,
    Await,
    BinOp,
    BoolOp,
    Call,
    Compare,
    Comprehension,
    Constant,
    Dict,
    Expression,
    IfExp,
    JoinedStr,
    Lambda,
    Name,
    NamedExpr,
    Opaque,
    Parameters,
    Sequence,
    Starred,
    Subscript,
    UnaryOp,
    Yield,
)

BRACKETS = {"list": "[]", "tuple": "()", "set": "{}", "dict": "{}", "generator": "()"}


def unparse(expression: Expression) -> str:
    """Return an expression as Python text; parentheses stand only where the tree needs them."""
    match expression:
        case Name(id=text) | Opaque(text=text):
            return text
        case Attribute(value=value, attr=attr):
            return f"{_operand(value)}.{attr}"
        case Constant(value=value):
            return repr(value)
        case Call(func=func, args=args):
            return f"{_operand(func)}({', '.join(map(argument, args))})"
        case Subscript(value=value, slice=index):
            return f"{_operand(value)}[{unparse(index)}]"
        case Starred(value=value):
            return f"*{_operand(value)}"
        case Sequence() | Dict() | JoinedStr() | Comprehension():
            return _display(expression)
        case Lambda(parameters=parameters, body=body):
            return f"lambda {_parameters(parameters)}: {unparse(body)}".replace("lambda :", "lambda:")
        case Await(value=value):
            return f"await {_operand(value)}"
        case Yield(value=value, delegates=delegates):
            word = "yield from" if delegates else "yield"
            return word if value is None else f"{word} {unparse(value)}"
        case _:
            return _operation(expression)


def argument(written: Argument) -> str:
    """Return one argument of a call as text."""
    value = unparse(written.value)
    return f"{written.keyword}={value}" if written.keyword else f"{written.star}{value}"


def _display(expression: Sequence | Dict | JoinedStr | Comprehension) -> str:
    match expression:
        case Sequence(kind="tuple", elts=(single,)):
            return f"({unparse(single)},)"
        case Sequence(kind=kind, elts=elements):
            return BRACKETS[kind][0] + ", ".join(map(unparse, elements)) + BRACKETS[kind][1]
        case Dict(items=items):
            pairs = (
                f"{unparse(key)}: {unparse(value)}" if key else f"**{_operand(value)}" for key, value in items
            )
            return "{" + ", ".join(pairs) + "}"
        case JoinedStr(values=values):
            parts = (str(v.value) if isinstance(v, Constant) else "{" + unparse(v) + "}" for v in values)
            return f"f{''.join(parts)!r}"
        case _:
            key, element = expression.key, unparse(expression.element)
            head = f"{unparse(key)}: {element}" if key else element
            brackets = BRACKETS[expression.kind]
            return brackets[0] + head + _clauses(expression) + brackets[1]


def _clauses(comprehension: Comprehension) -> str:
    return "".join(
        f" for {unparse(clause.target)} in {_operand(clause.iter)}"
        + "".join(f" if {_operand(test)}" for test in clause.ifs)
        for clause in comprehension.clauses
    )


def _operation(expression: BinOp | BoolOp | UnaryOp | Compare | IfExp | NamedExpr) -> str:
    match expression:
        case BinOp(left=left, op=op, right=right) | BoolOp(left=left, op=op, right=right):
            return f"{_operand(left)} {op} {_operand(right)}"
        case UnaryOp(op="not", operand=operand):
            return f"not {_operand(operand)}"
        case UnaryOp(op=op, operand=operand):
            return f"{op}{_operand(operand)}"
        case Compare(left=left, comparisons=comparisons):
            return _operand(left) + "".join(f" {op} {_operand(right)}" for op, right in comparisons)
        case IfExp(test=test, body=body, orelse=orelse):
            return f"{_operand(body)} if {_operand(test)} else {_operand(orelse)}"
        case _:
            return f"({unparse(expression.target)} := {unparse(expression.value)})"


def _operand(expression: Expression) -> str:
    text = unparse(expression)
    match expression:
        case BinOp() | BoolOp() | UnaryOp() | Compare() | IfExp() | Lambda() | Await() | Yield():
            return f"({text})"
        case _:
            return text


def _parameters(parameters: Parameters) -> str:
    parts = [p.name for p in parameters.positional_only]
    parts += ["/"] if parts else []
    parts += [p.name for p in parameters.positional]
    if parameters.vararg is not None:
        parts.append(f"*{parameters.vararg}")
    elif parameters.keyword_only:
        parts.append("*")
    parts += [p.name for p in parameters.keyword_only]
    parts += [f"**{parameters.kwarg}"] if parameters.kwarg is not None else []
    return ", ".join(parts)
