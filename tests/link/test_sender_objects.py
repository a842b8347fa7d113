"""What object a connection gives as its sender, as far as that is certain."""

from __future__ import annotations

import pytest
from link.linking import SHOP, row, rows

from signal_lint.source import Span

MODELS = {
    "shop/models.py": """
        from django.contrib.auth.models import AbstractUser
        from django.db import models
        from elsewhere import Mixin, decorate
        class Shelves(models.Manager): ...
        class Tag(models.Model): ...
        class Author(Mixin): ...
        class Reader(AbstractUser): ...
        class Book(models.Model):
            title = models.TextField()
            author = models.ForeignKey("Tag")
            tags = models.ManyToManyField("Tag")
            shelves = Shelves()
            listed = models.Manager()
            query = models.Q()
            made = decorate()
        def plain(): ...
        @decorate
        def decorated(): ...
    """
}
HEAD = """
    import shop.models
    from elsewhere import Other
    from django.apps import AppConfig, apps
    from django.conf import settings
    from django.contrib.auth import get_user_model, models as auth_models
    from django.contrib.auth.models import User
    from django.core.handlers.wsgi import WSGIHandler
    from django.db.models import Model
    from shop.models import Author, Book, Reader, decorated, plain
    several = [Book]
    if several:
        several = []
    known = [Book]
    number = 3
"""


@pytest.mark.parametrize(
    ("sender", "kind"),
    [
        ("Book", "class"),
        ("get_user_model()", "class"),
        ("Book.tags.through", "class"),
        ("WSGIHandler", "class"),
        ("Model", "class"),
        ("'shop.Book'", "string"),
        ("settings.AUTH_USER_MODEL", "string"),
        ("[Book]", "list"),
        ("(Book, Author)", "tuple"),
        ("{Book}", "set"),
        ("{'a': Book}", "dict"),
        ("several", ""),
        ("known", "list"),
        ("list(filter(None, [Book]))", ""),
        ("dict(a=Book)", ""),
        ("3", "number"),
        ("number", ""),
        ("shop.models", "module"),
        ("auth_models", "module"),
        ("plain", "function"),
        ("decorated", ""),
        ("lambda: Book", "function"),
        ("get_user_model", "function"),
        ("apps.get_model", "function"),
        ("Book.objects", "manager"),
        ("Book.listed", "manager"),
        ("Book.shelves", "manager"),
        ("User.objects", "manager"),
        ("get_user_model()._default_manager", "manager"),
        ("get_user_model().objects", "manager"),
        ("plain.objects", ""),
        ("Author.objects", ""),
        ("Book.title", "field"),
        ("Book.author", "field"),
        ("Book.query", ""),
        ("Book.made", ""),
        ("Book.tags", "many-to-many field"),
        ("Book.tags.field", "many-to-many field"),
        ("Book.author.field", ""),
        ("User.groups", "many-to-many field"),
        ("User.groups.rel", "many-to-many field"),
        ("User.USERNAME_FIELD", ""),
        ("Book()", "instance"),
        ("Reader()", "instance"),
        ("Author()", ""),
        ("Other", ""),
        ("unknown", ""),
    ],
)
def test_an_expression_is_what_python_makes_of_it(sender: str, kind: str):
    settings = {"settings.py": SHOP["settings.py"] + "AUTH_USER_MODEL = 'auth.User'\n"}
    found = row(f"{HEAD}\n    post_save.connect(on_save, sender={sender})\n", **MODELS, **settings)
    assert found.sender.is_a == kind


@pytest.mark.parametrize(("sender", "string"), [("'shop.Book'", "shop.Book"), ("NAME", None), ("3", None)])
def test_only_a_string_that_is_written_out_is_given(sender: str, string: str | None):
    found = row(f"NAME = 'shop.Book'\npost_save.connect(on_save, {sender})\n")
    assert found.sender.string == string


@pytest.mark.parametrize("call", ["connect(on_save, {})", "connect(on_save, sender = {}, weak=False)"])
def test_the_place_is_that_of_the_value_alone(call: str):
    line = f"post_save.{call.format('[Book]')}"
    found = row(f"{line}\n").sender.expression
    assert found is not None
    column = line.index("[")
    assert found.span == Span(5, column, 5, column + 6)


@pytest.mark.parametrize("call", ["connect(on_save)", "connect(on_save, **{'sender': [Book]})"])
def test_what_is_not_written_as_an_argument_has_no_place(call: str):
    assert row(f"post_save.{call}\n").sender.expression is None


@pytest.mark.parametrize(
    "text",
    [
        "def connect(sender):\n    post_save.connect(on_save, sender=sender)\nconnect([Book])\n",
        "for sender in ([Book], Book):\n    post_save.connect(on_save, sender=sender)\n",
        "[post_save.connect(on_save, sender=sender) for sender in ([Book], Book)]\n",
        "def connect(given):\n    sender = given\n    post_save.connect(on_save, sender=sender)\nconnect([Book])\n",
        "def connect():\n    for sender in ([Book],):\n        post_save.connect(on_save, sender=sender)\nconnect()\n",
        "def connect():\n    if on_save:\n        found = [Book]\n    post_save.connect(on_save, found)\nconnect()\n",
        "def connect():\n    one = [Book]\n    one = two\n    two = one\n    post_save.connect(on_save, two)\nconnect()\n",
        "class A(Book):\n    @classmethod\n    def f(cls):\n        post_save.connect(on_save, sender=cls)\n",
        "class A:\n    def f(self):\n        post_save.connect(on_save, sender=self)\n",
    ],
)
def test_what_differs_from_run_to_run_is_not_said(text: str):
    assert {found.sender.is_a for found in rows(text)} == {""}


def test_a_user_model_that_is_not_there_has_managers_too():
    text = "from django.contrib.auth import get_user_model\npost_save.connect(on_save, get_user_model().objects)\n"
    settings = {"settings.py": SHOP["settings.py"] + "AUTH_USER_MODEL = 'far.User'\n"}
    assert row(text, **settings).sender.is_a == "manager"


@pytest.mark.parametrize(
    "line", ["sender = Book.tags", "from shop.models import Book as other\n    sender = other.tags"]
)
def test_what_a_function_assigns_is_followed_back(line: str):
    text = f"def connect():\n    size: int\n    {line}\n    m2m_changed.connect(on_save, sender)\nconnect()\n"
    assert row(text).sender.is_a == "many-to-many field"


def test_self_is_an_instance():
    text = "class A(Book):\n    def f(self):\n        post_save.connect(on_save, sender=self)\n"
    assert row(text).sender.is_a == "instance"
