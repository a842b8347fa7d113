"""The modules that strings of the settings name, wherever in lists and dicts they stand."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.django.setting_doors import SETTING_DOORS
from signal_lint.link.bindings import STAR
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.values import Items, Literal, Table, Value
from signal_lint.syntax import Constant, Deferred, ImportFrom, Name, Statement
from signal_lint.walk import inside

#: What lists apps and models, not modules.
OTHERS = frozenset({"INSTALLED_APPS", "AUTH_USER_MODEL"})
#: Settings of whose dicts only some keys hold a class; the others are names of loggers and the like.
CLASS_KEYS = {"LOGGING": frozenset({"class", "()"})}
NO_NAMES: frozenset[str] = frozenset()
#: How often settings are looked for that are made of settings which name a module.
ROUNDS = 2
#: How many of the last parts of a dotted name may be attributes: a class, and a member of it.
MOST_ATTRIBUTES = 2


def setting_names(ev: Evaluator) -> tuple[str, ...]:
    """Return the settings that may name a module of the project, those of star imports included.

    What they are bound to spells the first part of a module's name, or another setting that does. Of the
    others nothing is worked out.
    """
    paths = list(ev.settings_paths)
    for path in paths:
        paths += [each for each in _star_imported(ev, path) if each not in paths]
    found: dict[str, None] = {}
    for _ in range(ROUNDS):
        words = ev.modules.first_names.union(found)
        for path in paths:
            for statement in ev.sources.facts(path).body:
                names = [name for name in ev.binds(statement) if name.isupper() and name not in found]
                if names and _spells(ev, path, statement, words):
                    found |= dict.fromkeys(names)
    return tuple(name for name in (*found, *SETTING_DOORS) if name not in OTHERS)


def _spells(ev: Evaluator, path: str, statement: Statement, words: frozenset[str]) -> bool:
    if isinstance(statement, Deferred):
        return ev.sources.holds(path, statement.key, words)
    return any(
        (isinstance(part, Name) and part.id in words)
        or (isinstance(part, Constant) and str(part.value).partition(".")[0] in words)
        for part in inside(statement)
    )


def _star_imported(ev: Evaluator, path: str) -> Iterator[str]:
    for statement in ev.sources.facts(path).body:
        match statement:
            case ImportFrom(names=(alias,)) if alias.name == STAR:
                found = ev.modules.find(ev.modules.relative(path, statement.level, statement.module))
                if found is not None and not found.endswith("/"):
                    yield found
            case _:
                continue


def named_modules(ev: Evaluator, name: str) -> tuple[str, ...]:
    """Return the files that loading what a setting names imports."""
    texts = dict.fromkeys(_texts(ev.setting(name), CLASS_KEYS.get(name, NO_NAMES)))
    return tuple(dict.fromkeys(path for text in texts for path in _modules_of(ev, text)))


def _texts(value: Value | None, keys: frozenset[str] = NO_NAMES) -> Iterator[str]:
    """Yield the strings of a setting, of its dicts only what stands under `keys`, if there are any."""
    match value:
        case Literal(value=str(text)):
            if not keys:
                yield text
        case Items(elements=elements):
            for element in elements:
                yield from _texts(element, keys)
        case Table(items=items):
            for key, inner in items:
                is_class = isinstance(key, Literal) and key.value in keys
                yield from _texts(inner, NO_NAMES if is_class else keys)
        case _:
            return


def _modules_of(ev: Evaluator, text: str) -> tuple[str, ...]:
    parts = text.split(".")
    if not all(part.isidentifier() for part in parts):
        return ()
    for number in range(len(parts), max(len(parts) - MOST_ATTRIBUTES - 1, 0), -1):
        path = ev.modules.find(".".join(parts[:number]))
        if path is not None:
            return () if path.endswith("/") else (*ev.modules.ancestors(path), path)
    return ()


def own_settings(ev: Evaluator) -> Iterator[tuple[str, str]]:
    """Yield the settings of which nobody but the project knows who reads them, each with a file it names.

    It names a module, or something that a module binds: why else would it be there?
    """
    for name in setting_names(ev):
        for text in () if name in SETTING_DOORS else _texts(ev.setting(name)):
            for path in _modules_of(ev, text) if _is_there(ev, text) else ():
                yield name, path


def _is_there(ev: Evaluator, text: str) -> bool:
    """Tell whether a dotted name certainly means a module, or what a module binds."""
    module, _, member = text.rpartition(".")
    path = ev.modules.find(module) if module and ev.modules.find(text) is None else None
    return path is None or not path.endswith("__init__.py") or member in ev.index(path)


def named_in_settings(ev: Evaluator) -> frozenset[str]:
    """Return the files that any string of the settings names: something may load them."""
    values = [ev.setting(name) for name in setting_names(ev)]
    texts = {text for value in values for text in (*_texts(value), *_keys(value))}
    return frozenset(path for text in texts for path in _modules_of(ev, text))


def _keys(value: Value | None) -> Iterator[str]:
    """Yield the strings that dicts of a setting have for keys."""
    match value:
        case Items(elements=elements):
            for element in elements:
                yield from _keys(element)
        case Table(items=items):
            for key, inner in items:
                yield from _texts(key)
                yield from _keys(inner)
        case _:
            return
