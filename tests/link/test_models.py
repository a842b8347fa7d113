"""Classes and models: bases, labels, and what lies outside the project."""

import pytest
from link.linking import SHOP, project, receivers, row, rows, senders

UNKNOWN = "dynamic ?"


@pytest.mark.parametrize(
    ("imported", "sender", "found"),
    [
        ("from vendor.models import Thing", "Thing", "model vendor.models.Thing"),
        ("from vendor.models import Thing", "Thing.parts.through", "model vendor.models.Thing_parts"),
        ("from vendor.things import Thing", "Thing", "class vendor.things.Thing"),
        ("from vendor.things import thing", "thing", "dynamic vendor.things.thing"),
        ("import vendor.models", "'vendor.Thing'", "lazy vendor.Thing"),
    ],
)
def test_a_class_of_a_package_is_a_model_where_its_module_says_so(imported: str, sender: str, found: str):
    assert senders(f"{imported}\npost_save.connect(on_save, {sender})\n") == [found]


@pytest.mark.parametrize(
    ("imported", "label"),
    [
        ("django.contrib.auth.models", "auth.Thing"),
        ("django.contrib.sites.models", "sites.Thing"),
        ("vendor.models", None),
        ("django.contrib.sites", None),
    ],
)
def test_a_model_of_a_package_is_labelled_where_its_app_is_known(imported: str, label: str | None):
    text = f"from {imported} import Thing\npost_save.connect(on_save, Thing)\n"
    model = row(text).sender.model
    assert (None if model is None else model.label) == label


def test_an_object_and_a_label_are_senders_of_a_plain_signal():
    text = """
        class A: ...
        ready = Signal()
        ready.connect(on_save, A())
        ready.connect(on_save, "shop.Book")
        post_save.connect(on_save, "shop.Book")
    """
    kinds = [found.sender.kind for found in rows(text)]
    assert kinds == ["instance", "instance", "lazy"]


@pytest.mark.parametrize(
    ("receiver", "found"),
    [
        ("A", "callable shop.signals.A.__init__"),
        ("B", "callable shop.signals.B"),
        ("C()", "callable shop.signals.C.__call__"),
        ("B()", "callable shop.signals.B"),
        ("vendor.handle", "dynamic vendor.handle"),
        ("what", "dynamic ?"),
    ],
)
def test_a_class_an_object_and_what_is_not_there_are_receivers(receiver: str, found: str):
    text = """
        import vendor
        class A(object):
            def __init__(self, **kw): ...
        class B(vendor.Handler): ...
        class C:
            def __call__(self, **kw): ...
        post_save.connect(RECEIVER)
    """
    assert receivers(text.replace("RECEIVER", receiver)) == [found]


@pytest.mark.parametrize(
    ("uid", "weak", "found"),
    [("''", "False", (None, False)), ("'a'", "1", ("a", True)), ("os.name", "os.name", (None, None))],
)
def test_a_uid_and_weak_count_where_they_are_literal(uid: str, weak: str, found: tuple[object, object]):
    only = row(f"import os\npost_save.connect(on_save, dispatch_uid={uid}, weak={weak})\n")
    assert (only.dispatch_uid, only.weak) == found


def test_a_method_that_its_class_binds_anew_is_what_it_was_bound_to_last():
    text = """
        class A:
            model = None
            def prepare(self):
                self.model = Tag
            prepare = None
        post_save.connect(on_save, A().model)
    """
    assert senders(text) == [UNKNOWN]


def test_a_method_resolution_that_python_refuses_is_put_together_all_the_same():
    text = """
        class A: ...
        class B(A): ...
        class C(A, B):
            def handle(self, **kw): ...
        class D(D): ...
        post_save.connect(C().handle)
    """
    assert receivers(text) == ["method shop.signals.C.handle"]


def test_a_model_is_found_in_any_module_of_its_app_that_the_models_module_does_not_name():
    files = {
        "shop/far.py": "from django.db import models\nclass Far(models.Model): ...\n",
        "shop/fake.py": "class Near: ...\n",
    }
    text = "post_save.connect(on_save, 'shop.Far')\npost_save.connect(on_save, 'shop.Near')\n"
    assert sorted(senders(text, **files)) == ["lazy shop.Near", "lazy shop.far.Far"]


def test_a_label_of_an_app_without_models_stands_for_itself():
    files = {
        "settings.py": "INSTALLED_APPS = ['shop', 'bare', 'far.away', 'django.contrib.sites']\n",
        "bare/__init__.py": "",
    }
    text = "".join(f"post_save.connect(on_save, '{label}')\n" for label in ("bare.Thing", "sites.Site"))
    assert senders(text, **files) == ["lazy bare.Thing", "lazy django.contrib.sites.models.Site"]


def test_the_label_of_a_package_that_is_not_there_is_not_known():
    files = {"settings.py": "INSTALLED_APPS = ['shop', 'far.away']\n"}
    text = "from far.away.models import Thing\npost_save.connect(on_save, Thing)\npost_save.connect(on_save, 'away.Thing')\n"
    assert [(each.sender.name, each.sender.label) for each in rows(text, **files)] == [
        ("far.away.models.Thing", None),
        (None, "away.Thing"),
    ]


def test_the_projects_own_config_of_a_package_says_its_label():
    config = "from far.away.apps import AwayConfig\nclass Ours(AwayConfig):\n    name = 'far.away'\n    label = 'ours'\n"
    files = {"settings.py": "INSTALLED_APPS = ['shop', 'shop.apps.Ours']\n", "shop/apps.py": config}
    text = "from far.away.models import Thing\npost_save.connect(on_save, Thing)\n"
    assert [each.sender.label for each in rows(text, **files)] == ["ours.Thing"]


def test_what_may_be_a_model_is_one_where_models_are_expected():
    models = SHOP["shop/models.py"] + "class Odd(what()): ...\nclass Even(object): ...\n"
    text = "import shop.models as m\npost_save.connect(on_save, m.Odd)\npost_save.connect(on_save, m.Even)\n"
    assert senders(text, **{"shop/models.py": models}) == ["model shop.models.Odd", "class shop.models.Even"]


INHERITED = """
from django.db import models
class Base(models.Model):
    class Meta:
        abstract = True
        app_label = "other"
class Book(Base): ...
class Tag(Book):
    class Meta:
        proxy = True
class Author(models.Model): ...
"""


def test_an_option_of_an_abstract_ancestor_is_inherited_and_that_of_a_concrete_one_is_not():
    text = "post_save.connect(on_save, Book)\npost_save.connect(on_save, Tag)\n"
    found = [each.sender.model for each in rows(text, **{"shop/models.py": INHERITED})]
    assert [each and (each.label, each.proxy) for each in found] == [
        ("other.Book", False),
        ("shop.Tag", True),
    ]


@pytest.mark.parametrize(
    ("call", "loaded"),
    [
        ("import_module('.handlers', 'shop')", "startup"),
        ("import_module('..handlers', package='shop.deep')", "startup"),
        ("import_module('...handlers', 'shop')", "unknown"),
        ("import_module('.handlers')", "unknown"),
    ],
)
def test_a_relative_import_by_name_needs_a_package_that_is_high_enough(call: str, loaded: str):
    files = {
        "shop/apps.py": f"""
            from importlib import import_module
            from django.apps import AppConfig
            class Config(AppConfig):
                name = "shop"
                def ready(self):
                    {call}
        """,
        "shop/deep/__init__.py": "",
        "shop/handlers.py": "from django.db.models.signals import post_save\npost_save.connect(print)\n",
    }
    (only,) = project({**SHOP, **files}).connections
    assert only.loaded == loaded
