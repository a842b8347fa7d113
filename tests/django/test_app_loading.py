"""How Django finds the configs of apps, by release."""

from __future__ import annotations

import pytest

from signal_lint.django.app_loading import has_registry, ways
from signal_lint.supported import NO_EVIDENCE, DjangoRange, Version


def pinned(lowest: Version | None, highest: Version | None, lowered_by: str = "") -> DjangoRange:
    """Build a range that a file pins."""
    return DjangoRange(lowest, "setup.cfg", "none" if lowered_by else "pinned", highest, 1, lowered_by)


@pytest.mark.parametrize(
    ("django", "expected"),
    [
        (NO_EVIDENCE, ("search",)),
        (pinned((2, 2), (2, 2)), ("line",)),
        (pinned((3, 2), (4, 0)), ("line or search",)),
        (pinned((4, 1), None), ("search",)),
        (pinned((2, 2), None), ("line", "line or search", "search")),
        (pinned((2, 2), (3, 2)), ("line", "line or search")),
        (pinned(None, (1, 11)), ("line",)),
        (pinned(None, (1, 11), "`urlparse`"), ("line", "line or search", "search")),
    ],
)
def test_a_range_of_djangos_goes_all_its_ways(django: DjangoRange, expected: tuple[str, ...]):
    assert ways(django) == expected


def test_only_a_range_that_ends_before_it_has_no_registry():
    assert not has_registry(pinned((1, 4), (1, 6)))
    assert has_registry(pinned((1, 4), None))
