"""Which file a dotted module name means, and which name a file has.

A project has import roots: its own folder, the folders that hold a manage.py, `src`,
what it puts on `sys.path`, and the folder above every outermost package.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from types import MappingProxyType

from signal_lint.django.distributions import OWN_MODULES

#: Where no folder has a name that is certain.
NO_NAMES: Mapping[str, str] = MappingProxyType({})


def package_folders(paths: tuple[str, ...]) -> frozenset[str]:
    """Return every folder that holds an `__init__.py`; the root itself is ""."""
    return frozenset(folder for folder, _, name in map(_split, paths) if name == "__init__.py")


def outermost_parents(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the folders from which the outermost packages can be imported, sorted."""
    packages = package_folders(paths)
    return tuple(sorted({parent(folder) for folder in packages if folder and parent(folder) not in packages}))


def parent(folder: str) -> str:
    return _split(folder)[0]


def _split(path: str) -> tuple[str, str, str]:
    return path.rpartition("/")


def _folders(paths: tuple[str, ...]) -> frozenset[str]:
    """Return every folder that holds a file or a folder, without the root."""
    found: set[str] = set()
    for path in paths:
        folder = parent(path)
        while folder and folder not in found:
            found.add(folder)
            folder = parent(folder)
    return frozenset(found)


def _is_dotted(name: str) -> bool:
    return all(part.isidentifier() for part in name.split("."))


class Modules:
    """The modules of one project, by name and by path (POSIX, relative to its root)."""

    def __init__(
        self, paths: tuple[str, ...], stated_roots: tuple[str, ...], names: Mapping[str, str] = NO_NAMES
    ) -> None:
        """`stated_roots` are the import roots that the project states, in the order of sys.path.

        `names` are those that folders certainly have, by folder.
        """
        self._given = names
        self._files = frozenset(paths)
        self._folders = _folders(paths)
        self._packages = package_folders(paths)
        self.stated_roots = stated_roots
        self.stated = frozenset(stated_roots)
        self._stated = tuple(sorted(stated_roots, key=len, reverse=True))
        self.roots = tuple(dict.fromkeys((*stated_roots, *outermost_parents(paths), "")))
        self.find = cache(self._find)
        self.every = cache(self._every)
        self.name = cache(self._name)
        self.names = cache(self._names)
        self.package = cache(self._package)
        self._stands_for = cache(self._is_own)

    def _find(self, dotted: str) -> str | None:
        """Return the path of a module or of a package's `__init__`.

        A namespace package is its folder, ending in `/`; what is not in the project is None.
        """
        below = dotted.replace(".", "/")
        namespace = None
        for stem in self._stems(below):
            if f"{stem}/__init__.py" in self._files:
                return f"{stem}/__init__.py"
            if f"{stem}.py" in self._files:
                return f"{stem}.py"
            if namespace is None and stem in self._folders:
                namespace = f"{stem}/"
        return namespace

    def _stems(self, below: str) -> Iterator[str]:
        """Yield where a module lies below each of the roots, but for those that only have its name."""
        first = below.partition("/")[0]
        for root in self._tops.get(first, ()):
            if first not in OWN_MODULES or self._stands_for(root, first):
                yield f"{root}/{below}" if root else below

    def _is_own(self, root: str, first: str) -> bool:
        """Tell whether a distribution itself, or a module of its name, lies below a root."""
        folder = f"{root}/{first}" if root else first
        stems = [folder, *(f"{folder}/{module.replace('.', '/')}" for module in OWN_MODULES[first])]
        modules = (f"{stem}.py" for stem in stems)
        packages = (f"{stem}/__init__.py" for stem in stems[1:])
        return not self._files.isdisjoint((*modules, *packages))

    @cached_property
    def _tops(self) -> Mapping[str, tuple[str, ...]]:
        """The roots below which a file or a folder stands, by its name, in the order of the roots."""
        found: dict[str, set[str]] = {}
        roots = frozenset(self.roots)
        for stem in (*self._folders, *(path.removesuffix(".py") for path in self._files)):
            folder, _, name = _split(stem)
            if folder in roots:
                found.setdefault(name, set()).add(folder)
        order = {root: number for number, root in enumerate(self.roots)}
        return {name: tuple(sorted(some, key=order.__getitem__)) for name, some in found.items()}

    @cached_property
    def first_names(self) -> frozenset[str]:
        """The first parts of the names that modules have below the roots."""
        return frozenset(self._tops)

    def holds(self, root: str, dotted: str) -> bool:
        """Tell whether a module or a folder has a name below a root."""
        stem = f"{root}/{dotted.replace('.', '/')}"
        return stem in self._folders or f"{stem}.py" in self._files

    def _every(self, dotted: str) -> tuple[str, ...]:
        """Return the file that a dotted name means below each of the roots; a package hides a module."""
        below = dotted.replace(".", "/")
        found = []
        for stem in self._stems(below):
            files = (path for path in (f"{stem}/__init__.py", f"{stem}.py") if path in self._files)
            found += list(files)[:1]
        return tuple(found)

    def _names(self, path: str) -> tuple[str, ...]:
        """Return every dotted name under which a file can be imported, the likeliest first.

        That which its folder certainly has comes first; then it is named from a stated root around it, the
        innermost; then from the folder above its outermost package. What no import can name comes last. A
        name that means another file is none of this one, unless all do.
        """
        stem = path.removesuffix("/").removesuffix(".py").removesuffix("/__init__")
        outermost = parent(stem)
        while outermost and outermost in self._packages:
            outermost = parent(outermost)
        above = (outermost,) if outermost in self.roots else ()
        roots = dict.fromkeys((*self._stated, *above, *self.roots, outermost))
        found = [stem.removeprefix(f"{root}/") for root in roots if not root or stem.startswith(f"{root}/")]
        names = [*self._given_names(stem), *(name.replace("/", ".") for name in found)]
        own = [name for name in names if self.find(name) in (path, None)]
        return tuple(dict.fromkeys(sorted(own or names, key=lambda name: not _is_dotted(name))))

    def _given_names(self, stem: str) -> Iterator[str]:
        """Yield the name that a file has in the innermost folder with a certain name."""
        folder = stem if self._given else ""
        while folder:
            if folder in self._given:
                yield f"{self._given[folder]}{stem.removeprefix(folder).replace('/', '.')}"
                return
            folder = parent(folder)

    def _name(self, path: str) -> str:
        """Return the dotted name of a file."""
        return self._names(path)[0]

    def _package(self, path: str) -> str:
        """Return the dotted name that relative imports of a file start from.

        Of several names, one counts that no other file has.
        """
        names = self.names(path)
        name = next((each for each in names if self.find(each) == path), names[0])
        return name if path.endswith("__init__.py") else name.rpartition(".")[0]

    def relative(self, path: str, level: int, module: str) -> str:
        """Return the absolute name of `from <level dots><module> import …` in a file.

        A climb over the top, which Python refuses, gives "".
        """
        if not level:
            return module
        package = self.package(path).split(".")
        if level > len(package):
            return ""
        base = ".".join(package[: len(package) - level + 1])
        return f"{base}.{module}" if module else base

    def submodule(self, package_path: str, name: str) -> str | None:
        """Return the path of a package's submodule, whatever the package is called."""
        folder = package_path.removesuffix("__init__.py").rstrip("/")
        stem = f"{folder}/{name}" if folder else name
        if not package_path.endswith(("__init__.py", "/")):
            return None
        for candidate in (f"{stem}/__init__.py", f"{stem}.py"):
            if candidate in self._files:
                return candidate
        return f"{stem}/" if stem in self._folders else None

    def ancestors(self, path: str) -> tuple[str, ...]:
        """Return the `__init__` files that importing a file runs first, outermost first."""
        folder = parent(path)
        if path.endswith("__init__.py"):
            folder = parent(folder)
        found = []
        while folder in self._packages and folder:
            found.append(f"{folder}/__init__.py")
            folder = parent(folder)
        return tuple(reversed(found))
