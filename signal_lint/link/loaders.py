"""A project's own loaders: what `get_class("app.module", "Name")` means where its body is too much to follow.

Such a function imports a module that the first string names in part, and takes the second from it. Where
one module of the project alone has that name, and binds the second, no other answer is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from signal_lint.link.names import module_name
from signal_lint.link.values import Function, Literal, Value

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

IMPORTS = frozenset({"__import__", "import_module", "import_string"})


def loaded_by_name(ev: Evaluator, function: Function, args: tuple[Value, ...]) -> Value | None:
    """Return what a call with two strings loads, None where that is not certain."""
    match args:
        case (Literal(value=str(module)), Literal(value=str(name))) if "." in module:
            if function.path not in ev.sources.containing(IMPORTS):
                return None
        case _:
            return None
    below = module.replace(".", "/")
    endings = (f"/{below}.py", f"/{below}/__init__.py")
    found = [path for path in ev.sources.paths if path.endswith(endings) and name in ev.index(path)]
    return module_name(ev, found[0], name, None) if len(found) == 1 else None
