"""Reading one statement or call: what does it import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from signal_lint.link.calls import arguments
from signal_lint.link.events import Autodiscovering, Event, Importing
from signal_lint.link.values import Each, Literal, Scope, Value
from signal_lint.source import Location
from signal_lint.syntax import Call, Constant, Expression, Import, ImportFrom, JoinedStr, Name
from signal_lint.unparse import unparse
from signal_lint.walk import parts

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

IMPORTERS = frozenset(
    {"importlib.import_module", "builtins.__import__", "django.utils.module_loading.import_string"}
)
AUTODISCOVER = "django.utils.module_loading.autodiscover_modules"
#: What a loop over the installed apps goes through, as written.
OVER_APPS = ("get_app_configs(", "app_configs.values(", "INSTALLED_APPS")


def imported(ev: Evaluator, statement: Import | ImportFrom, path: str) -> list[Event]:
    """Return what an import statement of a file loads."""
    location = Location(path, statement.span)
    if isinstance(statement, Import):
        return [Importing(location, alias.name) for alias in statement.names]
    module = ev.modules.relative(path, statement.level, statement.module)
    return [Importing(location, module, tuple(alias.name for alias in statement.names))]


def imports(ev: Evaluator, name: str, node: Call, scope: Scope) -> list[Event]:
    """Return what a call of something outside the project, by its canonical name, imports."""
    location = Location(scope.path, node.span)
    if name not in IMPORTERS and name != AUTODISCOVER:
        return []
    args, keywords = arguments(ev, node, scope)
    texts = [value.value for value in args if isinstance(value, Literal) and isinstance(value.value, str)]
    if name == AUTODISCOVER:
        return [Autodiscovering(location, tuple(texts), len(texts) == len(args))]
    named = dict(keywords)
    wanted = named.get("name", args[0] if args else None)
    package = named.get("package", args[1] if len(args) > 1 else None)
    match wanted:
        case Literal(value=str(text)):
            dotted = _absolute(text, package)
        case _:
            dotted = None
    if dotted is None:
        if (module := _of_every_app(ev, node, scope)) is not None:
            return [Autodiscovering(location, (module,))]
        return [Importing(location, None, (), unparse(node), suffixes(node))]
    if name.endswith("import_string"):
        module, _, member = dotted.rpartition(".")
        return [Importing(location, module, (member,))]
    return [Importing(location, dotted)]


def _of_every_app(ev: Evaluator, node: Call, scope: Scope) -> str | None:
    """Return the module that an import in a loop over the installed apps loads of each, `f"{app.name}.x"`."""
    pieces = [part for argument in node.args for part in parts(argument.value)]
    loops = [ev.evaluate(piece, scope) for piece in pieces if isinstance(piece, Name)]
    texts = [*dict.fromkeys(text for piece in pieces for text in _literals(piece) if text)]
    if not any(isinstance(each, Each) and any(word in each.text for word in OVER_APPS) for each in loops):
        return None
    match texts:
        case [text] if text.removeprefix("%s").removeprefix("{}").startswith(".") and text.count(".") == 1:
            return text.rpartition(".")[2]
        case _:
            return None


def _absolute(name: str, package: Value | None) -> str | None:
    if not name.startswith("."):
        return name
    if not isinstance(package, Literal) or not isinstance(package.value, str):
        return None
    level = len(name) - len(name.lstrip("."))
    base = package.value.split(".")
    if level > len(base):
        return None
    return ".".join((*base[: len(base) - level + 1], name.lstrip(".")))


def suffixes(node: Call) -> tuple[str, ...]:
    """Return the last dotted components of the literals in a computed module name."""
    return tuple(
        text.rpartition(".")[2]
        for argument in node.args
        for part in parts(argument.value)
        for text in _literals(part)
        if text.rpartition(".")[2].isidentifier()
    )


def _literals(expression: Expression) -> tuple[str, ...]:
    match expression:
        case Constant(value=str(text)):
            return (text,)
        case JoinedStr(values=values):
            return tuple(str(v.value) for v in values if isinstance(v, Constant))
        case _:
            return ()
