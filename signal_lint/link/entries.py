"""The files that start Django, and the settings module that each of them names.

`manage.py` and the WSGI and ASGI modules put `DJANGO_SETTINGS_MODULE` into the environment:
https://docs.djangoproject.com/en/stable/topics/settings/#designating-the-settings
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from signal_lint.facts import Sources
from signal_lint.link.places import is_test
from signal_lint.link.searching import everything
from signal_lint.record import record
from signal_lint.source import Location, Span
from signal_lint.syntax import (
    Argument,
    Assign,
    Attribute,
    BinOp,
    BoolOp,
    Call,
    Constant,
    Dict,
    Expression,
    IfExp,
    JoinedStr,
    Name,
    Statement,
    Subscript,
)

VARIABLE = "DJANGO_SETTINGS_MODULE"
#: What a script calls that serves requests or runs management commands.
STARTING = frozenset({"execute_from_command_line", "get_wsgi_application", "get_asgi_application"})
#: Stands for the part of a name that only a run knows.
ANYTHING = "*"
#: How many names deep the text of a settings module is followed within its file.
_DEEPEST = 4
_PLACEHOLDER = re.compile(r"%[sr]|\{\w*\}")


@record
class Entry:
    """A place that names a settings module, with ANYTHING where a part of the name is computed."""

    location: Location
    name: str

    @property
    def folder(self) -> str:
        """The folder of the script, which Python puts on `sys.path` when it runs it."""
        return self.location.path.rpartition("/")[0]


def entries(sources: Sources) -> tuple[Entry, ...]:
    """Return the places that name a settings module, those that decide.

    Scripts that start nothing count only where no entry names one; test code, and what builds a manual, only
    where nothing else does.
    """
    paths = sorted(sources.containing(frozenset({VARIABLE})))
    found = [entry for path in paths for entry in named_in(sources, path)]
    starting = sources.containing(STARTING) if found else {}
    ours = [entry for entry in found if not (is_test(entry.location.path) or _is_manual(entry.location.path))]
    started = [entry for entry in ours if _starts_django(entry.location.path, starting)]
    return tuple(started or ours or found)


def _is_manual(path: str) -> bool:
    """Tell whether a file is the configuration with which Sphinx builds a manual."""
    return path.rpartition("/")[2] == "conf.py" and path.startswith(("doc", "manual"))


def _starts_django(path: str, starting: Mapping[str, frozenset[str]]) -> bool:
    name = path.rpartition("/")[2]
    return name == "manage.py" or "wsgi" in name or "asgi" in name or path in starting


def named_in(sources: Sources, path: str) -> Iterator[Entry]:
    """Yield the settings modules that one file puts into the environment, each once."""
    seen: set[str] = set()
    for node in everything(sources, path, frozenset({VARIABLE})):
        for span, value in _stated(node):
            for name in _texts(sources, path, value, _DEEPEST):
                if name and name not in seen:
                    seen.add(name)
                    yield Entry(Location(path, span), name)


def _stated(node: Statement | Expression) -> Iterator[tuple[Span, Expression]]:
    """Yield what a statement or a call makes the value of the variable, and where."""
    match node:
        case Call(
            args=(Argument(value=Constant(value="DJANGO_SETTINGS_MODULE")), Argument(value=value)), span=span
        ):
            yield span, value
        case Call(func=Attribute(attr="update"), args=args, span=span):
            for argument in args:
                if argument.keyword == VARIABLE:
                    yield span, argument.value
                elif isinstance(argument.value, Dict):
                    yield from (
                        (span, value) for key, value in argument.value.items if key == Constant(VARIABLE)
                    )
        case Assign(
            targets=(Subscript(slice=Constant(value="DJANGO_SETTINGS_MODULE")),), value=value, span=span
        ) if value is not None:
            yield span, value
        case _:
            return


def _texts(sources: Sources, path: str, value: Expression, depth: int) -> Iterator[str]:
    """Yield the texts that an expression of a file may come to."""
    match value:
        case Constant(value=str(text)):
            yield text
        case IfExp(body=first, orelse=second) | BoolOp(left=first, right=second):
            yield from _texts(sources, path, first, depth)
            yield from _texts(sources, path, second, depth)
        case Call(func=Attribute(value=Constant(value=str(text)), attr="format")):
            yield _PLACEHOLDER.sub(ANYTHING, text)
        case Call(args=(_, default)):
            # `os.environ.get("SETTINGS", "project.settings")`
            yield from _texts(sources, path, default.value, depth)
        case JoinedStr(values=parts):
            yield "".join(_text(part) for part in parts)
        case BinOp(left=left, op="+", right=right):
            yield _text(left) + _text(right)
        case BinOp(left=Constant(value=str(text)), op="%"):
            yield _PLACEHOLDER.sub(ANYTHING, text)
        case Name(id=name) if depth:
            yield from list(_assigned(sources, path, name, depth - 1)) or [ANYTHING]
        case _:
            yield ANYTHING


def _text(part: Expression) -> str:
    match part:
        case Constant(value=str(text)):
            return text
        case BinOp(left=left, op="+", right=right):
            return _text(left) + _text(right)
        case _:
            return ANYTHING


def _assigned(sources: Sources, path: str, name: str, depth: int) -> Iterator[str]:
    for node in everything(sources, path, frozenset({name})):
        match node:
            case Assign(targets=(Name(id=assigned),), value=value) if assigned == name and value is not None:
                yield from _texts(sources, path, value, depth)
            case _:
                continue
