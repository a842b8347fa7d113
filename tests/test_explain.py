"""Rules explained and listed."""

from __future__ import annotations

from dataclasses import replace

from outcomes import rule_that_finds

from signal_lint.explain import explain, rule_list, rule_table
from signal_lint.rule import parse_doc

DOC = "One receiver\nor two | more.\n\nBeyond the line.\n\nWhat it does\nLooks.\n\nKnown limits\nMany.\n"
RULE = replace(rule_that_finds(), doc=parse_doc(DOC))
OFF = replace(RULE, code="SGL306", name="x", default=False)


def test_a_rule_is_explained_by_its_docstring():
    text = explain(RULE)
    assert text.startswith("SGL001 made-up\n\nwarning\n\nOne receiver\n")
    assert text.endswith("What it does\nLooks.\n\nKnown limits\nMany.\n")


def test_the_list_says_what_is_off_by_default():
    assert rule_list([RULE, OFF]) == "SGL001  made-up  warning\nSGL306  x        warning, off by default\n"


def test_the_table_has_a_row_for_each_rule():
    rows = rule_table([RULE, OFF]).splitlines()
    assert rows[2] == "| SGL001 | made-up | warning | yes | One receiver or two \\| more. |"
    assert rows[3].startswith("| SGL306 | x | warning | no |")
