"""Strings of the code that name a module of the project: who gets one may load what it names."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.link.evaluator import Evaluator
from signal_lint.link.modules import parent
from signal_lint.link.places import is_test
from signal_lint.link.searching import everything
from signal_lint.link.values import Literal
from signal_lint.syntax import Attribute, BinOp, Call, Constant, Expression, FunctionDef, JoinedStr, Name


def mentioned(ev: Evaluator, wanted: frozenset[str], loaders: frozenset[str]) -> dict[str, str]:
    """Return those modules (paths) that a string of the project names, each with a file that holds it.

    It may name a member of one, behind a dot or a colon, or be an entry point, `name = module:member`; in
    the same package it may begin with dots. `loaders` are functions that import what they are given: to
    these, the last name is enough. The strings of tests are for tests.
    """
    names = {name: path for path in sorted(wanted) for name in ev.modules.names(path) if "." in name}
    last: dict[str, list[str]] = {}
    for target in sorted(wanted):
        last.setdefault(ev.modules.name(target).rpartition(".")[2], []).append(target)
    found: dict[str, str] = {}
    for path, words in ev.sources.containing(frozenset({*names, *last}) | loaders).items():
        if not is_test(path):
            short = {word: last[word] for word in words & last.keys()}
            told = [*_in_full(ev, path, {word: names[word] for word in words & names.keys()})]
            told += _near(ev, path, short)
            told += _given(ev, path, short, loaders & words)
            found |= {target: path for target in told if target not in found}
    return found


def _in_full(ev: Evaluator, path: str, names: dict[str, str]) -> Iterator[str]:
    for text in _strings(ev, path, frozenset(names)):
        dotted = text.rpartition("=")[2].strip()
        for name, target in names.items():
            if dotted == name or dotted.startswith((f"{name}.", f"{name}:")):
                yield target


def _near(ev: Evaluator, path: str, short: dict[str, list[str]]) -> Iterator[str]:
    """Yield what names mean that spell the package by dots or `__package__`: modules below the folder."""
    near = {
        word: [(each, ev.modules.name(each)) for each in targets if each.startswith(f"{parent(path)}/")]
        for word, targets in short.items()
    }
    for text in _strings(ev, path, frozenset(word for word, targets in near.items() if targets)):
        below = text.lstrip(".")
        dotted = ev.modules.relative(path, len(text) - len(below), below) if below else ""
        for target, name in (pair for pairs in near.values() for pair in pairs):
            if dotted == name or dotted.startswith((f"{name}.", f"{name}:")):
                yield target


def _given(ev: Evaluator, path: str, short: dict[str, list[str]], loaders: frozenset[str]) -> Iterator[str]:
    """Yield what a call of a function names that imports what it is given."""
    for node in everything(ev.sources, path, loaders) if loaders and short else ():
        match node:
            case Call(func=Name(id=name) | Attribute(attr=name), args=args) if name in loaders:
                for argument in args:
                    match argument.value:
                        case Constant(value=str(text)):
                            yield from short.get(text, ())
                        case _:
                            continue
            case _:
                continue


def _strings(ev: Evaluator, path: str, words: frozenset[str]) -> Iterator[str]:
    """Yield the strings of the statements of a file that hold one of the words; parts of others are none.

    One that is put together counts where what is in it is known at the top of the module.
    """
    pieces: set[int] = set()
    for node in everything(ev.sources, path, words) if words else ():
        match node:
            case BinOp(left=left, right=right):
                pieces |= {id(left), id(right)}
                yield from _computed(ev, path, node)
            case JoinedStr(values=values):
                pieces |= {id(value) for value in values}
                yield from _computed(ev, path, node)
            case FunctionDef(parameters=parameters):
                named = (*parameters.positional_only, *parameters.positional, *parameters.keyword_only)
                yield from (text for each in named for text in _plain(each.default))
            case Constant() if id(node) not in pieces:
                yield from _plain(node)
            case _:
                continue


def _plain(expression: Expression | None) -> Iterator[str]:
    if isinstance(expression, Constant) and isinstance(expression.value, str):
        yield expression.value


def _computed(ev: Evaluator, path: str, expression: Expression) -> Iterator[str]:
    match ev.evaluate(expression, ev.module_scope(path)):
        case Literal(value=str(text)):
            yield text
        case _:
            return
