"""The installed apps, read from settings as people write them, and the config that Django picks."""

from __future__ import annotations

import pytest
from link.linking import project
from link.starting import CONFIG, CONNECTS, config, installed, loaded, ready, started

LOADS = ready("from . import signals")


@pytest.mark.parametrize(
    "settings",
    [
        "INSTALLED_APPS = ['one', 'two']",
        "INSTALLED_APPS = ('one', 'two')",
        "INSTALLED_APPS: list[str] = ['one', 'two']",
        "INSTALLED_APPS = ['one']\nINSTALLED_APPS += ['two']",
        "INSTALLED_APPS = ('one',)\nINSTALLED_APPS += ('two',)",
        "INSTALLED_APPS = ['one']\nINSTALLED_APPS.append('two')",
        "INSTALLED_APPS = ['one']\nINSTALLED_APPS.extend(['two'])",
        "INSTALLED_APPS = ['one']\nINSTALLED_APPS.insert(0, 'two')",
        "FIRST = ['one']\nSECOND = ['two']\nINSTALLED_APPS = FIRST + SECOND",
        "FIRST = ['one']\nSECOND = ('two',)\nINSTALLED_APPS = [*FIRST, *SECOND]",
        "INSTALLED_APPS = ['one']\nINSTALLED_APPS = INSTALLED_APPS + ['two']",
        "INSTALLED_APPS = list(('one', 'two'))",
        "INSTALLED_APPS = ['one']\nif DEBUG:\n    INSTALLED_APPS += ['two']",
        "INSTALLED_APPS = ['one']\nif DEBUG:\n    INSTALLED_APPS.append('two')",
        "import os\nif os.environ.get('X'):\n    INSTALLED_APPS = ['one']\nelse:\n    INSTALLED_APPS = ['two']",
        "import os\nINSTALLED_APPS = ['one', 'two'] if os.environ.get('X') else ['one']",
        "try:\n    import debug\nexcept ImportError:\n    INSTALLED_APPS = ['one']\nelse:\n    INSTALLED_APPS = ['one', 'two']",
        "INSTALLED_APPS = ['one', env('APP'), 'two']",
        "INSTALLED_APPS = ['one', 'two'] + env.list('APPS')",
        "INSTALLED_APPS = env.list('APPS') + ['one', 'two']",
        "INSTALLED_APPS = ['one', 'two', *env.list('APPS')]",
        "INSTALLED_APPS = ['one', 'two', 'one']",
        "PREFIX = 'tw'\nINSTALLED_APPS = ['one', PREFIX + 'o']",
        "INSTALLED_APPS = [name for name in ('one', 'two')]",
    ],
)
def test_installed_apps_are_the_union_of_what_is_known(settings):
    assert sorted(installed(settings)) == ["one", "two"]


def test_a_list_that_is_doubled_without_end_is_known_in_part():
    assert set(installed("INSTALLED_APPS = ['one']\n" + "INSTALLED_APPS += INSTALLED_APPS\n" * 17)) == {"one"}


@pytest.mark.parametrize(
    ("settings", "apps"),
    [
        ("INSTALLED_APPS = ['one']\nAPPS = INSTALLED_APPS\nAPPS.append('two')", ["one", "two"]),
        ("APPS = ['one']\nINSTALLED_APPS = APPS\nAPPS += ['two']", ["one", "two"]),
        ("APPS = INSTALLED_APPS = ['one']\nAPPS.append('two')", ["one", "two"]),
        ("APPS = ('one',)\nINSTALLED_APPS = APPS\nAPPS += ('two',)", ["one"]),
        ("INSTALLED_APPS = APPS = ['one']\nAPPS = []\nAPPS.append('two')", ["one"]),
        ("INSTALLED_APPS = APPS = ['one']\nfrom conf import APPS\nAPPS.append('two')", ["one"]),
        ("INSTALLED_APPS = APPS = ['one']\nif DEBUG:\n    APPS = []\nAPPS.append('two')", ["one", "two"]),
    ],
)
def test_a_list_that_is_changed_by_another_name_of_it_holds_what_it_then_holds(settings, apps):
    assert sorted(installed(settings)) == apps


@pytest.mark.parametrize(
    "product",
    [
        "from .base import *\nINSTALLED_APPS += ['two']",
        "from .base import *\nINSTALLED_APPS = INSTALLED_APPS + ['two']",
        "from .base import *\nINSTALLED_APPS.append('two')",
        "from .base import INSTALLED_APPS as COMMON\nINSTALLED_APPS = ['two', *COMMON]",
        "from conf import base\nINSTALLED_APPS = base.INSTALLED_APPS + ['two']",
        "from conf.base import *  # noqa\nfrom conf.extra import *\n",
    ],
)
def test_settings_split_over_modules_are_put_together(product):
    files = {"conf/__init__.py": "", "conf/base.py": "INSTALLED_APPS = ['one']\n", "conf/prod.py": product}
    extra = {"conf/extra.py": "from .base import INSTALLED_APPS\nINSTALLED_APPS += ['two']"}
    manage = {"manage.py": "import os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'conf.prod'\n"}
    assert sorted(app.name for app in project({**files, **extra, **manage}).apps) == ["one", "two"]


def test_several_settings_modules_install_what_any_of_them_does():
    files = {
        "conf/__init__.py": "",
        "conf/a.py": "INSTALLED_APPS = ['one']",
        "conf/b.py": "INSTALLED_APPS = ['two']",
    }
    assert [app.name for app in project(files).apps] == ["one", "two"]


def test_the_settings_that_the_configuration_names_are_the_only_ones():
    files = {"a.py": "INSTALLED_APPS = ['one']", "b.py": "INSTALLED_APPS = ['two']"}
    assert [app.name for app in project(files, settings_modules=("b",)).apps] == ["two"]


def test_without_settings_every_app_may_be_installed_and_every_single_config_picked():
    files = {"settings.py": "", "shop/apps.py": LOADS}
    assert loaded(**files) == "startup"
    assert config(**files).selected is None


def test_without_settings_no_app_is_called_installed():
    assert started(**{"settings.py": ""}).apps == ()


def test_a_label_of_its_own_belongs_to_the_app():
    (app,) = started(**{"shop/apps.py": CONFIG + "    label = 'store'\n"}).apps
    assert (app.name, app.label, app.path) == ("shop", "store", "shop")


def test_a_config_for_another_package_installs_that_package():
    files = {
        "settings.py": "INSTALLED_APPS = ['conf.ShopConfig']",
        "conf.py": CONFIG,
        "shop/models.py": CONNECTS,
    }
    assert loaded("shop/models.py", **files) == "startup"


def test_an_app_of_another_package_has_no_path():
    app = next(
        one for one in started(**{"settings.py": "INSTALLED_APPS = ['foreign.apps.ForeignConfig']"}).apps
    )
    assert (app.name, app.label, app.path) == ("foreign", "foreign", None)


def test_an_entry_that_names_no_class_of_a_module_leaves_the_app_in_doubt():
    files = {"settings.py": "INSTALLED_APPS = ['shop.apps.Nothing']", "shop/apps.py": LOADS}
    assert loaded(**files) == "unknown"


def test_an_app_that_is_a_namespace_package_is_found():
    files = {"settings.py": "INSTALLED_APPS = ['deep.shop']", "deep/shop/models.py": CONNECTS}
    assert loaded("deep/shop/models.py", **files) == "startup"


def test_two_configs_are_told_apart_by_their_default():
    both = LOADS + "    default = True\n\n\nclass Other(AppConfig):\n    name = 'shop'\n"
    assert loaded(**{"shop/apps.py": both}) == "startup"
    assert config("shop.apps.Other", **{"shop/apps.py": both}).why_not == "Django uses `shop.apps.ShopConfig`"


def test_two_configs_without_a_default_are_both_passed_over():
    both = LOADS + "\n\nclass Other(AppConfig):\n    name = 'shop'\n"
    found = config(**{"shop/apps.py": both})
    assert found.selected is False
    assert found.why_not == "`shop.apps` holds 2 app configs, and none of them alone has `default = True`"


def test_two_default_configs_are_refused():
    both = LOADS + "    default = True\n\n\nclass Other(AppConfig):\n    default = True\n"
    assert config(**{"shop/apps.py": both}).why_not == "`shop.apps` declares more than one default AppConfig"


def test_a_default_that_is_computed_leaves_the_choice_open():
    either = LOADS + "    default = bool(1)\n\n\nclass Other(AppConfig):\n    name = 'shop'\n"
    assert loaded(**{"shop/apps.py": either}) == "unknown"


def test_a_config_under_a_condition_is_one_candidate():
    guarded = "import django\nfrom django.apps import AppConfig\nif django.VERSION > (3, 2):\n"
    guarded += "    class ShopConfig(AppConfig):\n        name = 'shop'\n        def ready(self):\n            from . import signals\n"
    assert loaded(**{"shop/apps.py": guarded}) == "startup"


def test_a_foreign_config_imported_by_name_leaves_the_choice_open():
    apps = "from library.apps import OtherConfig\n" + LOADS
    assert loaded(**{"shop/apps.py": apps}) == "unknown"


def test_a_foreign_base_may_have_a_default():
    apps = "from library.apps import BaseConfig\n" + LOADS.replace("(AppConfig)", "(BaseConfig)")
    assert loaded(**{"shop/apps.py": apps}) == "unknown"


def test_an_apps_module_that_imports_everything_of_another_has_its_config():
    files = {"shop/configs.py": LOADS, "shop/apps.py": "from .configs import *\n"}
    assert loaded(**files) == "startup"


def test_appconfig_under_another_name_is_no_candidate():
    apps = LOADS.replace("import AppConfig", "import AppConfig as Base").replace("(AppConfig)", "(Base)")
    assert loaded(**{"shop/apps.py": apps}) == "startup"


def test_a_config_of_a_module_entry_is_passed_over():
    files = {"settings.py": "INSTALLED_APPS = ['shop.apps']", "shop/apps.py": LOADS}
    assert "names the module `shop.apps`, not the class" in config(**files).why_not


def test_a_settings_class_is_read():
    settings = "from configurations import Configuration\n\n\nclass Base(Configuration):\n    INSTALLED_APPS = ['shop']\n"
    settings += "\n\nclass Dev(Base):\n    INSTALLED_APPS = Base.INSTALLED_APPS + ['tools']\n"
    assert sorted(installed(settings)) == ["shop", "tools"]


def test_other_classes_of_the_settings_say_nothing():
    settings = "from configurations import Configuration\n\n\nclass Paths:\n    INSTALLED_APPS = ['other']\n"
    settings += "\n\nclass Base(Configuration):\n    INSTALLED_APPS = ['shop']\n\n\nclass Dev(Configuration):\n    A = 1\n"
    assert sorted(installed(settings)) == ["shop"]


def test_a_settings_class_that_computes_its_apps_leaves_them_unknown():
    settings = "from configurations import Configuration\n\n\nclass Base(Configuration):\n    @property\n"
    settings += "    def INSTALLED_APPS(self):\n        return ['shop']\n"
    assert started(**{"settings.py": settings}).apps == ()


def test_users_that_settings_disagree_on_are_not_known():
    signals = "from django.conf import settings\n" + CONNECTS.replace(
        "post_save)", "post_save, sender=settings.AUTH_USER_MODEL)"
    )
    files = {"conf/__init__.py": "", "shop/__init__.py": "", "shop/signals.py": signals}
    for name in ("shop.User", "auth.User"):
        files[f"conf/{name[:4]}.py"] = f"INSTALLED_APPS = ['shop']\nAUTH_USER_MODEL = '{name}'\n"
    (row,) = project(files).connections
    assert row.sender.label in (None, "")


def test_a_config_behind_two_star_imports_is_a_candidate():
    files = {"shop/apps.py": "from .configs import *\n", "shop/configs.py": "from .deeper import *\n"}
    assert loaded(**{**files, "shop/deeper.py": LOADS}) == "startup"


@pytest.mark.parametrize(
    "star", ["from elsewhere import *\n", "import os\nif os.environ.get('X'):\n    from .configs import *\n"]
)
def test_a_star_import_that_may_bring_another_config_leaves_the_app_in_doubt(star):
    assert loaded(**{"shop/apps.py": star + LOADS, "shop/configs.py": ""}) in ("unknown", "startup")
    assert config(**{"shop/apps.py": star + LOADS, "shop/configs.py": ""}).selected is not True


def test_modules_that_star_import_each_other_end_there():
    files = {"shop/apps.py": "from .configs import *\n" + LOADS, "shop/configs.py": "from .apps import *\n"}
    assert loaded(**files) == "startup"


@pytest.mark.parametrize(
    ("change", "complete", "sure"),
    [
        ("add = INSTALLED_APPS.append\nadd('two')", False, True),
        ("list(map(INSTALLED_APPS.append, EXTRA))", False, True),
        ("[INSTALLED_APPS.append(each) for each in EXTRA]", False, True),
        ("take = INSTALLED_APPS.remove\ntake('one')", False, False),
        ("apps = INSTALLED_APPS\nprint(apps)", True, True),
        ("found = INSTALLED_APPS.index", True, True),
        ("apps = INSTALLED_APPS.copy()\napps.append('two')", True, True),
    ],
)
def test_a_method_of_the_list_under_another_name_makes_it_uncertain(
    change: str, *, complete: bool, sure: bool
):
    found = started(**{"settings.py": f"INSTALLED_APPS = ['one']\n{change}\n"})
    assert (found.apps_complete, [app.sure for app in found.apps]) == (complete, [sure])


@pytest.mark.parametrize(
    "change",
    [
        "INSTALLED_APPS = [each.strip() for each in INSTALLED_APPS if each]",
        "def made(apps):\n    return [each.strip() for each in apps] + ['two']\nINSTALLED_APPS = made(INSTALLED_APPS)",
    ],
)
def test_an_app_of_which_nobody_knows_what_was_made_is_installed(change: str):
    assert sorted(installed(f"INSTALLED_APPS = ['one', 'two']\n{change}\n")) == ["one", "two"]


def test_of_a_list_of_which_nothing_is_known_no_app_is_installed():
    settings = {"settings.py": "INSTALLED_APPS = env.list('APPS')\n"}
    assert loaded(**settings, **{"shop/apps.py": LOADS}) == "unknown"
