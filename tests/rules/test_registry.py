"""Rules are found, not listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from signal_lint import rules
from signal_lint.rules import all_rules, rule_by_code


def test_every_rule_module_is_a_rule_named_after_it():
    modules = sorted(path.stem for path in Path(rules.__file__).parent.glob("sgl*.py"))
    assert [f"{rule.code.lower()}_{rule.name.replace('-', '_')}" for rule in all_rules()] == modules


def test_a_rule_is_found_by_its_code():
    assert rule_by_code("SGL901").name == "unreadable-file"
    assert rule_by_code("SGL999") is None


def test_a_rule_module_without_the_decorator_is_refused(tmp_path, monkeypatch):
    (tmp_path / "sgl999_undecorated.py").write_text("def check(project, settings): ...\n")
    monkeypatch.setattr(rules, "__path__", [str(tmp_path)])
    with pytest.raises(TypeError, match="sgl999_undecorated is not decorated"):
        all_rules()
