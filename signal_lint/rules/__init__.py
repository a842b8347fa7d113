"""The registry of rules: every module `sglNNN_*.py` of this package is one.

Nothing lists the rules by hand; adding a file adds a rule.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import re

from signal_lint.rule import Rule

_RULE_MODULE = re.compile(r"sgl\d{3}_\w+")


@functools.cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule, sorted by code."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    found = [_load(name) for name in names if _RULE_MODULE.fullmatch(name)]
    return tuple(sorted(found, key=lambda rule: rule.code))


def rule_by_code(code: str) -> Rule | None:
    """Return the rule that has a code, None where there is none."""
    return next((rule for rule in all_rules() if rule.code == code), None)


def _load(name: str) -> Rule:
    module = importlib.import_module(f"{__name__}.{name}")
    # After decoration, the module's `check` is the rule itself.
    check: object = module.check
    match check:
        case Rule():
            return check
        case _:
            raise TypeError(f"`check` of {module.__name__} is not decorated with @rule")
