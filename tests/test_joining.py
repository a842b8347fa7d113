"""One map of several projects: what they agree on, and what each of them adds."""

from __future__ import annotations

from dataclasses import replace

from rules.building import Calm, connection, project

from signal_lint.connections import NotFollowed
from signal_lint.joining import joined
from signal_lint.source import at_line

ROW = connection(loaded="startup", condition="`a` (shop/apps.py:3)", certain=False)


class Everywhere(Calm):
    """A start-up that every file takes part in."""

    def holds(self, path: str) -> bool:
        """Tell that it does."""
        return bool(path)


def made(**parts: object):
    return project(startup=Everywhere(), starts=(), **parts)


def test_a_condition_of_one_project_is_one_of_the_row():
    sure = replace(ROW, condition=None, certain=True)
    (row,) = joined((made(connections=(sure,)), made(connections=(ROW,)))).connections
    assert (row.condition, row.certain) == (ROW.condition, False)


def test_a_place_is_not_followed_once_and_nowhere_where_a_project_has_a_row():
    near, far = (NotFollowed(at_line(path, 7), "x", "y") for path in ("shop/signals.py", "far.py"))
    both = (made(connections=(ROW,), not_followed=(far,)), made(not_followed=(near, far)))
    assert joined(both).not_followed == (far,)
