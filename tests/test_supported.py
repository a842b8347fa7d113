"""Which Django a project runs on, and how that is said."""

from __future__ import annotations

import pytest

from signal_lint.supported import NO_EVIDENCE, DjangoRange, django_row, is_before, is_from, told

PINNED = DjangoRange((2, 2), "requirements.txt", "pinned", (2, 2), 3)
OPEN = DjangoRange((2, 2), "setup.cfg", "pinned", None, 7)
CAPPED = DjangoRange(None, "setup.cfg", "pinned", (3, 2), 7)
LOWERED = DjangoRange(None, "shop/models.py", "none", (3, 2), 3, "`ugettext`")


@pytest.mark.parametrize(
    ("django", "answer"),
    [(PINNED, False), (OPEN, False), (CAPPED, False), (LOWERED, False), (NO_EVIDENCE, True)],
)
def test_a_range_is_from_a_version_if_all_of_it_is_and_without_evidence(django, answer):
    assert is_from(django, (3, 2)) is answer


@pytest.mark.parametrize(
    ("django", "answer"),
    [(PINNED, True), (OPEN, False), (CAPPED, True), (LOWERED, False), (NO_EVIDENCE, False)],
)
def test_a_range_is_before_a_version_if_something_pins_all_of_it(django, answer):
    assert is_before(django, (4, 0)) is answer


@pytest.mark.parametrize(
    ("django", "text"),
    [
        (PINNED, "Django 2.2, by requirements.txt:3"),
        (OPEN, "Django 2.2 or later, by setup.cfg:7"),
        (CAPPED, "Django 3.2 or earlier, by setup.cfg:7"),
        (DjangoRange((2, 2), "setup.cfg", "pinned", (3, 1), 7), "Django 2.2 to 3.1, by setup.cfg:7"),
        (DjangoRange((4, 2), "target-django", "configured"), "Django 4.2 or later, by target-django"),
        (
            DjangoRange((2, 2), "shop/settings.py", "settings", None, 4),
            "Django 2.2 or later, by the header of shop/settings.py:4",
        ),
        (LOWERED, "Django 3.2 or earlier, by `ugettext` in shop/models.py:3"),
        (NO_EVIDENCE, "a current Django is assumed: nothing says which"),
    ],
)
def test_a_range_is_told_with_what_says_so(django, text):
    assert told(django) == text


def test_a_range_as_json_has_its_evidence():
    assert django_row(PINNED) == {
        "lowest": "2.2",
        "highest": "2.2",
        "kind": "pinned",
        "source": "requirements.txt",
        "path": "requirements.txt",
        "line": 3,
        "lowered_by": None,
    }
    assert (django_row(NO_EVIDENCE)["path"], django_row(NO_EVIDENCE)["lowest"]) == (None, None)
