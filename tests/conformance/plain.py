"""A plain reading of source by `ast`, which shares nothing with the analysis but the names of signals.

It follows imports, by their names alone and whatever their scope, and finds what is written like a
connection: `.connect(…)` on a signal, and `receiver(…)` of Django with a signal. A name that a package
outside the tree may or may not have for a signal is none.
"""

from __future__ import annotations

import ast
import json
import warnings
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

TABLE = json.loads(
    (Path(__file__).parents[2] / "signal_lint" / "django" / "signals.json").read_text(encoding="utf-8")
)
KNOWN = (
    frozenset(name for signals in TABLE["packages"].values() for name in signals) | TABLE["aliases"].keys()
)
RECEIVERS = frozenset({"django.dispatch.receiver", "django.dispatch.dispatcher.receiver"})
CLASSES = frozenset(
    {
        "django.dispatch.Signal",
        "django.dispatch.dispatcher.Signal",
        "django.db.models.signals.ModelSignal",
    }
)
#: How many modules pass a name on at most.
STEPS = 8


class Module:
    """A file: what its names are imported from, and which of them it makes signals of."""

    def __init__(self, path: str, tree: ast.Module) -> None:
        self.path = path
        self.tree = tree
        self.imports: dict[str, str] = {}
        self.stars: list[str] = []
        self.made: dict[str, ast.expr] = {}
        for node in ast.walk(tree):
            self._note(node)

    def _note(self, node: ast.AST) -> None:
        match node:
            case ast.Import(names=names):
                for each in names:
                    # `import a.b` binds `a`, which is what its attributes are read from.
                    self.imports[each.asname or each.name.partition(".")[0]] = (
                        each.name if each.asname else each.name.partition(".")[0]
                    )
            case ast.ImportFrom(names=names):
                package = self.package(node)
                for each in names:
                    if each.name == "*":
                        self.stars.append(package)
                    else:
                        self.imports[each.asname or each.name] = f"{package}.{each.name}"
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=made)):
                self.made[name] = made

    def package(self, node: ast.ImportFrom) -> str:
        """Return what an import is from; of a relative one the way from the top of the tree, after a dot."""
        if not node.level:
            return node.module or ""
        folders = PurePosixPath(self.path).parts[: -node.level]
        return ".".join(("", *folders, *filter(None, [node.module])))

    def dotted(self, node: ast.expr) -> str | None:
        """Return what a name, or an attribute of one, is imported as."""
        match node:
            case ast.Name(id=name):
                return self.imports.get(name)
            case ast.Attribute(value=value, attr=attribute):
                owner = self.dotted(value)
                return owner and f"{owner}.{attribute}"
        return None


class Tree:
    """The files of a tree that `ast` can read; those that it cannot are `unread`."""

    def __init__(self, root: Path, files: list[str]) -> None:
        self.modules: dict[str, Module] = {}
        self.unread: list[str] = []
        for path in files:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    self.modules[path] = Module(path, ast.parse((root / path).read_bytes()))
            except (SyntaxError, ValueError, RecursionError):
                self.unread.append(path)

    @cached_property
    def _by_name(self) -> dict[str, list[Module]]:
        """Return the modules by every ending of their dotted names, as any folder may be imported from."""
        found: dict[str, list[Module]] = {}
        for path, module in self.modules.items():
            parts = path.removesuffix(".py").removesuffix("/__init__").split("/")
            for start in range(len(parts)):
                found.setdefault(".".join(parts[start:]), []).append(module)
        return found

    def named(self, name: str) -> list[Module]:
        """Return the modules that a dotted name may mean; one with a dot before it starts at the top."""
        found = self._by_name.get(name.lstrip("."), [])
        if not name.startswith("."):
            return found
        path = name.lstrip(".").replace(".", "/")
        return [module for module in found if module.path in (f"{path}.py", f"{path}/__init__.py")]

    def is_one_of(self, names: frozenset[str], dotted: str | None, steps: int = STEPS) -> bool:
        """Tell whether a dotted name, followed through the tree's modules, is one of some names."""
        if dotted is None or not steps:
            return False
        if dotted in names:
            return True
        owner, _, name = dotted.rpartition(".")
        return any(
            self.is_one_of(names, onward, steps - 1)
            for module in self.named(owner)
            for onward in (module.imports.get(name), *(f"{star}.{name}" for star in module.stars))
        )

    def is_signal(self, dotted: str | None, steps: int = STEPS) -> bool:
        """Tell whether a dotted name is a signal of Django, of a known package, or made in the tree."""
        if dotted is None or not steps:
            return False
        if dotted in KNOWN:
            return True
        owner, _, name = dotted.rpartition(".")
        return any(self._has_signal(module, name, steps) for module in self.named(owner))

    def _has_signal(self, module: Module, name: str, steps: int) -> bool:
        made = module.made.get(name)
        if made is not None and self.is_one_of(CLASSES, module.dotted(made)):
            return True
        onward = (module.imports.get(name), *(f"{star}.{name}" for star in module.stars))
        return any(self.is_signal(each, steps - 1) for each in onward)

    def connections(self) -> Iterator[tuple[str, ast.Call]]:
        """Yield each call that is written like a connection, with the path of its file."""
        for path, module in self.modules.items():
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call) and self._connects(module, node):
                    yield path, node

    def _connects(self, module: Module, call: ast.Call) -> bool:
        match call:
            case ast.Call(func=ast.Attribute(value=signal, attr="connect")):
                return self.is_signal(module.dotted(signal))
            case ast.Call(func=function, args=[ast.List(elts=signals) | ast.Tuple(elts=signals), *_]):
                pass
            case ast.Call(func=function, args=[signal, *_]):
                signals = [signal]
            case _:
                return False
        return self.is_one_of(RECEIVERS, module.dotted(function)) and any(
            self.is_signal(module.dotted(each)) for each in signals
        )
