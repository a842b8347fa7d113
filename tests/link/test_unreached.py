"""What is written like a connection where no run comes by: a row all the same, or a place not followed."""

from __future__ import annotations

import pytest
from link.linking import IMPORTS, project, receivers, row, rows, senders, shop

CONNECT = "post_save.connect(on_save, sender=Book)"
LOADED = {
    "shop/apps.py": "from django.apps import AppConfig\n\n\nclass Shop(AppConfig):\n    name = 'shop'\n\n"
    "    def ready(self):\n        import shop.signals\n"
}


def indented(levels: int) -> str:
    """Return a connection, so many levels deep."""
    return f"{'    ' * levels}{CONNECT}\n"


FUNCTION = f"def wire():\n{indented(1)}"


def below(head: str, *, body: str = FUNCTION) -> str:
    """Return a block of code below a compound statement."""
    return f"{head}\n" + "".join(f"    {line}\n" for line in body.splitlines())


INSIDE = [
    below("if DEBUG:"),
    below("if DEBUG:\n    pass\nelse:"),
    below("try:") + "except KeyError:\n    pass\n",
    below("try:\n    pass\nexcept KeyError:"),
    below("with x():"),
    below("while x():"),
    below("match x:\n  case 1:"),
    below("class A:\n  if DEBUG:"),
    below("def make():") + "    return wire\n",
    below("def make():") + "    REGISTRY.append(wire)\n",
    below("def make():\n  class Local:"),
    below("class A:\n  class B:"),
    below("class A:\n class B:\n  class C:"),
    below("if DEBUG:\n  class A:"),
    below("def outer():\n  def inner():"),
    f"wire = lambda: {CONNECT}\n",
    f"register(lambda: {CONNECT})\n",
    f"async def wire():\n{indented(1)}",
    f"def wire():\n    yield {CONNECT}\n",
    f"class A:\n    @property\n    def wire(self):\n{indented(2)}",
    f"def wire(x=lambda: {CONNECT}):\n    pass\n",
]


@pytest.mark.parametrize("text", INSIDE)
def test_code_inside_code_is_a_row(text):
    found = row(text, **LOADED)
    assert (found.sender.label, found.receiver.name) == ("shop.Book", "shop.handlers.on_save")
    assert found.loaded == "unknown"
    assert found.reason.startswith("nothing that start-up runs calls `shop.signals.")


@pytest.mark.parametrize("text", [f"def f(x={CONNECT}):\n    pass\n", f"[{CONNECT} for x in ()]\n"])
def test_what_runs_with_its_module_and_is_not_followed_is_a_row_of_the_module(text):
    assert row(text, **LOADED).loaded == "startup"


@pytest.mark.parametrize(
    "text",
    [
        "def make():\n    def inner():\n        @receiver(post_save)\n        def on(sender, **kw):\n            pass\n",
        "def make():\n    def inner():\n        receiver(post_save)(on_save)\n",
        "lambda: receiver(post_save)(on_save)\n",
    ],
)
def test_a_decorator_inside_code_is_a_row(text):
    assert row(text).loaded == "never"


def test_a_function_under_a_condition_that_is_called_runs_with_its_module():
    found = row(below("if DEBUG:", body=f"def wire(model):\n{indented(1)}") + "wire(Book)\n", **LOADED)
    assert (found.loaded, found.condition) == ("startup", None)


@pytest.mark.parametrize(
    ("registry", "iterable"),
    [
        ("R = {}\ndef add(m): R[m.__name__] = m\n", "R.values()"),
        ("R = []\n", "R"),
        (
            "class R:\n    every = []\n    @classmethod\n    def all(cls):\n        return cls.every\n",
            "R.all()",
        ),
    ],
)
def test_a_loop_over_a_registry_that_is_empty_in_the_source_is_one_row(registry, iterable):
    text = f"{registry}for each in {iterable}:\n    import elsewhere\n    post_save.connect(on_save, sender=each)\n"
    (found,) = rows(text, **LOADED)
    assert (found.sender.kind, found.sender.text, found.loaded) == ("each", iterable, "startup")


def test_a_registry_of_an_object_is_one_row():
    text = """
    class Registry:
        def __init__(self):
            self.models = {}

        def connect(self):
            for each in self.models.values():
                post_save.connect(on_save, sender=each)

    Registry().connect()
    """
    (found,) = rows(text, **LOADED)
    assert (found.sender.text, found.loaded) == ("self.models.values()", "startup")


@pytest.mark.parametrize(
    ("head", "call"),
    [
        ("class A:\n    auto = False\n    def wire(self, on=auto):\n", "A().wire()"),
        ("class A:\n    auto = False\n    def wire(self, on=None):\n        if on is None:\n            on = self.auto\n", "A().wire()"),
        ("class A:\n    auto = False\n    def wire(self, on=None):\n        on = self.auto if on is None else on\n", "A().wire()"),
        ("class A:\n    auto = False\n    def wire(self, on=None):\n        on = on or self.auto\n", "A().wire()"),
        ("class C:\n    auto = False\nclass A:\n    def wire(self, model, on=C.auto):\n", "A().wire(Book)"),
    ],
)  # fmt: skip
def test_what_a_variable_of_a_class_says_may_be_overridden(head, call):
    found = row(f"{head}        if on:\n{indented(3)}{call}\n", **LOADED)
    assert found.loaded == "startup"
    assert str(found.condition).startswith("`on` (shop/signals.py:")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"def wire():\n    return\n    {CONNECT}\n", "it stands behind a `return`, and never runs"),
        (f"def wire():\n    raise KeyError\n    {CONNECT}\n", "it stands behind a `raise`, and never runs"),
        (f"for x in y:\n    continue\n    {CONNECT}\n", "it stands behind a `continue`, and never runs"),
        (f"if False:\n    {CONNECT}\n", "`False` decides that it never runs"),
        (f"if True:\n    pass\nelse:\n    {CONNECT}\n", "`True` decides that it never runs"),
        (f"if False:\n    if x:\n        {CONNECT}\n", "`False` decides that it never runs"),
    ],
)
def test_what_never_runs_is_not_followed(text, reason):
    found = shop(text)
    assert [(each.text, each.reason) for each in found.not_followed] == [(CONNECT, reason)]
    assert found.connections == ()


@pytest.mark.parametrize(
    "text", ["d = receiver(post_save)\nd(on_save)\n", "def d():\n    return receiver(post_save)\n"]
)
def test_what_makes_a_decorator_is_not_followed_by_itself(text):
    (found,) = shop(text).not_followed
    assert (found.text, found.location.path) == ("receiver(post_save)", "shop/signals.py")


@pytest.mark.parametrize(
    "text",
    [
        "if False:\n    database.connect('x')\n",
        "def f():\n    def g():\n        database.connect('x')\n",
        "def f():\n    def g():\n        receiver(unknown)\n",
        "def f(receiver):\n    def g():\n        receiver(post_save)\n",
        "def f():\n    def g(x):\n        @x.receiver(1)\n        @plain\n        def h(): pass\n",
        "def f():\n    def g(x):\n        x[0](1)\n        x()\n",
    ],
)
def test_what_is_no_connection_is_in_neither_list(text):
    found = shop(text)
    assert (found.connections, found.not_followed) == ((), ())


def test_places_are_met_once():
    text = (
        f"def outer():\n    def one():\n{indented(2)}        post_delete.connect(on_save)\n    return one\n"
    )
    assert len(rows(text)) == 2
    assert receivers(text) == ["function shop.handlers.on_save"] * 2


def test_another_name_of_receiver_counts():
    text = "from django.dispatch import receiver as on\ndef f():\n    def g():\n        @on(post_save)\n        def h(sender, **kw): pass\n"
    assert len(project({"shop.py": IMPORTS + text}).connections) == 1


def test_a_loop_in_a_nested_function_goes_through_its_models():
    text = "def f():\n    def g():\n        for m in (Book, Author):\n            post_save.connect(on_save, sender=m)\n"
    assert senders(text) == ["model shop.models.Author", "model shop.models.Book"]


def test_blocks_of_every_kind_are_looked_into():
    text = (
        "try:\n    if False:\n        pass\nexcept KeyError:\n    lambda: "
        + CONNECT
        + "\nfinally:\n    x = 1\n"
    )
    assert len(rows(text)) == 1


def test_a_decorator_that_is_none_is_no_place():
    text = "def f(receiver):\n    def g():\n        @receiver(post_save)\n        def h(): pass\n        receiver(post_save)(h)\n"
    assert rows(text) == ()


def test_two_places_of_one_expression_are_two_rows():
    assert len(rows(f"wire = lambda: ({CONNECT}, post_delete.connect(on_save))\n")) == 2


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("list(map(post_save.connect, [on_save]))\n", ["map(post_save.connect, [on_save])"]),
        ("w = partial(post_save.connect, on_save)\nw()\n", ["partial(post_save.connect, on_save)"]),
        ("w = post_save.connect\nw(on_save)\n", ["post_save.connect"]),
        ("connect = post_save.connect\nconnect(on_save)\n", ["post_save.connect", "connect(on_save)"]),
        ("def w():\n    return post_save.connect\n", ["post_save.connect"]),
        ("def w(again, s=post_save):\n    if again:\n        s.connect(on_save)\n", ["s.connect(on_save)"]),
    ],
)
def test_a_method_or_a_signal_that_goes_elsewhere_is_not_followed(text, places):
    found = shop(f"from functools import partial\n{text}")
    assert [each.text for each in found.not_followed] == places
    assert found.connections == ()


@pytest.mark.parametrize(
    "text",
    [
        "map(database.connect, [on_save])\n",
        "w = database.connect\n",
        "from database import connect\nconnect(on_save)\n",
        "connect = object()\nconnect(on_save)\n",
        "def w(s=database):\n    s.connect(on_save)\n",
        "def w(s):\n    s.connect(on_save)\n",
    ],
)
def test_a_connect_of_something_else_that_goes_elsewhere_is_no_place(text):
    found = shop(text)
    assert (found.connections, found.not_followed) == ((), ())
