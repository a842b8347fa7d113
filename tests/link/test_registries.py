"""What a loop of `ready()` goes through: what loaded classes surely put into a registry of the project."""

import pytest
from link.linking import project

CONFIG = """\
from django.apps import AppConfig
class ShopConfig(AppConfig):
    name = "shop"
    def ready(self):
        from shop.tracking import ITEMS, go
        go()
"""
HEAD = """\
from django.db.models.signals import post_save
{registry}
def index(sender, **kwargs): ...
def go():
    for each in {loop}:
        each.start()
"""
WATCH = """
class Watch:
    def __init__(self):
        self.model = None
    def contribute_to_class(self, cls, name):
        self.model = cls
        {put}
    def start(self):
        post_save.connect(index, sender=self.model, weak=False)
"""
BASE = """
class Base:
    def __init_subclass__(cls):
        {put}
    @classmethod
    def start(cls):
        post_save.connect(index, sender=cls, weak=False)
"""
MODELS = """\
from django.db import models
from shop.tracking import *
class Order(models.Model):
    a = Watch()
    b = models.IntegerField()
"""
HEIR = """\
from django.db import models
from shop.tracking import Base
class Order(Base, models.Model):
    pass
"""


def states(
    tracking: str, models: str = MODELS, registry: str = "ITEMS = []", loop: str = "ITEMS", **files: str
) -> list[str]:
    """Return when the map says that connections are made."""
    found = project(
        {
            "manage.py": "",
            "settings.py": 'INSTALLED_APPS = ["shop"]\n',
            "shop/__init__.py": "",
            "shop/apps.py": CONFIG,
            "shop/models.py": models,
            "shop/tracking.py": HEAD.format(registry=registry, loop=loop) + tracking,
            **{f"shop/{name}.py": text for name, text in files.items()},
        }
    )
    return sorted({f"{row.loaded} {row.sender.name or row.sender.text}" for row in found.connections})


@pytest.mark.parametrize(
    ("registry", "put", "loop"),
    [
        ("ITEMS = []", "ITEMS.append(self)", "ITEMS"),
        ("ITEMS = list()", "ITEMS.append(self)", "sorted(ITEMS)"),
        ("ITEMS = set()", "ITEMS.add(self)", "list(ITEMS)"),
        ("ITEMS = {}", "ITEMS[name] = self", "ITEMS.values()"),
        ("ITEMS = {}", "ITEMS.update({name: self})", "list(ITEMS.values())"),
        ("ITEMS = {}", "ITEMS.update({self: name})", "ITEMS"),
        ("ITEMS: dict = {}", "ITEMS[self] = name", "ITEMS"),
        ("ITEMS = []", "ITEMS.sort()\n        ITEMS.append(self)", "ITEMS"),
    ],
)
def test_ready_goes_through_what_models_put_there(registry: str, put: str, loop: str):
    assert states(WATCH.format(put=put), MODELS, registry, loop) == ["startup shop.models.Order"]


def test_classes_are_held_as_objects_are():
    assert states(BASE.format(put="ITEMS.append(cls)"), HEIR) == ["startup shop.models.Order"]


def test_a_registry_is_followed_through_imports():
    put = "from shop.kinds import ITEMS as ITEMS" + WATCH.format(put="ITEMS.append(self)")
    found = states(put, MODELS, "from shop.kinds import ITEMS", kinds="ITEMS = []\n")
    assert found == ["unknown shop.models.Order"]
    found = states(
        WATCH.format(put="ITEMS.append(self)"), MODELS, "from .kinds import ITEMS", kinds="ITEMS = []\n"
    )
    assert found == ["startup shop.models.Order"]


@pytest.mark.parametrize(
    "put",
    [
        "if name: ITEMS.append(self)",
        "if name: return\n        ITEMS.append(self)",
        "return\n        ITEMS.append(self)",
        "ITEMS.append(name)",
        "ITEMS.append(Watch())",
        "ITEMS.extend([self])",
        "name = self\n        ITEMS.append(name)",
        "self = object()\n        ITEMS.append(self)",
        "OTHERS.append(self)",
    ],
)
def test_what_is_not_surely_put_there_is_not_known(put: str):
    assert states(WATCH.format(put=put)) == ["unknown shop.models.Order"]


@pytest.mark.parametrize(
    "more",
    [
        "def stop(): ITEMS.clear()",
        "def stop(): ITEMS.pop()",
        "def stop(): del ITEMS[0]",
        "def stop(): del ITEMS[:]",
        "def stop():\n    global ITEMS",
        "def stop(): return ITEMS",
        "def stop(): other(ITEMS)",
        "OTHER = ITEMS",
        "ITEMS = []",
        "if index: ITEMS = []",
    ],
)
def test_what_something_may_take_out_is_not_known(more: str):
    found = states(WATCH.format(put="ITEMS.append(self)") + more + "\n")
    assert found == ["unknown shop.models.Order"]


@pytest.mark.parametrize("more", ["ITEMS['a'] = 1", "ITEMS.update(a=1)", "ITEMS.setdefault('a', 1)"])
def test_what_another_may_replace_is_not_known(more: str):
    found = states(
        WATCH.format(put="ITEMS[name] = self") + more + "\n", MODELS, "ITEMS = {}", "ITEMS.values()"
    )
    assert found == ["unknown shop.models.Order"]


@pytest.mark.parametrize(
    ("registry", "put", "loop"),
    [
        ("ITEMS = {}", "ITEMS[self] = name", "ITEMS.values()"),
        ("ITEMS = {}", "ITEMS[name] = self", "ITEMS.items()"),
        ("ITEMS = Kept()", "ITEMS.append(self)", "ITEMS"),
        ("ITEMS = Kept", "ITEMS.append(self)", "ITEMS"),
        ("from elsewhere import ITEMS", "ITEMS.append(self)", "ITEMS"),
        ("from . import ITEMS", "ITEMS.append(self)", "ITEMS"),
        ("ITEMS = []", "ITEMS.append(self)", "(lambda ITEMS: ITEMS)(1)"),
    ],
)
def test_what_is_no_registry_holds_nothing(registry: str, put: str, loop: str):
    found = states(WATCH.format(put=put), MODELS, registry, loop)
    assert found == ["unknown shop.models.Order"]


def test_a_local_is_no_registry():
    local = "def go(ITEMS):\n    for each in ITEMS: each.start()\n"
    found = states(WATCH.format(put="ITEMS.append(self)") + local)
    assert found == ["unknown shop.models.Order"]


def test_a_class_that_is_not_loaded_before_puts_nothing_there():
    found = states(WATCH.format(put="ITEMS.append(self)"), "", extra=MODELS)
    assert found == ["unknown shop.extra.Order"]


def test_an_object_whose_class_has_another_start_is_its_own():
    other = "class Quiet(Watch):\n    def start(self): ...\n"
    found = states(WATCH.format(put="ITEMS.append(self)") + other, MODELS.replace("= Watch()", "= Quiet()"))
    assert found == ["unknown each model with a Watch"]


def test_the_object_of_an_abstract_model_is_of_its_heirs():
    models = MODELS + "    class Meta:\n        abstract = True\nclass Sale(Order): ...\n"
    found = states(WATCH.format(put="ITEMS.append(self)"), models)
    assert [each.split()[0] for each in found] == ["startup"]


def test_a_method_that_no_class_statement_runs_puts_nothing_there():
    by_hand = WATCH.format(put="pass") + "    def add(self):\n        ITEMS.append(self)\n"
    assert states(by_hand) == ["unknown shop.models.Order"]


def test_two_loops_go_through_the_same():
    again = "def go():\n    for a in ITEMS: a.start()\n    for b in ITEMS: b.start()\n"
    assert states(WATCH.format(put="ITEMS.append(self)") + again) == ["startup shop.models.Order"]
