"""The registry of rules: every module `sglNNN_*.py` of this package is one.

Nothing lists the rules by hand; adding a file adds a rule. The name of the file tells the code, so
that asking for codes or for one rule imports no other.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from signal_lint.rule import Rule

_RULE_MODULE = re.compile(r"sgl\d{3}_\w+")


def codes() -> tuple[str, ...]:
    """Return the code of every rule, sorted."""
    return tuple(_modules())


def all_rules() -> tuple[Rule, ...]:
    """Return every rule, sorted by code."""
    return tuple(map(_load, _modules().values()))


def rule_by_code(code: str) -> Rule | None:
    """Return the rule that has a code, None where there is none."""
    name = _modules().get(code)
    return None if name is None else _load(name)


def _modules() -> dict[str, str]:
    """Return the name of each rule's module by its code, in the order of the codes."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name.partition("_")[0].upper(): name for name in names if _RULE_MODULE.fullmatch(name)}


def _load(name: str) -> Rule:
    # Imports all that a project is, which those who ask for codes do not need.
    from signal_lint.rule import Rule

    module = importlib.import_module(f"{__name__}.{name}")
    # After decoration, the module's `check` is the rule itself.
    check: object = module.check
    match check:
        case Rule():
            return check
        case _:
            raise TypeError(f"`check` of {module.__name__} is not decorated with @rule")
