"""Django decides: what the fixture of SGL503 marks skips what a receiver would do, and nothing else does."""

from __future__ import annotations

import pytest
from claims.asking import FIXTURES, ask

from signal_lint.analysis import analyse
from signal_lint.settings import Settings

ROOT = FIXTURES / "SGL503"
#: Where each finding of the fixture takes effect: the function that runs it, or the model that cascades.
EFFECTIVE = {"close_all", "place_orders", "refill", "rename_articles", "Paper"}


@pytest.fixture(scope="module")
def answers() -> dict[str, bool]:
    rows: list[tuple[str, bool]] = ask(FIXTURES.parents[1] / "tests" / "claims" / "operating.py", ROOT)
    return dict(rows)


def test_what_is_marked_skips_a_receiver_under_django_and_nothing_else_does(answers: dict[str, bool]):
    assert {name for name, skips in answers.items() if skips} == EFFECTIVE & answers.keys()


def test_every_operation_of_the_fixture_is_asked_about(answers: dict[str, bool]):
    assert len(answers) in (14, 16)
    assert EFFECTIVE - {"Paper"} <= answers.keys()


def test_each_effect_is_one_finding():
    findings = analyse(Settings(root=ROOT, select=("SGL503",))).diagnostics
    assert len(findings) == len(EFFECTIVE)
