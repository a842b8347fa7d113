"""Which sender a connection asks for: models by class, label, setting or registry, and through models."""

import pytest
from link.linking import row, senders, signals

BOOK = "model shop.models.Book"
THROUGH = {
    "shop/models.py": """
        from django.db import models
        class Tag(models.Model): ...
        class Mark(models.Model): ...
        class Author(models.Model): ...
        class Base(models.Model):
            tags = models.ManyToManyField(Tag)
            marks = models.ManyToManyField(Tag, through="Mark")
            class Meta:
                abstract = True
        class Book(Base):
            lost = models.ManyToManyField(Tag, through="shop.Nope")
        class Novel(Book): ...
    """
}


def test_a_model_class_comes_with_its_file_and_line():
    model = row("post_save.connect(on_save, Book)\n").sender.model
    assert model is not None
    assert model.location is not None
    assert (model.label, model.location.path, model.location.span.line) == ("shop.Book", "shop/models.py", 4)


@pytest.mark.parametrize(("label", "found"), [("shop.book", "shop.models.Book"), ("Shop.Book", "Shop.Book")])
def test_django_takes_the_model_of_a_label_in_any_case_but_not_the_app(label: str, found: str):
    assert senders(f"post_save.connect(on_save, {label!r})\n") == [f"lazy {found}"]


def test_a_label_is_not_that_of_an_app_that_only_imports_the_model():
    files = {"other/__init__.py": "", "other/models.py": "from shop.models import Book\n"}
    settings = {"settings.py": "INSTALLED_APPS = ['shop', 'other']\n"}
    assert senders("post_save.connect(on_save, 'other.Book')\n", **files, **settings) == ["lazy other.Book"]


def test_the_user_model_is_read_from_the_settings():
    text = """
        from django.conf import settings
        from django.contrib.auth import get_user_model
        post_save.connect(on_save, settings.AUTH_USER_MODEL)
        post_save.connect(on_save, get_user_model())
    """
    settings = {"settings.py": "INSTALLED_APPS = ['shop']\nAUTH_USER_MODEL = 'shop.Author'\n"}
    assert senders(text, **settings) == ["lazy shop.models.Author", "model shop.models.Author"]


@pytest.mark.parametrize(
    "call",
    [
        "apps.get_model('shop', 'Book')",
        "apps.get_model('shop.book')",
        "apps.get_model(model_name='Book', app_label='shop')",
        "apps.get_app_config('shop').get_model('Book')",
    ],
)
def test_the_registry_gives_the_model_class(call: str):
    assert senders(f"from django.apps import apps\npost_save.connect(on_save, {call})\n") == [BOOK]


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("Book.tags", "model shop.models.Book_tags"),
        ("Novel.tags", "model shop.models.Book_tags"),
        ("Book.marks", "model shop.models.Mark"),
        ("Book.lost", "dynamic ?"),
    ],
)
def test_a_through_model_is_that_of_the_first_concrete_owner_or_the_one_that_is_named(field: str, found: str):
    text = f"from shop.models import Novel\nm2m_changed.connect(on_save, {field}.through)\n"
    assert senders(text, **THROUGH) == [found]


def test_what_is_no_model_is_a_class():
    text = "import pydantic\nclass A(pydantic.BaseModel): ...\nclass B(what()): ...\n"
    connects = "post_save.connect(on_save, A)\npost_save.connect(on_save, B)\n"
    assert senders(text + connects) == ["class shop.signals.A", "class shop.signals.B"]


def test_an_attribute_of_self_is_what_init_last_sets_it_to():
    text = """
        class W:
            def __init__(self, sender):
                self.sender = None
                self.sender = sender
            def go(self):
                post_save.connect(on_save, self.sender)
        W(Book).go()
    """
    assert senders(text) == [BOOK]


def test_a_function_that_may_return_nothing_gives_no_sender():
    text = (
        "import os\ndef pick():\n    if os.name:\n        return Book\npost_save.connect(on_save, pick())\n"
    )
    assert senders(text) == ["dynamic ?"]


def test_a_generator_never_gives_what_it_returns():
    text = "def pick():\n    yield Tag\n    return Book\npost_save.connect(on_save, pick())\n"
    assert senders(text) == ["dynamic ?"]


def test_both_branches_of_a_test_on_a_parameter_are_taken():
    text = """
        def f(sender=None):
            if sender is None:
                post_save.connect(on_save)
            else:
                pre_save.connect(on_save, sender=sender)
    """
    assert [sender.partition(" ")[0] for sender in senders(text)] == ["any", "dynamic"]


def test_the_signals_of_a_project_are_known_by_their_classes_and_names():
    text = """
        from typing import Generic, TypeVar
        T = TypeVar("T")
        class Typed(Signal, Generic[T]): ...
        class Of(Typed[int]): ...
        class Vendored(what()): ...
        a, b = Signal(), Of()
        class Holder:
            c = Signal()
        for s in (a, b, Holder.c, Vendored()):
            s.connect(on_save)
    """
    assert set(signals(text)) == {"shop.signals.a", "shop.signals.b", "shop.signals.Holder.c"}


def test_a_model_goes_by_the_module_that_its_own_says_it_is_of():
    models = "from django.db import models\nclass Book(models.Model): ...\nclass Tag(models.Model): ...\nclass Author: ...\n"
    models += "Book.__module__ = 'shop'\nTag.__name__ = 'x'\nx = __module__\n"
    found = senders(
        "post_save.connect(on_save, sender=Book)\npost_save.connect(on_save, sender=Tag)\n",
        **{"shop/models.py": models},
    )
    assert found == ["model shop.Book", "model shop.models.Tag"]


def test_a_model_below_two_import_roots_goes_by_the_name_of_its_app():
    files = {
        "settings.py": "INSTALLED_APPS = ['shop', 'shop.inner.app']\n",
        "shop/inner/manage.py": "",
        "shop/inner/__init__.py": "",
        "shop/inner/app/__init__.py": "",
        "shop/inner/app/models.py": "from django.db import models\nclass Page(models.Model): ...\n",
    }
    text = "from shop.inner.app.models import Page\npost_save.connect(on_save, sender=Page)\n"
    assert senders(text, **files) == ["model shop.inner.app.models.Page"]


@pytest.mark.parametrize(
    ("sender", "field"),
    [
        ("Book.tags.through", ("shop.models.Book", "tags", 8)),
        ("Novel.tags.through", ("shop.models.Book", "tags", 8)),
        ("User.groups.through", ("django.contrib.auth.models.User", "groups", None)),
        ("Book.marks.through", None),
        ("Book.own.through", None),
        ("Page.tags.through", None),
        ("Book", None),
    ],
)
def test_a_through_model_that_django_makes_tells_its_field(sender: str, field: tuple | None):
    models = THROUGH["shop/models.py"].replace(
        "class Novel", "    own = Sorted.ManyToManyField(Tag)\n        class Novel"
    )
    files = {
        "shop/models.py": models.replace("from django", "import sorted as Sorted\n        from django", 1)
    }
    text = "from django.contrib.auth.models import User\nfrom cms.models import Page\n"
    model = row(
        f"{text}from shop.models import Novel\npost_save.connect(on_save, {sender})\n", **files
    ).sender.model
    made = model and model.auto_created
    assert (made and (made.model, made.field, made.location and made.location.span.line)) == field


@pytest.mark.parametrize(
    ("label", "sender"),
    [
        ("'shop'", "instance shop.apps.ShopConfig"),
        ("'auth'", "dynamic ?"),
        ("'nowhere'", "dynamic ?"),
        ("label", "dynamic ?"),
    ],
)
def test_an_app_config_that_is_asked_for_is_an_instance_of_its_class(label: str, sender: str):
    text = f"from django.apps import apps\npost_save.connect(on_save, apps.get_app_config({label}))\n"
    config = "from django.apps import AppConfig\nclass ShopConfig(AppConfig):\n    name = 'shop'\n"
    assert senders(text, **{"shop/apps.py": config}) == [sender]
