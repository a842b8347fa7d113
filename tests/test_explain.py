"""Rules explained and listed."""

from __future__ import annotations

import json
from dataclasses import replace

from outcomes import rule_that_finds

from signal_lint.explain import explain, explain_json, explain_markdown, rule_list, rule_table, rules_json
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
    assert rows[2] == "| SGL001 | made-up | warning | yes | none | One receiver or two \\| more. |"
    assert rows[3].startswith("| SGL306 | x | warning | no | none |")
    assert rule_table([replace(RULE, fix="unsafe")]).splitlines()[2].split(" | ")[4] == "unsafe"


def test_markdown_fences_code_and_links_addresses():
    doc = "One.\n\nExample\n    # shop/a.py\n    x = 1\n\n    y = 2\n\nReferences\nhttps://example.org/a#b\n"
    text = explain_markdown(replace(RULE, doc=parse_doc(doc), fix="safe"))
    assert text == (
        "# SGL001 made-up\n\n*warning, safe fix*\n\nOne.\n\n"
        "## Example\n\n```python\n# shop/a.py\nx = 1\n\ny = 2\n```\n\n"
        "## References\n\n<https://example.org/a#b>\n"
    )


def test_json_has_all_of_it():
    found = json.loads(rules_json([OFF]))
    assert found == {"version": 1, "rules": [json.loads(explain_json(OFF))]}
    (rule,) = found["rules"]
    assert (rule["code"], rule["default"], rule["fix"]) == ("SGL306", False, None)
    assert rule["sections"] == {"What it does": "Looks.", "Known limits": "Many."}
