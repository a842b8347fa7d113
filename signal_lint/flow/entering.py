"""Entering a function: what its parameters stand for, as a receiver and as something called."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.flow.names import ALL, sent
from signal_lint.syntax import Argument, Constant, Expression, Opaque, Parameter, Parameters, Sequence

# What a bound method is passed is not the signal's doing; it keeps its own name.
BOUND = frozenset({"self", "cls"})


def received(parameters: Parameters) -> dict[str, Expression]:
    """Return what the parameters of a receiver stand for: Django passes everything by keyword."""
    bound: dict[str, Expression] = {p.name: sent(p.name) for p in _named(parameters) if p.name not in BOUND}
    return {**_variadic(parameters, ALL), **bound}


def passed(parameters: Parameters, args: tuple[Argument, ...]) -> dict[str, Expression]:
    """Return what the parameters of a called function stand for, Opaque where the call does not tell."""
    bound = dict(_positionally(parameters, args)) | dict(_by_keyword(args))
    spread = [argument.value for argument in args if argument.star]
    by_name = {p.name: bound.get(p.name, _left_out(p, spread)) for p in _named(parameters)}
    return {**_variadic(parameters, ALL if spread == [ALL] else Opaque("keywords")), **by_name}


def _named(parameters: Parameters) -> tuple[Parameter, ...]:
    return (*parameters.positional_only, *parameters.positional, *parameters.keyword_only)


def _variadic(parameters: Parameters, keywords: Expression) -> dict[str, Expression]:
    names = ((parameters.vararg, Opaque("positional arguments")), (parameters.kwarg, keywords))
    return {name: value for name, value in names if name is not None}


def _positionally(parameters: Parameters, args: tuple[Argument, ...]) -> Iterator[tuple[str, Expression]]:
    waiting = iter((*parameters.positional_only, *parameters.positional))
    for argument in args:
        if argument.star == "*":
            return
        if argument.keyword is None and not argument.star:
            parameter = next(waiting, None)
            if parameter is not None:
                yield parameter.name, argument.value


def _by_keyword(args: tuple[Argument, ...]) -> Iterator[tuple[str, Expression]]:
    for argument in args:
        if argument.keyword is not None:
            yield argument.keyword, argument.value


def _left_out(parameter: Parameter, spread: list[Expression]) -> Expression:
    if spread:
        return sent(parameter.name) if spread == [ALL] else Opaque(f"perhaps {parameter.name}")
    match parameter.default:
        case Constant() | Sequence(elts=()) as default:
            return default
        case _:
            return Opaque(f"default of {parameter.name}")
