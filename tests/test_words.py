"""The words that rules look for in all files are declared: each file is read for all words at once."""

from __future__ import annotations

import pytest
from link.linking import IMPORTS, NOWHERE, SHOP

from signal_lint.analysis import analyse
from signal_lint.checking import words
from signal_lint.extract import FileSources
from signal_lint.link import VOCABULARY, link
from signal_lint.project import Project
from signal_lint.rule import Rule
from signal_lint.rules import all_rules
from signal_lint.settings import Settings
from signal_lint.supported import NO_EVIDENCE

CALLS = """\
paid = Signal(providing_args=["order"])


async def pay(order):
    on_commit(paid.send(order))
    paid.asend(order)  # noqa: SGL506
"""
LOOKING = [rule for rule in all_rules() if rule.words]


class Asked(FileSources):
    """Files that note which words they are asked for."""

    asked: frozenset[str] = frozenset()

    def containing(self, words: frozenset[str]) -> dict[str, frozenset[str]]:
        self.asked |= words
        return super().containing(words)


def linked(*declared: str) -> tuple[Project, Asked]:
    """Link a shop that calls all that rules look for."""
    texts = {**SHOP, "shop/signals.py": IMPORTS + "from django.db.transaction import on_commit\n" + CALLS}
    sources = Asked(NOWHERE, (), {path: text.encode() for path, text in texts.items()})
    (project,) = link(sources, Settings(root=NOWHERE), lambda _: NO_EVIDENCE, frozenset(declared))
    return project, sources


@pytest.mark.parametrize("rule", LOOKING, ids=[rule.code for rule in LOOKING])
def test_a_rule_declares_each_word_that_it_looks_for(rule: Rule):
    project, sources = linked(*rule.words)
    before = sources.asked
    list(rule.check(project, Settings(root=NOWHERE)))
    assert sources.asked == before
    assert rule.words <= before


def test_without_rules_nothing_is_looked_for_that_only_rules_need():
    _, sources = linked()
    assert not any(rule.words & (sources.asked | VOCABULARY) for rule in LOOKING)


def test_only_the_rules_that_run_have_words():
    assert words(Settings(root=NOWHERE, select=("SGL505",))) == {"on_commit"}
    assert words(Settings(root=NOWHERE, select=("SGL001",))) == frozenset()


def test_what_is_looked_for_is_found():
    unsaved = {path: text.encode() for path, text in {**SHOP, "shop/signals.py": IMPORTS + CALLS}.items()}
    found = analyse(Settings(root=NOWHERE, select=("SGL601", "SGL506"), noqa=False), unsaved).diagnostics
    assert {each.code for each in found} == {"SGL506", "SGL601"}
