"""A project's own loaders of models and classes, the library swapper, and settings with a default."""

import pytest
from link.linking import senders, signals

BOOK, TAG = "model shop.models.Book", "model shop.models.Tag"
GET_MODEL = """
from importlib import import_module
from django.apps import apps
from django.core.exceptions import AppRegistryNotReady
MOVED = {"old": ("shop", ["book"])}
def get_model(app_label, name):
    moved = MOVED.get(app_label, None)
    if moved:
        app_label = moved[0]
    try:
        return apps.get_model(app_label, name)
    except AppRegistryNotReady:
        if apps.apps_ready and not apps.models_ready:
            import_module(f"{app_label}.models")
            return apps.get_registered_model(app_label, name)
        else:
            raise
"""


def test_a_loader_of_models_is_followed():
    text = f"{GET_MODEL}\npost_save.connect(on_save, get_model('shop', 'Book'))\n"
    assert senders(text) == [BOOK]


def test_what_a_literal_dict_has_under_a_key_decides():
    text = f"{GET_MODEL}\npost_save.connect(on_save, get_model('old', 'Book'))\n"
    assert senders(text) == [BOOK]


@pytest.mark.parametrize(
    "table",
    ["what", "settings.MOVED", "dict(what)"],
)
def test_what_other_tables_hold_is_not_decided_on(table: str):
    own = GET_MODEL.replace('{"old": ("shop", ["book"])}', table)
    text = f"from django.conf import settings\n{own}\npost_save.connect(on_save, get_model('shop', 'Book'))\n"
    assert senders(text) == ["dynamic ?"]


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("M.get('a')", BOOK),
        ("M.get('a', Tag)", BOOK),
        ("M.get('c', Tag)", TAG),
        ("M.get('c')", "any ?"),
        ("M.get(what)", "dynamic ?"),
        ("what.get('a')", "dynamic ?"),
    ],
)
def test_the_value_under_a_key_of_a_dict(call: str, found: str):
    assert senders(f"M = {{'a': Book}}\npost_save.connect(on_save, sender={call})\n") == [found]


LOADER = """
from importlib import import_module
def get_class(label, name):
    return what(import_module(label))[name]
"""


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("get_class('parts.events', 'sold')", "shop.parts.events.sold"),
        ("get_class('events', 'sold')", "?"),
        ("get_class('parts.events', 'lost')", "?"),
        ("get_class('parts.events', name)", "?"),
        ("get_class('parts.events')", "?"),
    ],
)
def test_two_strings_name_what_one_module_alone_has(call: str, found: str):
    files = {
        "shop/parts/__init__.py": "",
        "shop/parts/events.py": "from django.dispatch import Signal\nsold = Signal()\n",
    }
    assert signals(f"{LOADER}\n@receiver({call})\ndef f(**k): ...\n", **files) == [found]


def test_two_strings_that_two_modules_answer_to_name_neither():
    event = "from django.dispatch import Signal\nsold = Signal()\n"
    files = {f"{app}/parts/{name}.py": event for app in ("shop", "tools") for name in ("events", "__init__")}
    text = f"{LOADER}\n@receiver(get_class('parts.events', 'sold'))\ndef f(**k): ...\n"
    assert signals(text, **files) == ["?"]


def test_a_function_of_a_module_without_imports_by_name_is_no_loader():
    files = {
        "shop/parts/__init__.py": "",
        "shop/parts/events.py": "from django.dispatch import Signal\nsold = Signal()\n",
    }
    text = "def get_class(label, name):\n    return what(label)\n"
    text += "@receiver(get_class('parts.events', 'sold'))\ndef f(**k): ...\n"
    assert signals(text, **files) == ["?"]


SWAPPED = "import swapper\npost_save.connect(on_save, sender=swapper.load_model('shop', 'Book'))\n"


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ("", BOOK),
        ("SHOP_BOOK_MODEL = 'shop.Tag'", TAG),
        ("SHOP_BOOK_MODEL = what", "dynamic ?"),
        ("STORE_BOOK_MODEL = 'shop.Tag'", BOOK),
    ],
)
def test_a_model_that_a_setting_may_replace(settings: str, found: str):
    apps = "INSTALLED_APPS = ['shop']\n"
    assert senders(SWAPPED, **{"settings.py": apps + settings}) == [found]


def test_the_prefix_of_the_setting_is_the_projects_choice():
    files = {
        "settings.py": "INSTALLED_APPS = ['shop']\nSTORE_BOOK_MODEL = 'shop.Tag'\n",
        "shop/apps.py": "import swapper\nswapper.set_app_prefix('shop', 'store')\nswapper.set_app_prefix('x', 'y')\n",
    }
    assert senders(SWAPPED, **files) == [TAG]


def test_settings_that_disagree_on_a_replacement_leave_it_open():
    files = {"conf/__init__.py": "", "conf/a.py": "INSTALLED_APPS = ['shop']\nSHOP_BOOK_MODEL = 'shop.Tag'\n"}
    files |= {"conf/b.py": "INSTALLED_APPS = ['shop']\n", "settings.py": "", "manage.py": ""}
    named = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf.a')\n"
    files |= {"manage.py": named, "wsgi.py": named.replace("conf.a", "conf.b")}
    assert senders(SWAPPED, **files) == ["dynamic ?"]


def test_the_name_of_a_model_that_may_be_replaced():
    text = "import swapper\nfrom django.apps import apps\n"
    text += "post_save.connect(on_save, apps.get_model(swapper.get_model_name('shop', 'Book')))\n"
    assert senders(text) == [BOOK]


DEFAULTS = """
from django.conf import settings
from django.apps import apps
from shop import defaults
def setting(name, fallback=None):
    try:
        return getattr(settings, 'SHOP_' + name)
    except AttributeError:
        return getattr(defaults, name, fallback)
"""


@pytest.mark.parametrize(
    ("defaults", "settings", "found"),
    [
        ("", "", BOOK),
        ("MODEL = 'shop.Tag'", "", TAG),
        ("", "SHOP_MODEL = 'shop.Tag'", "dynamic ?"),
        ("from what import *", "", "dynamic ?"),
    ],
)
def test_a_setting_with_a_default_of_the_projects_own(defaults: str, settings: str, found: str):
    files = {"shop/defaults.py": defaults, "settings.py": f"INSTALLED_APPS = ['shop']\n{settings}\n"}
    text = f"{DEFAULTS}\npost_save.connect(on_save, apps.get_model(setting('MODEL', 'shop.Book')))\n"
    assert senders(text, **files) == [found]


def test_a_model_that_may_be_replaced_is_the_same_wherever_it_is_loaded():
    text = f"{SWAPPED}pre_save.connect(on_save, sender=swapper.load_model('shop', 'Book'))\n"
    assert senders(text) == [BOOK, BOOK]
