"""What keeps the linker from saying "never": imports and names that it cannot read to the end."""

from __future__ import annotations

import pytest
from link.starting import CONNECTS, loaded, module, ready


def test_a_setting_that_names_a_module_may_load_it():
    settings = "INSTALLED_APPS = ['shop']\nHOOKS = {'save': ['shop.signals.on_save']}\n"
    found = module(**{"settings.py": settings})
    assert (found.loaded, found.reason) == ("late", "the setting HOOKS names it")


@pytest.mark.parametrize("text", ["shop.signals", "shop.signals.on_save", "shop.signals:on_save"])
def test_a_string_that_names_a_module_may_load_it(text):
    assert loaded(**{"shop/tools.py": f"HOOK = {text!r}\n"}) == "unknown"


@pytest.mark.parametrize("text", ["shop.signalsbook", "see shop.signals for more", "signals"])
def test_other_strings_load_nothing(text):
    assert loaded(**{"shop/tools.py": f"HOOK = {text!r}\n"}) == "never"


def test_a_docstring_that_speaks_of_a_module_loads_nothing():
    assert loaded(**{"shop/tools.py": '"""Used by shop.signals alone."""\n'}) == "never"


def test_a_comment_loads_nothing():
    assert loaded(**{"shop/tools.py": "# shop.signals\n"}) == "never"


@pytest.mark.parametrize(
    "call",
    [
        "import_module(app + '.signals')",
        "import_module(f'{app}.signals')",
        "import_module('%s.signals' % app)",
        "import_module('.signals', app)",
        "__import__('{}.signals'.format(app))",
        "importlib.import_module('.'.join([app, 'signals']))",
        "autodiscover_modules(prefix + 'signals')",
    ],
)
def test_a_computed_import_may_load_every_module_of_its_last_name(call):
    text = f"import importlib\nfrom importlib import import_module\n\ndef load(app, prefix):\n    {call}\n"
    assert module(**{"shop/tools.py": text}).reason == "a computed import may load any `signals`"


def test_a_computed_import_of_another_name_loads_no_signals():
    text = "from importlib import import_module\n\ndef load(app):\n    import_module(app + '.handlers')\n"
    assert loaded(**{"shop/tools.py": text}) == "never"


def test_the_computed_import_of_an_idle_ready_loads_nothing():
    before = "from importlib import import_module"
    assert loaded(**{"shop/config.py": ready("import_module(self.name + '.signals')", before)}) == "never"


def test_autodiscovery_outside_ready_may_load_the_modules():
    text = "from django.utils.module_loading import autodiscover_modules\n\ndef go():\n    autodiscover_modules('signals')\n"
    assert loaded(**{"shop/tools.py": text, "shop/models.py": "from . import tools"}) == "unknown"


def test_autodiscovery_at_the_top_of_a_loaded_module_may_load_the_modules():
    text = "from django.utils.module_loading import autodiscover_modules\nautodiscover_modules('signals')\n"
    assert loaded(**{"shop/urls.py": text}) in ("unknown", "late")


def test_a_celery_app_loads_tasks_for_its_worker():
    assert loaded("shop/tasks.py", **{"shop/tasks.py": CONNECTS}) == "late"


def test_celery_may_be_told_of_other_modules():
    celery = "from celery import Celery\napp = Celery('x')\napp.autodiscover_tasks(related_name='signals')\n"
    assert loaded(**{"conf/__init__.py": "from .celery import app", "conf/celery.py": celery}) == "late"


def test_a_module_at_the_root_has_no_siblings_to_be_loaded_with():
    found = module("hooks.py", **{"settings.py": "", "hooks.py": CONNECTS})
    assert found.via != "siblings"


def test_a_suffix_that_several_computed_imports_spell_is_one_doubt():
    twice = "from importlib import import_module\n\n\ndef load(name):\n    import_module(name + '.signals')\n"
    files = {"shop/one.py": twice, "shop/two.py": twice.replace("load(", "other(")}
    assert loaded(**files) == "unknown"


def test_a_statement_that_cannot_be_parsed_loads_nothing():
    files = {"shop/one.py": "def broken(:\n    import_module(f'{x}.signals')\n"}
    assert loaded(**files) == "never"


def test_a_computed_import_that_ready_was_followed_through_is_no_doubt():
    before = "from importlib import import_module\n\n\ndef load(name):\n    import_module(f'{name}.handlers')"
    files = {"shop/handlers.py": CONNECTS, "shop/apps.py": ready("load('shop')", before)}
    assert loaded("shop/handlers.py", **files) == "startup"
    assert loaded(**files) == "never"


def test_a_module_that_two_strings_name_is_one_doubt():
    files = {"shop/one.py": "HOOK = 'shop.signals'\n", "shop/two.py": "HOOK = 'shop.signals'\n"}
    found = module(**files)
    assert found.loaded == "unknown"
    assert [step.location.path for step in found.chain] == ["shop/one.py"]


def test_a_string_of_a_test_loads_nothing():
    assert loaded(**{"shop/tests/test_saving.py": "patch('shop.signals.on_save')\n"}) == "never"
