"""The models of a project, what they are stored as, and the keys between them."""

from __future__ import annotations

import pytest
from link.linking import project

SHOP = {
    "manage.py": "",
    "settings.py": 'INSTALLED_APPS = ["django.contrib.auth", "shop"]\n',
    "shop/__init__.py": "",
}
HEAD = "from django.db import models\n"


def lookup(models, **files):
    return project({**SHOP, "shop/models.py": HEAD + models, **files}).lookup


def names(models, **files):
    """Return the models of a project, in order."""
    return [model.label or model.name for model in lookup(models, **files).models()]


def ancestry(models, name, **files):
    """Return what a model is stored as, what it extends, and whether all of that is known."""
    found = lookup(models, **files)
    (model,) = [model for model in found.models() if model.name.endswith(f".{name}")]
    of = found.ancestry(model)
    return of.concrete.label, [parent.label for parent in of.parents], of.known


def test_models_are_in_the_order_of_apps_and_in_an_app_as_they_are_defined():
    files = {
        "settings.py": "INSTALLED_APPS = ['zoo', 'shop']\n",
        "shop/more.py": f"{HEAD}class More(models.Model): ...\n",
        "shop/never.py": f"{HEAD}class Never(models.Model): ...\n",
        "lost.py": f"{HEAD}class Lost(models.Model): ...\n",
        "zoo/models.py": f"{HEAD}class Cage(models.Model): ...\n",
        "zoo/__init__.py": "",
    }
    models = "from shop.more import More\nclass B(models.Model): ...\nclass A(models.Model): ...\n"
    assert names(models, **files) == ["zoo.Cage", "shop.More", "shop.B", "shop.A", "shop.Never", "lost.Lost"]


def test_classes_that_are_no_models_are_left_out():
    models = """
class Rows(models.QuerySet): ...
class Found(models.Manager): ...
class Size(models.TextChoices): ...
class Plain: ...
class Order(models.Model): ...
def made(): ...
"""
    assert names(models) == ["shop.Order"]


def test_heirs_of_models_are_found_where_nothing_else_tells_of_a_model():
    files = {"shop/heirs.py": "from shop.bases import Held\nclass Heir(Held): ...\n"}
    files["shop/bases.py"] = f"{HEAD}class Held(models.Model):\n    class Meta:\n        abstract = True\n"
    assert names("", **files) == ["shop.Held", "shop.Heir"]


def test_migrations_hold_no_models():
    assert names("", **{"shop/migrations/0001.py": f"{HEAD}class Order(models.Model): ...\n"}) == []


PROXY = "    class Meta:\n        proxy = True\n"
ABSTRACT = "    class Meta:\n        abstract = True\n"
STORED = {
    "class A(models.Model): ...\n": ("shop.A", [], True),
    "class B(models.Model): ...\nclass A(B): ...\n": ("shop.A", ["shop.B"], True),
    f"class B(models.Model): ...\nclass A(B):\n{PROXY}": ("shop.B", [], True),
    f"class B(models.Model): ...\nclass P(B):\n{PROXY}class A(P): ...\n": ("shop.A", ["shop.B"], True),
    f"class B(models.Model): ...\nclass P(B):\n{PROXY}class A(P):\n{PROXY}": ("shop.B", [], True),
    f"class C(models.Model): ...\nclass B(C):\n{ABSTRACT}class A(B): ...\n": ("shop.A", ["shop.C"], True),
    "class M: ...\nclass A(M, models.Model): ...\n": ("shop.A", [], True),
    "class A(what(), models.Model): ...\n": ("shop.A", [], False),
    "from cms.models import Page\nclass A(Page): ...\n": ("shop.A", [], False),
    "from django.contrib.auth.models import AbstractUser\nclass A(AbstractUser): ...\n": ("shop.A", [], True),
    "from django.contrib.auth.models import PermissionsMixin\nclass A(PermissionsMixin, models.Model): ...\n": (
        "shop.A", [], True,
    ),
    "from django.contrib.auth.models import User\nclass A(User): ...\n": ("shop.A", ["auth.User"], True),
    "from django.contrib.auth import thing\nclass A(thing.Odd, models.Model): ...\n": ("shop.A", [], False),
}  # fmt: skip


@pytest.mark.parametrize("models", STORED)
def test_what_a_model_is_stored_as(models):
    assert ancestry(models, "A") == STORED[models]


def test_of_a_model_outside_the_project_nothing_is_known():
    found = lookup("class A(models.Model):\n    user = models.ForeignKey('auth.User', models.CASCADE)\n")
    (key,) = found.foreign_keys()
    stored = found.ancestry(key.target)
    assert (stored.concrete.label, stored.parents, stored.known, stored.loaded) == (
        "auth.User",
        (),
        False,
        True,
    )


def test_models_that_start_up_does_not_load_say_so():
    found = lookup("class A(models.Model): ...\n", **{"shop/more.py": f"{HEAD}class B(models.Model): ...\n"})
    assert [found.ancestry(model).loaded for model in found.models()] == [True, False]


def keys(fields, rest="", base="models.Model"):
    """Return the keys of a model with these fields to a model `B`: name, target, what happens, and marks."""
    inside = "".join(f"    {field}\n" for field in fields)
    found = lookup(f"class B(models.Model): ...\n{rest}class A({base}):\n    pass\n{inside}")
    return [
        (key.name.removeprefix("shop.models."), key.target and key.target.label, key.on_delete)
        for key in found.foreign_keys()
    ]


KEYS = {
    "b = models.ForeignKey(B, models.CASCADE)": ("A.b", "shop.B", "CASCADE"),
    "b = models.ForeignKey('B', on_delete=models.PROTECT)": ("A.b", "shop.B", "PROTECT"),
    "b = models.OneToOneField(to='shop.B', on_delete=models.SET(3))": ("A.b", "shop.B", "SET"),
    "b = models.ForeignKey('self', models.deletion.SET_NULL, null=True)": ("A.b", "shop.A", "SET_NULL"),
    "b = models.ForeignKey(B, mine)": ("A.b", "shop.B", ""),
    "b = models.ForeignKey(B)": ("A.b", "shop.B", ""),
    "b = models.ForeignKey(what(), models.CASCADE)": ("A.b", None, "CASCADE"),
    "b = models.ForeignKey(on_delete=models.CASCADE)": ("A.b", None, "CASCADE"),
}


@pytest.mark.parametrize("field", KEYS)
def test_a_key_leads_to_a_model(field):
    assert keys([field]) == [KEYS[field]]


def test_what_is_no_key_is_left_out():
    other = "b = models.CharField(help_text='no ForeignKey')"
    assert keys([other, "c = 'ForeignKey'", "def ForeignKey(self): ...", "d, e = models.ForeignKey"]) == []


def test_the_keys_of_abstract_ancestors_are_those_of_the_model():
    held = f"class Held(models.Model):\n    b = models.ForeignKey(B, models.CASCADE)\n{ABSTRACT}"
    assert keys([], held, "Held") == [("A.b", "shop.B", "CASCADE")]
    assert keys(["b = None"], held, "Held") == []


def test_django_makes_a_key_to_what_a_model_extends():
    assert keys([], "", "B") == [("A.b_ptr", "shop.B", "CASCADE")]
    link = "link = models.OneToOneField(B, models.CASCADE, parent_link=True)"
    assert keys([link], "", "B") == [("A.link", "shop.B", "CASCADE")]


def test_proxies_and_abstract_models_hold_none():
    held = f"class Held(models.Model):\n    b = models.ForeignKey(B, models.CASCADE)\n{ABSTRACT}"
    proxy = f"class P(B):\n{PROXY}"
    assert keys([], held + proxy) == []
