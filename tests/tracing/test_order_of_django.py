"""The order in which Django makes connections at start-up, and that in which the project says it does.

Every fixture project is started under Django, as in `test_against_django.py`.
"""

from __future__ import annotations

import pytest
from test_against_django import NAMES, PROJECTS, boot, expected

from signal_lint.settings import Settings
from signal_lint.survey import survey


def recorded_order(name):
    """Return the places of the project at which Django connected, each once, with what led there behind."""
    return [record["stack"] for record in boot(name)["records"] if record["phase"] == "setup"]


@pytest.mark.parametrize("name", [name for name in NAMES if "raises" not in expected(name)])
def test_connections_are_in_the_order_in_which_django_makes_them(name):
    told = [f"{place.path}:{place.span.line}" for place in order_of(name)]
    made = [next((place for place in stack if place in told), None) for stack in recorded_order(name)]
    assert list(dict.fromkeys(place for place in made if place is not None)) == told


def order_of(name):
    """Return the places that connect for certain, in the order that the project tells."""
    found = []

    def ask(project):
        sure = {row.location for row in project.connections if row.loaded == "startup" and row.certain}
        found.extend(place for place in project.startup.connecting() if place in sure)

    survey(Settings(root=PROJECTS / name), ask=ask)
    return found
