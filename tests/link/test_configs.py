"""The AppConfigs of a project, and the `default_app_config` lines that name one."""

from __future__ import annotations

import pytest
from link.starting import CONFIG, config, ready, started

OLD = {"shop/__init__.py": "default_app_config = 'shop.apps.ShopConfig'\n", "shop/apps.py": CONFIG}


def line(**files):
    (found,) = started(**{**OLD, **files}).default_app_configs
    return found


def test_a_line_that_names_the_only_config_is_not_needed():
    found = line()
    assert (found.app, found.resolves, found.picked_without, found.removable) == ("shop", True, True, True)


def test_a_line_that_names_one_of_two_configs_is_needed():
    assert (
        line(**{"shop/apps.py": CONFIG + "\n\nclass Other(AppConfig):\n    pass\n"}).picked_without is False
    )


def test_a_line_of_an_app_that_is_not_installed_cannot_be_judged():
    assert line(**{"settings.py": "INSTALLED_APPS = ['cart']"}).picked_without is None


@pytest.mark.parametrize(
    ("target", "resolves"),
    [
        ("'shop.apps.Missing'", False),
        ("'shop.missing.ShopConfig'", False),
        ("'library.apps.Config'", None),
        ("name()", None),
    ],
)
def test_a_line_is_resolved_as_far_as_the_project_goes(target, resolves):
    assert line(**{"shop/__init__.py": f"default_app_config = {target}\n"}).resolves is resolves


def test_a_line_under_a_test_of_the_version_is_guarded():
    guarded = "import django\nif django.VERSION < (3, 2):\n    default_app_config = 'shop.apps.ShopConfig'\n"
    found = line(**{"shop/__init__.py": guarded})
    assert (found.guarded, found.removable) == (True, False)


@pytest.mark.parametrize(
    ("exported", "removable"),
    [
        ("__all__ = ['default_app_config']", False),
        ("__all__ = ('x',)\n__all__ += ('default_app_config',)", False),
        ("__all__ = names()", False),
        ("__all__ = ['x']", True),
    ],
)
def test_a_line_that_all_may_list_is_not_simply_deleted(exported, removable):
    found = line(**{"shop/__init__.py": f"{exported}\n{OLD['shop/__init__.py']}"})
    assert (found.picked_without, found.removable) == (True, removable)


def test_a_line_that_an_import_asks_for_is_not_simply_deleted():
    assert not line(**{"conf.py": "from shop import default_app_config\n"}).removable


@pytest.mark.parametrize(
    "text", ["default_app_config: str\n", "print('default_app_config')\n", "# default_app_config = 'x'\n"]
)
def test_other_mentions_are_no_line(text):
    assert started(**{**OLD, "shop/__init__.py": text}).default_app_configs == ()


def test_a_line_outside_a_package_is_none():
    assert (
        started(**{**OLD, "shop/__init__.py": "", "shop/x.py": OLD["shop/__init__.py"]}).default_app_configs
        == ()
    )


def test_the_picked_config_of_an_installed_app_shows_where_it_is_installed():
    (step,) = config(**{"shop/apps.py": CONFIG}).evidence
    assert (step.location.path, step.message) == ("settings.py", "`shop` is installed here")


def test_a_config_of_no_installed_app_is_neither_picked_nor_passed_over():
    found = config(
        "lost.apps.ShopConfig", **{"lost/__init__.py": "", "lost/apps.py": CONFIG.replace("shop", "lost")}
    )
    assert (found.selected, found.why_not) == (None, "")


def test_a_config_with_a_false_default_says_so():
    text = CONFIG + "    default = False\n"
    assert config(**{"shop/apps.py": text}).why_not == "its `default` is False"


def test_the_parent_of_a_picked_config_is_not_called_passed_over():
    text = ready("pass") + "\n\nclass Child(ShopConfig):\n    default = True\n"
    assert config(**{"shop/apps.py": text}).selected is None


def test_a_config_that_would_load_the_signals_is_shown_with_them():
    files = {"shop/config.py": ready("from . import signals")}
    (module,) = started(**files).modules
    assert module.passed_over.why_not.endswith("there Django looks for configs in `shop.apps` only")


@pytest.mark.parametrize(
    ("files", "has_models"),
    [
        ({"shop/apps.py": CONFIG}, True),
        (
            {"shop/models.py": "", "shop/apps.py": CONFIG.replace("shop", "cart"), "cart/__init__.py": ""},
            False,
        ),
        ({"shop/apps.py": CONFIG.replace("'shop'", "'elsewhere'")}, None),
        ({"shop/apps.py": CONFIG.replace("name = 'shop'", "name = named()")}, None),
        ({"shop/apps.py": f"{CONFIG}    def import_models(self): ...\n"}, None),
        ({"shop/apps.py": f"{CONFIG}    models_module = object()\n"}, None),
        ({"shop/apps.py": CONFIG, "shop/__init__.py": "__path__.append('elsewhere')\n"}, None),
        (
            {
                "shop/apps.py": "from base import Config\nclass ShopConfig(Config):\n    name = 'shop'\n",
            },
            None,
        ),
    ],
)
def test_whether_django_finds_a_models_module(files, has_models):
    assert config(**files).has_models is has_models
