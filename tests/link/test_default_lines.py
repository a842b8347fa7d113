"""Which config Django picks for an app that is named by its package, by release; each case was booted."""

from __future__ import annotations

import pytest
from link.linking import linked_on
from link.starting import CONFIG, PROJECT

from signal_lint.project import Project
from signal_lint.supported import DjangoRange, Version

READY = "    def ready(self):\n        from shop import signals\n"
OTHER = CONFIG.replace("ShopConfig", "OtherConfig")
LINE = "default_app_config = 'shop.{}'\n"
SAME, ANOTHER = LINE.format("apps.ShopConfig"), LINE.format("other.OtherConfig")
GUARD = "import django\nif django.VERSION < (3, 2):\n    "


def started_on(lowest: Version | None, highest: Version | None, line: str = "", **files: str) -> Project:
    """Link a shop with a `ready()` on some Djangos, with a line in its package."""
    given = {"shop/__init__.py": line, "shop/apps.py": CONFIG + READY, "shop/other.py": OTHER}
    django = DjangoRange(lowest, "setup.cfg", "pinned", highest, 1)
    return linked_on(django, {**PROJECT, **given, **files})


@pytest.mark.parametrize(
    ("versions", "line", "loaded"),
    [
        (((2, 2), (2, 2)), "", "never"),
        (((3, 2), (3, 2)), "", "startup"),
        (((2, 2), None), "", "unknown"),
        (((2, 2), (2, 2)), SAME, "startup"),
        (((2, 2), None), SAME, "startup"),
        (((2, 2), (2, 2)), ANOTHER, "never"),
        (((4, 0), (4, 0)), ANOTHER, "never"),
        (((4, 1), (4, 1)), ANOTHER, "startup"),
        (((4, 0), (4, 1)), ANOTHER, "unknown"),
        (((2, 2), (2, 2)), GUARD + SAME, "startup"),
        (((2, 2), None), GUARD + SAME, "startup"),
        (((3, 2), (4, 0)), GUARD + ANOTHER, "startup"),
        (((2, 2), (2, 2)), LINE.format("apps.Nope"), "unknown"),
        (((2, 2), (2, 2)), "default_app_config = NAME\n", "unknown"),
        (((1, 4), (1, 6)), SAME, "never"),
    ],
)
def test_the_range_decides_when_what_ready_imports_is_loaded(versions, line: str, loaded: str):
    (module,) = started_on(*versions, line).modules
    assert module.loaded == loaded


def test_before_3_2_the_config_is_passed_over_for_want_of_a_line():
    (config, _) = started_on((2, 2), (2, 2)).app_configs
    assert config.selected is False
    assert config.why_not == (
        "INSTALLED_APPS names `shop`, and before Django 3.2 that picks only the config which the package "
        "names by `default_app_config`"
    )


def test_of_a_range_in_which_the_choice_varies_nothing_is_said():
    assert {config.selected for config in started_on((2, 2), None).app_configs} == {None}


def test_what_django_picks_without_the_line_is_the_same_whatever_the_range():
    (line,) = started_on((2, 2), (2, 2), SAME).default_app_configs
    assert line.picked_without is True
    (line,) = started_on((2, 2), (2, 2), ANOTHER).default_app_configs
    assert line.picked_without is False
