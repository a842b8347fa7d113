"""What calls of the project's own functions return, seen in the senders of connections."""

import pytest
from link.linking import receivers, row, senders, signals

from signal_lint.link import calls

BOOK, TAG = "model shop.models.Book", "model shop.models.Tag"
CONNECT = "\npost_save.connect(on_save, pick())\n"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("return Book", BOOK),
        ("if what:\n        return\n    return Book", "dynamic ?"),
        ("if what:\n        return Book\n    return Book", BOOK),
        (
            "if what:\n        return Book\n    elif other:\n        return Book\n    else:\n        raise X",
            BOOK,
        ),
        ("if True:\n        return Book\n    return Tag", BOOK),
        ("if False:\n        return Tag\n    return Book", BOOK),
        ("if True:\n        what()\n    return Book", BOOK),
        ("match what:\n        case 1:\n            return Tag\n    return Book", "dynamic ?"),
        ("for x in what:\n        return Tag\n    else:\n        return Book", "dynamic ?"),
        ("while what:\n        return Book\n    return Book", BOOK),
        ("with what:\n        return Book", BOOK),
        ("with what:\n        x = Book", "dynamic ?"),
        ("try:\n        return Book\n    except E:\n        raise", BOOK),
        ("try:\n        return Book\n    except E:\n        return Tag", "dynamic ?"),
        ("try:\n        return Book\n    except E:\n        pass", "dynamic ?"),
        ("try:\n        what()\n    except E:\n        raise\n    else:\n        return Book", BOOK),
        ("try:\n        what()\n    finally:\n        return Book", BOOK),
        ("pass", "dynamic ?"),
        ("raise what", "dynamic ?"),
    ],
)
def test_a_call_gives_what_all_ways_through_a_function_return(body: str, found: str):
    assert [each for each in senders(f"def pick():\n    {body}{CONNECT}") if each != "any ?"] == [found]


@pytest.mark.parametrize(
    "definition",
    [
        "async def pick():\n    return Book",
        "@what\ndef pick():\n    return Book",
        "def pick():\n    return pick()",
        "import vendor\n@vendor.cached(1)\ndef pick():\n    return Book",
    ],
)
def test_what_a_call_gives_is_not_known_behind_a_coroutine_a_decorator_or_a_circle(definition: str):
    assert senders(definition + CONNECT) == ["dynamic ?"]


@pytest.mark.parametrize(
    "definition",
    [
        "pick = lambda: Book",
        "from functools import lru_cache\n@lru_cache(None)\ndef pick():\n    return Book",
    ],
)
def test_lambdas_and_cached_functions_give_what_they_return(definition: str):
    assert senders(definition + CONNECT) == [BOOK]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ("Book", "Book+default"),
        ("other=Tag, first=Book", "Book+Tag"),
        ("*(Book, Tag)", "Book+Tag"),
        ("*what", "?+?"),
        ("Book, *what", "Book+?"),
        ("*what, Book", "?+?"),
        ("Book, **what", "Book+?"),
        ("**what", "?+?"),
        ("**{'first': Book, 'other': Tag}", "Book+Tag"),
        ("**{'first': Book, **what}", "?+?"),
        ("*{'first': Book}", "?+?"),
        ("Book, **what, other=Tag", "Book+Tag"),
    ],
)
def test_a_parameter_is_what_a_call_gives_or_its_default_or_not_known(arguments: str, found: str):
    names = {BOOK: "Book", TAG: "Tag", "any ?": "default", "dynamic ?": "?"}
    text = """
def f(first, other=None):
    post_save.connect(on_save, first)
    pre_save.connect(on_save, other)
"""
    assert "+".join(names[each] for each in senders(f"{text}f({arguments})\n")) == found


@pytest.mark.parametrize(
    ("arguments", "found"),
    [("Book, Tag", {BOOK, TAG}), ("Book, *what", {BOOK, "each ?"}), ("*what", {"each ?"})],
)
def test_a_loop_over_star_arguments_takes_the_known_ones(arguments: str, found: set[str]):
    text = f"def f(*all):\n    for m in all:\n        post_save.connect(on_save, m)\nf({arguments})\n"
    assert set(senders(text)) == found


@pytest.mark.parametrize(
    ("arguments", "found"), [("x=Book", BOOK), ("x=Book, **what", "dynamic ?"), ("y=Book", "dynamic ?")]
)
def test_double_star_arguments_are_a_table_of_what_is_given(arguments: str, found: str):
    text = f"def f(**all):\n    post_save.connect(on_save, all['x'])\nf({arguments})\n"
    assert senders(text) == [found]


def test_star_parameters_without_a_caller_are_not_known():
    text = "def f(*all, **named):\n    post_save.connect(*all)\n    post_save.connect(named)\n"
    assert receivers(text) == ["dynamic ?", "dynamic ?"]


SUPER = """
class Base:
    @staticmethod
    def fixed(sender):
        return sender
    @classmethod
    def own(cls, sender):
        return sender
    def pick(self, sender):
        return sender
    held = Book
class Child(Base):
    def pick(self, sender):
        return Tag
    def go(self):
        def inner(_):
            post_save.connect(on_save, {call})
        inner(receiver)
Child().go()
"""


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("super().pick(Book)", BOOK),
        ("super(Child, self).pick(Book)", BOOK),
        ("super(what, self).pick(Book)", BOOK),
        ("super().fixed(Book)", BOOK),
        ("super().own(Book)", BOOK),
        ("super().held(Book)", "dynamic ?"),
        ("super().nothing()", "dynamic ?"),
        ("self.pick(Book)", TAG),
    ],
)
def test_super_finds_what_stands_behind_the_class_around_it(call: str, found: str):
    assert senders(SUPER.replace("{call}", call)) == [found]


def test_super_outside_of_a_class_means_nothing():
    assert senders("def f():\n    post_save.connect(on_save, super().pick())\n") == ["dynamic ?"]


def test_super_in_a_class_method_is_bound_to_the_class():
    text = """
        class Base:
            @classmethod
            def go(cls):
                post_save.connect(on_save, cls.model)
        class Child(Base):
            model = Book
            @classmethod
            def go(cls):
                super().go()
        Child.go()
    """
    assert BOOK in senders(text)


def test_super_in_a_method_without_self_is_that_of_some_instance():
    text = "class A:\n    def p(self):\n        return Book\nclass B(A):\n    def go():\n"
    assert senders(f"{text}        post_save.connect(on_save, super().p())\n") == [BOOK]


def test_a_method_that_nobody_calls_has_itself_or_its_class_or_nothing_for_its_first_parameter():
    text = """
        class A:
            model = Book
            def m(self):
                post_save.connect(on_save, self.model)
            @classmethod
            def c(cls):
                post_save.connect(on_save, cls.model)
            def __init_subclass__(cls):
                post_save.connect(on_save, cls.model)
            @staticmethod
            def s(first):
                post_save.connect(on_save, first.model)
    """
    assert senders(text) == [BOOK, BOOK, BOOK, "dynamic ?"]


@pytest.mark.parametrize("call", ["Signal.format()", "Book.format()", "formats.format()"])
def test_only_the_format_of_a_text_is_that_of_a_text(call: str):
    text = f"from shop import formats\nS = {call}\nS.connect(on_save)\npost_save.connect(on_save, {call})\n"
    assert (signals(text), senders(text)) == (["django.db.models.signals.post_save"], ["dynamic ?"])


def test_a_call_of_a_call_is_not_known():
    assert (
        senders("post_save.connect(on_save, what()())\npost_save.connect(on_save, post_save())\n")
        == ["dynamic ?"] * 2
    )


def test_a_receiver_that_is_made_by_a_call_is_the_function_that_the_call_returns():
    text = "def make():\n    def h(sender): ...\n    return h\npost_save.connect(make(), weak=False)\n"
    assert row(text).receiver.accepts_kwargs is False


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("", "model shop.models.Book_tags"),
        ("**{'blank': True}", "model shop.models.Book_tags"),
        ("**what", "dynamic ?"),
    ],
)
def test_a_field_may_name_its_through_model_in_options_that_are_not_known(options: str, found: str):
    models = f"""
        from django.db import models
        class Tag(models.Model): ...
        class Author(models.Model): ...
        class Book(models.Model):
            tags = models.ManyToManyField(Tag, {options})
    """
    text = "m2m_changed.connect(on_save, Book.tags.through)\n"
    assert senders(text, **{"shop/models.py": models}) == [found]


def test_calls_of_calls_are_followed_so_far_and_no_further(monkeypatch: pytest.MonkeyPatch):
    entered, count = calls.entered, 0

    def counted(*arguments: object):
        nonlocal count
        count += 1
        return entered(*arguments)

    monkeypatch.setattr(calls, "entered", counted)
    many = "".join(f"def f{n}(x): return [{', '.join([f'f{n + 1}(x)'] * 9)}][0]\n" for n in range(5))
    text = f"{many}def f5(x): return x\npost_save.connect(on_save, sender=f0(Book))\n"
    assert senders(text) == [BOOK]
    assert count < 5 * calls.MOST_FOLLOWED
