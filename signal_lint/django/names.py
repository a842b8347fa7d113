"""The names of Django and of the standard library whose meaning the linker knows by heart."""

from __future__ import annotations

import builtins
from functools import cache

from signal_lint.django.signals import RECEIVER_DECORATORS, SIGNAL_CLASSES, known_signal

#: One object of Django under its several dotted names; the value is the documented one.
CANONICAL = {
    **dict.fromkeys(RECEIVER_DECORATORS, "django.dispatch.receiver"),
    "django.db.models.Model": "django.db.models.Model",
    "django.db.models.base.Model": "django.db.models.Model",
    "django.db.models.ManyToManyField": "django.db.models.ManyToManyField",
    "django.db.models.fields.related.ManyToManyField": "django.db.models.ManyToManyField",
    "django.apps.AppConfig": "django.apps.AppConfig",
    "django.apps.config.AppConfig": "django.apps.AppConfig",
    "django.apps.apps": "django.apps.apps",
    "django.apps.registry.apps": "django.apps.apps",
    "django.conf.settings": "django.conf.settings",
    "django.contrib.auth.get_user_model": "django.contrib.auth.get_user_model",
    "django.utils.module_loading.import_string": "django.utils.module_loading.import_string",
    "django.utils.module_loading.autodiscover_modules": "django.utils.module_loading.autodiscover_modules",
    "django.utils.module_loading.import_module": "importlib.import_module",
}

#: What stands for `if TYPE_CHECKING`, which no run ever enters.
NEVER_TRUE = frozenset({"typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING"})

#: Names of functions that frameworks call; to look for their callers would find every class.
ROUTINE = frozenset(
    {
        "ready",
        "__init__",
        "setUp",
        "tearDown",
        "setUpClass",
        "setUpTestData",
        "handle",
        "connect",
        "disconnect",
        "run",
    }
)


def canonical(dotted: str) -> str:
    """Return the documented name of what Django offers under several."""
    if dotted in CANONICAL:
        return CANONICAL[dotted]
    signal = known_signal(dotted)
    return signal.name if signal is not None else dotted


@cache
def is_primitive(dotted: str) -> bool:
    """Tell whether a dotted name is taken as it is even where Django's own source is analysed."""
    if not dotted.startswith("django."):
        return False
    return dotted in CANONICAL or dotted in SIGNAL_CLASSES or known_signal(dotted) is not None


@cache
def builtin_names() -> frozenset[str]:
    """Return the names that Python finds where no module binds them."""
    return frozenset(dir(builtins))
