"""What runs when a class is made connects and imports when the module of the class statement does."""

import pytest
from link.linking import project

SETTINGS = 'INSTALLED_APPS = ["shop"]\n'
HEAD = """\
from django.db import models
from django.db.models.signals import post_save
def index(sender, **kwargs): ...
def quiet(function): return function
"""
BASE = """
class Base:
    def __init_subclass__(cls, **kwargs):
        post_save.connect(index, sender=cls)
"""
META = """
class Meta(type):
    def __init__(cls, name, bases, attrs):
        post_save.connect(index, sender=cls)
"""
FIELD = """
class Field(models.TextField):
    def contribute_to_class(self, cls, name):
        super().contribute_to_class(cls, name)
        post_save.connect(index, sender=cls)
"""
PLAIN = """
class Plain:
    def contribute_to_class(self, cls, name):
        post_save.connect(index, sender=cls)
"""
NAMED = """
class Named:
    def __set_name__(self, owner, name):
        post_save.connect(index, sender=owner)
"""


def states(hook: str, made: str, **files: str) -> set[str]:
    """Return when the connection of a hook is made, which a models module with some classes triggers."""
    found = project(
        {
            "manage.py": "",
            "settings.py": SETTINGS,
            "shop/__init__.py": "",
            "shop/tracking.py": HEAD + hook,
            "shop/models.py": "from django.db import models\nfrom shop.tracking import *\nimport shop.tracking\n"
            + made,
            **files,
        }
    )
    return {row.loaded for row in found.connections if row.location.path == "shop/tracking.py"}


@pytest.mark.parametrize(
    ("hook", "made"),
    [
        (BASE, "class A(Base): ..."),
        (BASE, "class A(shop.tracking.Base): ..."),
        (BASE, "class A(models.Model, Base): ..."),
        (BASE + "class Middle(Base): ...\n", "class A(Middle): ..."),
        (BASE.replace("    def", "    @classmethod\n    def"), "class A(Base): ..."),
        (
            BASE + "class Other:\n    def __init_subclass__(cls, **k):\n        super().__init_subclass__(**k)\n",
            "class A(Other, Base): ...",
        ),
        (META, "class A(metaclass=Meta): ..."),
        (META, "from six import with_metaclass\nclass A(with_metaclass(Meta, object)): ..."),
        (META, "import six\nclass A(six.with_metaclass(Meta)): ..."),
        (META + "class Second(Meta): ...\n", "class A(metaclass=Second): ..."),
        (META + "class First(metaclass=Meta): ...\n", "class A(First): ..."),
        (META.replace("__init__(cls", "__new__(mcs").replace("sender=cls", "sender=mcs"), "class A(metaclass=Meta): ..."),
        (FIELD, "class A(models.Model):\n    a = Field()"),
        (FIELD + "class Special(Field): ...\n", "class A(models.Model):\n    a = Special()"),
        (PLAIN, "class A(models.Model):\n    a = Plain()"),
        (NAMED, "class A:\n    a = Named()"),
        (NAMED, "class A(models.Model):\n    a = Named()"),
        (NAMED.replace("Named:", "Named(models.Field):"), "class A:\n    a = Named()"),
    ],
)  # fmt: skip
def test_a_hook_runs_with_the_class_statement(hook: str, made: str):
    assert states(hook, made) == {"startup"}


@pytest.mark.parametrize(
    ("hook", "made"),
    [
        (BASE, "class A: ..."),
        (BASE, "class A:\n    def __init_subclass__(cls): ...\nclass B(A, Base): ..."),
        (BASE, "from somewhere import Unknown\nclass A(Unknown, Base): ..."),
        (BASE, "from somewhere import *\nclass A(Unknown, Base): ..."),
        (BASE + "class Other:\n    __init_subclass__ = quiet\n", "class A(Other, Base): ..."),
        (META, "class A:\n    metaclass = Meta"),
        (META, "class A(metaclass=Meta.other): ..."),
        (META, "class A(Base, flag=1, metaclass=type): ..."),
        (META.replace("(type)", ""), "class A(metaclass=Meta): ..."),
        (META + "class Other(type): ...\n", "class A(metaclass=Other): ..."),
        (META + "class Second(Meta):\n    def __init__(cls, *args): ...\n", "class A(metaclass=Second): ..."),
        (META.replace("class Meta(type)", "from somewhere import Other\nclass Meta(Other, type)")
         + "class Second(Other, Meta): ...\n", "class A(metaclass=Second): ..."),
        (FIELD, "class A:\n    a = Field()"),
        (FIELD, "class A(models.Model):\n    a = Field"),
        (PLAIN + "class Other(models.TextField, Plain): ...\n", "class A(models.Model):\n    a = Other()"),
        (NAMED.replace("Named:", "Named(models.Field):"), "class A(models.Model):\n    a = Named()"),
    ],
)  # fmt: skip
def test_a_hook_that_no_class_statement_is_seen_to_run_is_unknown(hook: str, made: str):
    assert states(hook, made) == {"unknown"}


def test_only_tests_make_a_class():
    tests = {
        "shop/tests.py": "from shop.tracking import *\nclass A(Base, metaclass=Meta):\n    a = Named()\n"
    }
    assert states(BASE + META + NAMED, "", **tests) == {"unknown"}


def test_the_best_of_several_modules_counts():
    late = {"shop/tags.py": "", "shop/urls.py": "from shop.tracking import Base\nclass B(Base): ...\n"}
    assert states(BASE, "", **late) == {"late"}
    assert states(BASE, "class A(Base): ...", **late) == {"startup"}


def test_a_field_of_an_abstract_model_is_told_of_its_heirs():
    abstract = "class Base(models.Model):\n    a = Field()\n    class Meta:\n        abstract = True\n"
    assert states(FIELD, abstract + "class A(Base): ...") == {"startup"}


def test_a_hook_under_a_condition_keeps_it():
    found = project(
        {
            "manage.py": "",
            "settings.py": SETTINGS,
            "shop/__init__.py": "",
            "shop/models.py": HEAD
            + BASE.replace("post_save", "if cls.on: post_save")
            + "class A(Base): ...\n",
        }
    ).connections
    assert [(row.loaded, row.condition) for row in found] == [("startup", "`cls.on` (shop/models.py:8)")]


def test_a_module_that_makes_a_class_is_no_signals_module():
    unused = {"shop/forms.py": "from shop.tracking import Base\nclass B(Base): ...\n"}
    found = project({"manage.py": "", "settings.py": SETTINGS, "shop/__init__.py": "",
                     "shop/tracking.py": HEAD + BASE, **unused})  # fmt: skip
    assert [module.path for module in found.modules] == []
    assert [row.loaded for row in found.connections] == ["never"]


HANDLERS = (
    "from django.db.models.signals import post_save\ndef on(sender, **kwargs): ...\npost_save.connect(on)\n"
)


@pytest.mark.parametrize(
    ("hook", "made"),
    [
        ("class Base:\n    def __init_subclass__(cls): from shop import handlers\n", "class A(Base): ..."),
        ("class Base:\n    def __init_subclass__(cls): __import__('shop.handlers')\n", "class A(Base): ..."),
        ("class Meta(type):\n    def __new__(mcs, *args): from shop import handlers\n", "class A(metaclass=Meta): ..."),
        ("class Named:\n    def __set_name__(self, owner, name): import shop.handlers\n", "class A:\n    a = Named()"),
    ],
)  # fmt: skip
def test_what_a_hook_imports_is_imported_with_the_class_statement(hook: str, made: str):
    files = {"shop/handlers.py": HANDLERS}
    found = project({"manage.py": "", "settings.py": SETTINGS, "shop/__init__.py": "", "shop/tracking.py": hook,
                     "shop/models.py": "from shop.tracking import *\n" + made, **files})  # fmt: skip
    assert [row.loaded for row in found.connections] == ["startup"]
    others = found_without_classes(hook, files)
    assert others == ["unknown"]


def found_without_classes(hook: str, files: dict[str, str]) -> list[str]:
    texts = {
        "manage.py": "",
        "settings.py": SETTINGS,
        "shop/__init__.py": "",
        "shop/tracking.py": hook,
        **files,
    }
    found = project({**texts, "shop/models.py": "from shop.tracking import *\n"})
    return [row.loaded for row in found.connections]


def test_a_decorator_of_a_class_connects_with_the_class():
    hook = "def tracked(of):\n    post_save.connect(index, sender=of)\n    return of\n"
    assert states(hook, "@tracked\nclass A(models.Model): ...") == {"startup"}
