"""What `value.name` gives: of modules, classes, objects, fields and settings."""

import pytest
from link.linking import receivers, row, senders, signals

BOOK, TAG, UNKNOWN = "model shop.models.Book", "model shop.models.Tag", "dynamic ?"
SIGNAL_CLASS = "class Own(Signal): ...\n"


def test_a_field_of_the_user_model_has_its_through_model():
    text = "from django.contrib.auth import get_user_model\nUser = get_user_model()\n"
    settings = {"settings.py": "INSTALLED_APPS = ['shop']\nAUTH_USER_MODEL = 'shop.Book'\n"}
    connect = "m2m_changed.connect(on_save, User.tags.through)\n"
    assert senders(text + connect, **settings) == ["model shop.models.Book_tags"]


@pytest.mark.parametrize(
    ("sender", "found"),
    [
        ("plain.models.Note", ["model plain.models.Note"]),
        ("plain.nothing.Note", [UNKNOWN]),
        ("plain.nothing", [UNKNOWN]),
        ("models.Nothing", [UNKNOWN]),
        ("Book.nothing", [UNKNOWN]),
        ("Book.nothing.through", [UNKNOWN]),
        ("settings.NOTHING", [UNKNOWN]),
        ("settings.MODEL", ["lazy shop.models.Book"]),
    ],
)
def test_an_attribute_is_what_its_owner_holds(sender: str, found: list[str]):
    text = "import plain.models\nfrom django.conf import settings\nfrom shop import models\n"
    files = {
        "plain/models.py": "from django.db import models\nclass Note(models.Model): ...\n",
        "settings.py": "INSTALLED_APPS = ['shop']\nMODEL = 'shop.Book'\n",
    }
    assert senders(f"{text}pre_save.connect(on_save, {sender})\n", **files) == found


def test_the_user_model_is_that_of_django_where_no_settings_name_another():
    text = "from django.conf import settings\npost_save.connect(on_save, settings.AUTH_USER_MODEL)\n"
    assert senders(text) == ["lazy django.contrib.auth.models.User"]


OBJECT = """
class A:
    label = Tag
    later = None
    always = lambda self, **kw: 1
    def __init__(self, given, other=Tag):
        self.given = given
        if other:
            self.branch = other
    @staticmethod
    def static(**kw): ...
    @classmethod
    def of_class(cls, **kw): ...
    @property
    def computed(self):
        return Tag
    def plain(self, **kw): ...
    def without(): ...
    @staticmethod
    def setter(x):
        x.later = Book
    def prepare(self):
        self.later: type
        self.later = Tag
a = A(Book)
"""


@pytest.mark.parametrize(
    ("attribute", "found"),
    [
        ("given", BOOK),
        ("branch", UNKNOWN),
        ("label", TAG),
        ("later", TAG),
        ("computed", UNKNOWN),
        ("nothing", UNKNOWN),
    ],
)
def test_an_attribute_of_an_object_is_what_its_methods_set_or_its_class_holds(attribute: str, found: str):
    assert senders(f"{OBJECT}post_save.connect(on_save, a.{attribute})\n") == [found]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("a.static", "function shop.signals.A.static"),
        ("a.of_class", "method shop.signals.A.of_class"),
        ("A.of_class", "method shop.signals.A.of_class"),
        ("a.plain", "method shop.signals.A.plain"),
        ("a.plain.__func__", "function shop.signals.A.plain"),
        ("a.plain.nothing", "dynamic ?"),
    ],
)
def test_a_method_is_bound_as_its_decorators_say(written: str, found: str):
    assert receivers(f"{OBJECT}post_save.connect({written})\n") == [found]


def test_a_lambda_of_a_class_is_a_method_of_its_objects():
    assert row(f"{OBJECT}post_save.connect(a.always)\n").receiver.kind == "method"


def test_what_a_base_sets_of_its_own_arguments_is_not_taken_from_those_of_the_heir():
    text = """
        class Base:
            def __init__(self, model):
                self.model = model
        class Heir(Base):
            def __init__(self, first):
                super().__init__(Book)
        post_save.connect(on_save, Heir(Tag).model)
    """
    assert senders(text) == [UNKNOWN]


@pytest.mark.parametrize(
    ("through", "found"),
    [
        ("'Mark'", "model shop.models.Mark"),
        ("'shop.Mark'", "model shop.models.Mark"),
        ("Mark", "model shop.models.Mark"),
        ("None", "model shop.models.Shelf_books"),
        ("'Far'", "model shop.far.Far"),
        ("make()", UNKNOWN),
    ],
)
def test_a_through_model_is_named_by_class_label_or_name_alone(through: str, found: str):
    files = {
        "shop/models.py": f"""
            from django.db import models
            class Author(models.Model): ...
            class Tag(models.Model): ...
            class Book(models.Model): ...
            class Mark(models.Model): ...
            class Shelf(models.Model):
                books = models.ManyToManyField(Book, through={through})
        """,
        "shop/far.py": "from django.db import models\nclass Far(models.Model): ...\n",
    }
    text = "from shop.models import Shelf\nm2m_changed.connect(on_save, Shelf.books.through)\n"
    assert senders(text, **files) == [found]


def test_a_field_that_is_no_many_to_many_has_no_through_model():
    models = "from django.db import models\nclass Book(models.Model):\n    one = models.TextField()\n"
    rest = "class Tag(models.Model): ...\nclass Author(models.Model): ...\n"
    text = "m2m_changed.connect(on_save, Book.one.through)\n"
    assert senders(text, **{"shop/models.py": models + rest}) == [UNKNOWN]


def test_an_abstract_owner_without_heirs_lends_its_field_to_nobody():
    models = (
        "from django.db import models\nclass Tag(models.Model): ...\nclass Author(models.Model): ...\n"
        "class Book(models.Model):\n    tags = models.ManyToManyField(Tag)\n"
        "    class Meta:\n        abstract = True\n"
    )
    text = "m2m_changed.connect(on_save, Book.tags.through)\n"
    assert senders(text, **{"shop/models.py": models}) == ["model shop.models.Book_tags"]


def test_a_signal_of_a_subclass_tells_whether_models_send_it():
    text = """
        from django.db.models.signals import ModelSignal
        class Own(Signal): ...
        class OfModels(ModelSignal): ...
        a, b = Own(), OfModels()
        class Holder:
            plain, other = Own(), 3
        one = Own()
        two = OfModels()
        one.connect(on_save)
        two.connect(on_save)
    """
    assert signals(text) == ["shop.signals.one", "shop.signals.two"]
