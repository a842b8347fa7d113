"""Settings that are attributes of a class, as django-configurations has them.

https://django-configurations.readthedocs.io/en/stable/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from signal_lint.link.classes import external_bases, own_attribute
from signal_lint.link.names import module_name
from signal_lint.link.values import Class, Function, Unknown, Value
from signal_lint.syntax import ClassDef, Deferred

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

BASE = ".Configuration"


def class_settings(ev: Evaluator, path: str, name: str) -> Iterator[Value]:
    """Yield what the settings classes of a module say a setting is, unknown where a method says it."""
    for statement in ev.sources.facts(path).body:
        match statement:
            case ClassDef(name=defined) | Deferred(kind="class", names=(defined,)):
                of = module_name(ev, path, defined, None)
                if isinstance(of, Class) and any(base.endswith(BASE) for base in external_bases(ev, of)):
                    value = own_attribute(ev, of, name)
                    if value is not None:
                        yield Unknown(name) if isinstance(value, Function) else value
            case _:
                continue
