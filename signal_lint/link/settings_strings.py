"""The modules that strings of the settings name, wherever in lists and dicts they stand."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.django.setting_doors import SETTING_DOORS
from signal_lint.link.bindings import STAR
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.values import Items, Literal, Table, Value
from signal_lint.syntax import ImportFrom

#: What lists apps and models, not modules.
OTHERS = frozenset({"INSTALLED_APPS", "AUTH_USER_MODEL"})
#: How many of the last parts of a dotted name may be attributes: a class, and a member of it.
MOST_ATTRIBUTES = 2


def setting_names(ev: Evaluator) -> tuple[str, ...]:
    """Return the settings that the settings modules bind, those of their star imports included."""
    paths = list(ev.settings_paths)
    for path in paths:
        paths += [each for each in _star_imported(ev, path) if each not in paths]
    found = dict.fromkeys(name for path in paths for name in ev.index(path) if name.isupper())
    return tuple(name for name in (*found, *SETTING_DOORS) if name not in OTHERS)


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
    texts = dict.fromkeys(_texts(ev.setting(name)))
    return tuple(dict.fromkeys(path for text in texts for path in _modules_of(ev, text)))


def _texts(value: Value | None) -> Iterator[str]:
    match value:
        case Literal(value=str(text)):
            yield text
        case Items(elements=elements):
            for element in elements:
                yield from _texts(element)
        case Table(items=items):
            for key, inner in items:
                yield from _texts(key)
                yield from _texts(inner)
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


def named_in_settings(ev: Evaluator) -> frozenset[str]:
    """Return the files that a setting names of which nobody knows who reads it: something may load them."""
    return frozenset(
        path for name in setting_names(ev) if name not in SETTING_DOORS for path in named_modules(ev, name)
    )
