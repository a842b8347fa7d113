"""How Django finds the config of an app that INSTALLED_APPS names by its package, by release."""

from __future__ import annotations

from typing import Literal

from signal_lint.supported import DjangoRange, Version, is_before

#: The first Django with app configs: https://docs.djangoproject.com/en/stable/releases/1.7/
REGISTRY: Version = (1, 7)
#: The first that looks for a config by itself, and knows `AppConfig.default`; until then the package has to
#: name one: https://docs.djangoproject.com/en/stable/releases/3.2/#automatic-appconfig-discovery
FOUND_BY_ITSELF: Version = (3, 2)
#: The first that ignores `default_app_config`, good or bad:
#: https://docs.djangoproject.com/en/stable/releases/4.1/#features-removed-in-4-1
LINE_IGNORED: Version = (4, 1)

#: Django takes the config that the package names, and no other; that one, and else looks for one by itself;
#: or only looks for one.
Way = Literal["line", "line or search", "search"]

_OLDEST: Version = (1, 0)
_NEWEST: Version = (99, 0)


def ways(django: DjangoRange) -> tuple[Way, ...]:
    """Return the ways that the Djangos of a range go; without evidence, that of a current one."""
    if django.lowest is None and django.kind == "none" and not django.lowered_by:
        return ("search",)
    lowest = django.lowest or _OLDEST
    # What lowers the range may never be run.
    highest = _NEWEST if django.highest is None or django.lowered_by else django.highest
    found: tuple[tuple[Way, bool], ...] = (
        ("line", lowest < FOUND_BY_ITSELF),
        ("line or search", lowest < LINE_IGNORED and highest >= FOUND_BY_ITSELF),
        ("search", highest >= LINE_IGNORED),
    )
    return tuple(way for way, happens in found if happens)


def has_registry(django: DjangoRange) -> bool:
    """Tell whether there may be app configs at all."""
    return not is_before(django, REGISTRY)
