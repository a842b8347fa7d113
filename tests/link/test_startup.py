"""What `django.setup()` loads by itself."""

from __future__ import annotations

import pytest
from link.linking import project
from link.starting import CONFIG, CONNECTS, PROJECT, config, loaded, loaded_by_ready, module, ready, started

IMPORT_MODULE = "from importlib import import_module"


@pytest.mark.parametrize(
    "statement",
    [
        "import shop.signals",
        "from . import signals",
        "from .signals import on_save",
        "from shop.signals import *",
        "from shop import models, signals as handlers",
        "import shop.signals as handlers, os",
        "__import__('shop.signals')",
    ],
)
def test_every_import_statement_in_ready_counts(statement):
    assert loaded_by_ready(statement) == "startup"


@pytest.mark.parametrize(
    "name",
    [
        "'shop.signals'",
        "f'{self.name}.signals'",
        "self.name + '.signals'",
        "'%s.signals' % self.name",
        "'{}.signals'.format(self.name)",
        "'.signals', self.name",
        "'.signals', package=__package__",
        "'.signals', package=self.name",
        "'..signals', package=__name__",
        "name='shop.signals'",
    ],
)
def test_import_module_is_followed_with_the_name_it_gets(name):
    body = f"import_module({name})"
    assert loaded_by_ready(body, IMPORT_MODULE) == "startup"


@pytest.mark.parametrize("name", ["'signals'", "'.handlers', package='shop'", "'shop.signal'"])
def test_import_module_of_another_name_is_no_import_of_the_signals(name):
    assert loaded_by_ready(f"import_module({name})", IMPORT_MODULE) == "never"


def test_import_string_loads_the_module_of_the_object():
    before = "from django.utils.module_loading import import_string"
    assert loaded_by_ready("import_string('shop.signals.on_save')", before) == "startup"


def test_a_name_that_is_put_together_is_read():
    assert loaded_by_ready("import_module('.'.join([self.name, 'signals']))", IMPORT_MODULE) == "startup"


def test_a_loop_over_names_imports_each_of_them():
    body = "for name in ('receivers', 'signals'):\n    import_module(f'shop.{name}')"
    assert loaded_by_ready(body, IMPORT_MODULE) == "startup"


@pytest.mark.parametrize(
    "name", ["'.'.join([self.label, 'signals'])", "'.signals', package=self.module.__name__"]
)
def test_a_name_that_cannot_be_read_to_the_end_may_be_that_of_the_signals(name):
    assert loaded_by_ready(f"import_module({name})", IMPORT_MODULE) == "unknown"


def test_a_local_function_that_ready_does_not_call_may_be_called_by_something_else():
    assert loaded_by_ready("def later():\n    from . import signals\nregister(later)") == "unknown"


def test_a_name_that_is_computed_makes_every_module_of_the_app_uncertain():
    assert loaded_by_ready("import_module(choose())", IMPORT_MODULE + "\nfrom lib import choose") == "unknown"


@pytest.mark.parametrize(
    "wrapped",
    [
        "try:\n    import shop.signals\nexcept ImportError:\n    pass",
        "with suppress(ImportError):\n    import shop.signals",
        "if settings.SIGNALS:\n    import shop.signals",
        "if os.environ.get('X'):\n    pass\nelse:\n    from . import signals",
        "if not settings.SIGNALS:\n    return\nfrom . import signals",
        "for _ in range(2):\n    from . import signals",
        "while True:\n    from . import signals\n    break",
        "match settings.MODE:\n    case 'a':\n        from . import signals",
        "try:\n    pass\nfinally:\n    from . import signals",
    ],
)
def test_an_import_under_a_condition_counts(wrapped):
    before = "import os\nfrom contextlib import suppress\nfrom django.conf import settings"
    assert loaded_by_ready(wrapped, before) == "startup"


@pytest.mark.parametrize(
    "body",
    [
        "return\nfrom . import signals",
        "if False:\n    from . import signals",
        "if TYPE_CHECKING:\n    from . import signals",
        "raise NotImplementedError\nfrom . import signals",
    ],
)
def test_an_import_that_does_not_run_does_not_count(body):
    assert loaded_by_ready(body, "from typing import TYPE_CHECKING") == "never"


def test_a_local_function_of_ready_counts_when_it_is_called():
    assert loaded_by_ready("def load():\n    from . import signals\nload()") == "startup"


def test_a_method_of_the_config_is_followed():
    beside = "def load(self):\n    self.really()\n\ndef really(self):\n    from . import signals\n"
    assert loaded_by_ready("self.load()", beside=beside) == "startup"


def test_a_static_and_a_class_method_of_the_config_are_followed():
    beside = (
        "@classmethod\ndef load(cls):\n    cls.go()\n\n@staticmethod\ndef go():\n    import shop.signals\n"
    )
    assert loaded_by_ready("self.load()", beside=beside) == "startup"


def test_a_function_of_another_module_is_followed():
    loader = "def load(app):\n    if app:\n        import_signals()\n\ndef import_signals():\n    from shop import signals\n"
    files = {"lib/__init__.py": "", "lib/loading.py": loader}
    assert loaded_by_ready("load(self)", "from lib.loading import load", **files) == "startup"


def test_a_function_gets_the_name_that_ready_passes():
    loader = "from importlib import import_module\n\ndef load(app, name='signals'):\n    import_module(f'{app}.{name}')\n"
    assert loaded_by_ready("load(self.name)", "from lib import load", **{"lib.py": loader}) == "startup"


def chain(length):
    """Return functions that call each other, the last of which imports the signals."""
    calls = [f"def step{number}():\n    step{number + 1}()\n" for number in range(1, length)]
    return "\n".join([*calls, f"def step{length}():\n    import shop.signals\n"])


def test_calls_are_followed_five_deep():
    assert loaded_by_ready("step1()", chain(5)) == "startup"


def test_calls_deeper_than_five_are_not_told_to_be_never_made():
    assert loaded_by_ready("step1()", chain(8)) == "unknown"


def test_functions_that_call_each_other_come_to_an_end():
    assert (
        loaded_by_ready("a()", "def a():\n    b()\n\ndef b():\n    a()\n    import shop.signals\n")
        == "startup"
    )


def test_an_inherited_ready_is_run_with_the_child_s_name():
    base = (
        "from importlib import import_module\nfrom django.apps import AppConfig\n\n\nclass Base(AppConfig):\n"
    )
    base += "    default = False\n    def ready(self):\n        import_module(self.name + '.signals')\n"
    apps = "from lib import Base\n\n\nclass ShopConfig(Base):\n    name = 'shop'\n    default = True\n"
    assert loaded(**{"lib.py": base, "shop/apps.py": apps}) == "startup"


def test_super_ready_is_followed_into_a_mixin():
    mixin = "class Loads:\n    def ready(self):\n        super().ready()\n        from shop import signals\n"
    apps = f"{mixin}\n{CONFIG.replace('(AppConfig)', '(Loads, AppConfig)')}\n    def ready(self):\n        super().ready()\n"
    assert loaded(**{"shop/apps.py": apps}) == "startup"


def test_super_ready_with_arguments_is_followed():
    mixin = "class Loads:\n    def ready(self):\n        from shop import signals\n"
    apps = f"{mixin}\n{CONFIG.replace('(AppConfig)', '(Loads, AppConfig)')}\n    def ready(self):\n"
    assert loaded(**{"shop/apps.py": apps + "        super(ShopConfig, self).ready()\n"}) == "startup"


def test_a_base_called_by_name_is_followed():
    mixin = "class Loads:\n    def ready(self):\n        from shop import signals\n"
    apps = f"{mixin}\n{CONFIG.replace('(AppConfig)', '(Loads, AppConfig)')}\n    def ready(self):\n        Loads.ready(self)\n"
    assert loaded(**{"shop/apps.py": apps}) == "startup"


@pytest.mark.parametrize("bases", ["(Foreign)", "(Foreign, AppConfig)", "(Mixin, AppConfig)"])
def test_a_base_whose_ready_is_not_known_may_load_the_signals(bases):
    apps = "from library.apps import Foreign, Mixin\n" + CONFIG.replace("(AppConfig)", bases)
    assert (
        loaded(**{"shop/apps.py": apps, "settings.py": "INSTALLED_APPS = ['shop.apps.ShopConfig']"})
        == "unknown"
    )


def test_super_ready_of_a_base_that_is_not_known_may_load_the_signals():
    apps = "from library.apps import Foreign\n" + ready("super().ready()").replace("(AppConfig)", "(Foreign)")
    assert (
        loaded(**{"shop/apps.py": apps, "settings.py": "INSTALLED_APPS = ['shop.apps.ShopConfig']"})
        == "unknown"
    )


def test_a_ready_of_the_project_hides_that_of_a_base_that_is_not_known():
    apps = "from library.apps import Foreign\n" + ready("pass").replace("(AppConfig)", "(Foreign)")
    assert (
        loaded(**{"shop/apps.py": apps, "settings.py": "INSTALLED_APPS = ['shop.apps.ShopConfig']"})
        == "never"
    )


def test_admin_modules_are_loaded_with_the_admin():
    files = {"settings.py": "INSTALLED_APPS = ['django.contrib.admin', 'shop']", "shop/admin.py": CONNECTS}
    assert module("shop/admin.py", **files).via == "admin"


def test_a_project_s_own_admin_config_loads_admin_modules():
    apps = "from django.contrib.admin.apps import AdminConfig\n\n\nclass Own(AdminConfig):\n    default_site = 'x'\n"
    files = {
        "settings.py": "INSTALLED_APPS = ['own.apps.Own', 'shop']",
        "own/__init__.py": "",
        "own/apps.py": apps,
    }
    assert loaded("shop/admin.py", **files, **{"shop/admin.py": CONNECTS}) == "startup"


def test_a_project_s_own_simple_admin_config_loads_none():
    apps = "from django.contrib.admin.apps import SimpleAdminConfig\n\n\nclass Own(SimpleAdminConfig):\n    pass\n"
    files = {
        "settings.py": "INSTALLED_APPS = ['own.apps.Own', 'shop']",
        "own/__init__.py": "",
        "own/apps.py": apps,
    }
    assert loaded("shop/admin.py", **files, **{"shop/admin.py": CONNECTS}) == "never"


def test_a_ready_that_autodiscovers_loads_the_modules_of_every_app():
    body = "autodiscover_modules('signals', 'rules')"
    files = {"other/__init__.py": "", "other/models.py": "", "other/signals.py": CONNECTS}
    before = "from django.utils.module_loading import autodiscover_modules"
    project = started(
        **files, **{"settings.py": "INSTALLED_APPS = ['shop', 'other']", "shop/apps.py": ready(body, before)}
    )
    assert [one.loaded for one in project.modules] == ["startup", "startup"]


def test_autodiscovery_of_a_name_that_is_computed_is_uncertain():
    before = "from django.utils.module_loading import autodiscover_modules\nfrom lib import name"
    assert loaded_by_ready("autodiscover_modules(name())", before) == "unknown"


@pytest.mark.parametrize(
    ("entry", "name", "expected"),
    [
        ("modeltranslation", "translation", ("startup", "autodiscover")),
        ("rules.apps.AutodiscoverRulesConfig", "rules", ("startup", "autodiscover")),
        ("rules", "rules", ("never", "")),
        ("django.contrib.admin', 'cms", "cms_plugins", ("startup", "autodiscover")),
        ("cms", "cms_plugins", ("late", "first request")),
        ("cms", "cms_config", ("startup", "autodiscover")),
        ("cms", "cms_apps", ("late", "urlconf")),
        ("cms", "cms_menus", ("late", "first request")),
        ("haystack", "search_indexes", ("late", "first search")),
        ("wagtail.admin", "wagtail_hooks", ("late", "urlconf")),
        ("huey.contrib.djhuey', 'procrastinate.contrib.django", "tasks", ("startup", "autodiscover")),
    ],
)
def test_packages_that_look_for_modules_of_every_app_are_known(entry, name, expected):
    files = {"settings.py": f"INSTALLED_APPS = ['{entry}', 'shop']", f"shop/{name}.py": CONNECTS}
    found = module(f"shop/{name}.py", **files)
    assert (found.loaded, found.via) == expected


def test_the_configuration_names_what_the_project_itself_imports_of_every_app():
    files = {**PROJECT, "shop/handlers.py": CONNECTS}
    found = {each.path: each.loaded for each in project(files, autodiscovered_modules=("handlers",)).modules}
    assert found == {"shop/handlers.py": "startup", "shop/signals.py": "never"}


def test_what_the_project_imports_of_every_app_comes_last_in_order():
    apps = ready("connect()", "from shop.wiring import connect")
    wiring = "from django.db.models.signals import post_save\ndef connect():\n    post_save.connect(print)\n"
    files = {**PROJECT, "shop/handlers.py": CONNECTS, "shop/apps.py": apps, "shop/wiring.py": wiring}
    found = project(files, autodiscovered_modules=("handlers",)).startup.connecting()
    assert [place.path for place in found] == ["shop/wiring.py", "shop/handlers.py"]


@pytest.mark.parametrize(
    "setting",
    [
        "LOGGING = {'handlers': {'x': {'class': 'shop.signals.Handler'}}}",
        "LOGGING = {'filters': {'x': {'()': f'{APP}.signals.Filter'}}}",
        "HAYSTACK_SIGNAL_PROCESSOR = '%s.signals.Processor' % APP",
    ],
)
def test_what_a_setting_loads_at_start_up_is_loaded(setting):
    assert loaded(**{"settings.py": f"APP = 'shop'\nINSTALLED_APPS = [APP]\n{setting}\n"}) == "startup"


def test_the_settings_and_what_they_import_are_loaded():
    files = {"settings.py": "INSTALLED_APPS = ['shop']\nfrom tools import x\n", "tools.py": CONNECTS}
    assert loaded("tools.py", **files) == "startup"


def test_the_package_of_the_settings_and_its_celery_module_are_loaded():
    manage = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site_.settings')\n"
    files = {
        "manage.py": manage,
        "site_/settings.py": "INSTALLED_APPS = ['shop']",
        "site_/__init__.py": "from .celery import app",
        "site_/celery.py": CONNECTS + "app = 1\n",
    }
    assert loaded("site_/celery.py", **files) == "startup"


@pytest.mark.parametrize(
    ("setting", "name", "via"),
    [
        ("ROOT_URLCONF = 'site_.routes'", "site_/routes.py", "urlconf"),
        ("MIDDLEWARE = ['site_.guard.Guard']", "site_/guard.py", "middleware"),
        ("MIDDLEWARE_CLASSES = ('site_.guard.Guard',)", "site_/guard.py", "middleware"),
        ("WSGI_APPLICATION = 'site_.server.application'", "site_/server.py", "handler"),
        (
            "TEMPLATES = [{'OPTIONS': {'context_processors': ['site_.extra.shop']}}]",
            "site_/extra.py",
            "templates",
        ),
        ("AUTHENTICATION_BACKENDS = ['shop.login.Backend']", "shop/login.py", "authentication"),
        ("CACHES = {'default': {'BACKEND': 'shop.caching.Cache'}}", "shop/caching.py", "cache"),
        ("REST_FRAMEWORK = {'X': ('shop.rest.Auth.Inner',)}", "shop/rest.py", "urlconf"),
        ("STORAGES = {'default': {'BACKEND': 'shop.files.Storage'}}", "shop/files.py", "storage"),
        ("CELERY_IMPORTS = ('shop.jobs',)", "shop/jobs.py", "tasks"),
        ("", "shop/urls.py", "urlconf"),
        ("", "shop/management/commands/load.py", "command"),
        ("", "shop/templatetags/shop.py", "templatetags"),
        ("", "shop/tasks.py", "tasks"),
        ("", "site_/asgi.py", "handler"),
        ("", "shop/migrations/0001_initial.py", "migration"),
    ],
)
def test_what_django_loads_later_is_late(setting, name, via):
    settings = f"INSTALLED_APPS = ['shop']\n{setting}\n"
    found = module(name, **{"settings.py": settings, "site_/__init__.py": "", name: CONNECTS})
    assert (found.loaded, found.via) == ("late", via)


def test_a_module_that_the_views_import_is_late():
    files = {"shop/urls.py": "from . import views", "shop/views.py": "from shop import signals"}
    assert [step.location.path for step in module(**files).chain] == [
        "shop/urls.py",
        "shop/urls.py",
        "shop/views.py",
    ]


def test_what_a_ready_would_do_is_told_with_its_first_deed():
    assert (
        config(**{"shop/apps.py": ready("import os\nfrom . import signals")}).ready_effect
        == "imports `shop.signals`"
    )


def test_a_ready_that_connects_says_so():
    before = "from django.db.models.signals import post_save\ndef f(**kw): pass"
    assert (
        config(**{"shop/apps.py": ready("post_save.connect(f)", before)}).ready_effect
        == "connects `f` to `post_save`"
    )


def test_a_ready_that_does_nothing_for_signals_has_no_effect():
    assert config(**{"shop/apps.py": ready("print(1)")}).ready_effect == ""


def test_a_ready_that_is_no_function_is_not_run():
    assert config(**{"shop/apps.py": CONFIG + "    ready = None\n"}).ready is None


def test_code_that_is_too_long_to_follow_leaves_the_app_in_doubt():
    numbers = ", ".join(map(str, range(200)))
    body = f"for a in [{numbers}]:\n    for b in [{numbers}]:\n        print(a, b)\nfrom . import signals"
    assert loaded_by_ready(body) == "unknown"


def test_an_autodiscover_that_is_not_the_admin_s_loads_no_admin_modules():
    files = {"shop/urls.py": "from shop.models import registry\n\nregistry.autodiscover()\n"}
    assert loaded("shop/admin.py", **files, **{"shop/admin.py": CONNECTS}) == "never"


def test_a_test_that_is_decided_leaves_one_branch():
    assert loaded_by_ready("if True:\n    from . import signals\nelse:\n    pass") == "startup"


def test_with_a_config_that_django_refuses_no_module_is_said_to_be_never_loaded():
    apps = (
        "class ShopConfig:\n    name = 'shop'\n\n"
        "    def ready(self):\n        super().ready()\n        from . import signals\n"
    )
    files = {"settings.py": "INSTALLED_APPS = ['shop.apps.ShopConfig']\n", "shop/apps.py": apps}
    assert loaded(**files) != "never"
