"""Decorators of receivers that call a function with exactly the arguments that they get."""

from __future__ import annotations

from signal_lint.connections import Function

RECEIVER = "django.dispatch.receiver"
PASSES_ON = frozenset({RECEIVER, "django.db.transaction.atomic", "functools.cache", "functools.lru_cache"})
DESCRIPTORS = frozenset({"builtins.staticmethod", "builtins.classmethod"})


def passes_on(function: Function) -> bool:
    """Tell whether a function runs, with what is sent, whichever of its decorators is connected."""
    return function.known_signature and (PASSES_ON | DESCRIPTORS).issuperset(function.decorators)
