"""The documentation of every rule is complete, and its examples do what they say.

An example is indented code: one file or several, each begun by a comment line like
`# shop/signals.py`; without one it is `shop/signals.py`. It is run inside a minimal project whose
one app `shop` imports `shop.signals` in `ready()`, unless the example brings its own files.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from signal_lint.analysis import analyse
from signal_lint.rule import SECTIONS, Rule
from signal_lint.rules import all_rules
from signal_lint.settings import Settings

FILE = re.compile(r"(?m)^# (\S+\.py)\n")
DEMANDED = ("What it does", "Why is this bad?", "References")
# What signal-lint gets wrong has no example.
WITH_EXAMPLES = [rule for rule in all_rules() if rule.code != "SGL902"]

PROJECT = {
    "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")\n',
    "project/__init__.py": "",
    "project/settings.py": 'INSTALLED_APPS = ["shop"]\nROOT_URLCONF = "project.urls"\n',
    "project/urls.py": "urlpatterns = []\n",
    "shop/__init__.py": "",
    "shop/models.py": "from django.db import models\nclass Order(models.Model): code = models.TextField()\n",
}
APPS = """from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from . import signals
"""

every_rule = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
every_example = pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.code)


def files(section: str) -> dict[str, str]:
    """Split the code of a section into files."""
    code = "".join(line for line in section.splitlines(keepends=True) if line[:1] in (" ", "\n"))
    first, *rest = FILE.split(textwrap.dedent(code).strip("\n") + "\n")
    named = dict(zip(rest[::2], rest[1::2], strict=True))
    return {"shop/signals.py": first, **named} if first else named


def codes(rule: Rule, section: str, root: Path) -> set[str]:
    """Run an example in its project with the default rules and this one; return what is found."""
    given = files(rule.doc.sections[section])
    apps = {"shop/apps.py": APPS} if "shop/signals.py" in given else {}
    for name, text in {**PROJECT, **apps, **given}.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text)
    outcome = analyse(Settings(root=root, extend_select=(rule.code,)))
    return {diagnostic.code for diagnostic in outcome.diagnostics}


@every_rule
def test_a_rule_is_documented_in_the_order_of_the_sections(rule: Rule):
    titles = list(rule.doc.sections)
    assert titles == [section for section in SECTIONS if section in titles]
    assert set(DEMANDED) <= set(titles)
    assert all(rule.doc.sections.values())


@every_rule
def test_a_summary_is_one_line_that_ends_with_a_full_stop(rule: Rule):
    assert re.fullmatch(r".+\.", rule.doc.summary)


@every_rule
def test_a_rule_says_how_safe_its_fix_is_if_it_has_one(rule: Rule):
    safety = rule.doc.sections.get("Fix safety", "")
    assert safety.lower().startswith(rule.fix)
    assert bool(safety) == bool(rule.fix)


@every_example
def test_an_example_triggers_exactly_its_rule(rule: Rule, tmp_path: Path):
    assert codes(rule, "Example", tmp_path) == {rule.code}


@every_example
def test_what_to_use_instead_is_silent(rule: Rule, tmp_path: Path):
    assert codes(rule, "Use instead", tmp_path) == set()


def test_code_without_a_file_name_is_the_signals_module():
    assert files("    a = 1\n\n    b = 2") == {"shop/signals.py": "a = 1\n\nb = 2\n"}


def test_an_example_may_be_several_files():
    section = "First prose.\n\n    # shop/signals.py\n    a = 1\n\n    # shop/apps.py\n    b = 2"
    assert files(section) == {"shop/signals.py": "a = 1\n\n", "shop/apps.py": "b = 2\n"}
