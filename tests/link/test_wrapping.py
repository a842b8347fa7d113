"""Decorators of the project that connect a wrapper: a row has the name of the function that they decorate."""

from __future__ import annotations

import pytest
from link.linking import row, rows

from signal_lint.flow.recursion import is_intervened

SEARCH = """\
import functools
def search(signal, model):
    def decorate(func):
        {decorators}
        def inner(sender, {parameters}):
            {body}
        signal.connect(inner, sender=model, weak=False)
        return inner
    return decorate
"""
USED = """\
@search(post_save, Book)
def one(instance): pass
@search(post_save, Author)
def two(instance, **kwargs): pass
"""


def search(*, decorators: str = "", parameters: str = "**kwargs", body: str = "func(**kwargs)") -> str:
    """Return a decorator that connects a wrapper."""
    return SEARCH.format(decorators=decorators, parameters=parameters, body=body)


def test_each_decorated_function_is_a_row_of_its_own():
    found = rows(search() + USED)
    assert sorted((each.receiver.name, each.sender.label) for each in found) == [
        ("shop.signals.one", "shop.Book"),
        ("shop.signals.two", "shop.Author"),
    ]
    wrappers = {each.receiver.wrapper.qualname for each in found if each.receiver.wrapper}
    assert wrappers == {"search.<locals>.decorate.<locals>.inner"}


def test_functions_that_share_signal_and_sender_are_told_apart():
    text = search() + "".join(f"@search(post_save, Book)\ndef f{each}(instance): pass\n" for each in range(2))
    assert [each.receiver.name for each in rows(text)] == ["shop.signals.f0", "shop.signals.f1"]


def test_a_receiver_decorator_on_the_wrapper_does_the_same():
    text = """
    def search(func):
        @receiver(post_save, sender=Book)
        def inner(sender, **kwargs):
            func(**kwargs)
        return inner

    @search
    def one(instance): pass
    """
    assert row(text).receiver.name == "shop.signals.one"


def test_a_function_that_is_handed_over_is_wrapped_too():
    assert row(search() + "search(post_save, Book)(on_other)\n").receiver.name == "shop.handlers.on_other"


@pytest.mark.parametrize(
    ("decorators", "parameters", "accepts"),
    [
        ("", "**kwargs", [True, True]),
        ("", "instance", [False, False]),
        ("@functools.wraps(func)", "**kwargs", [False, True]),
        ("@unknown", "**kwargs", [None, None]),
    ],
)
def test_django_checks_the_wrapper_unless_it_says_what_it_wraps(decorators, parameters, accepts):
    text = "from elsewhere import unknown\n" + search(decorators=decorators, parameters=parameters) + USED
    found = sorted(rows(text), key=lambda each: str(each.receiver.name))
    assert [each.receiver.accepts_kwargs for each in found] == accepts


def test_a_receiver_that_is_an_object_has_no_function_to_be_named_after():
    text = """
    class Holder:
        def __init__(self, func): self.func = func
        def __call__(self, sender, **kwargs): self.func()

    def search(func):
        post_save.connect(Holder(func), weak=False)

    @search
    def one(): pass
    """
    assert row(text).receiver.name == "shop.signals.Holder.__call__"


@pytest.mark.parametrize(
    ("body", "intervened"),
    [
        ("func(**kwargs)", False),
        ("return func(kwargs['instance'])", False),
        ("x = func(**kwargs)", False),
        ("if kwargs['created']: func(**kwargs)", True),
        ("kwargs['created'] and func(**kwargs)", True),
        ("func(**kwargs) if kwargs['created'] else None", True),
    ],
)
def test_what_a_function_does_is_known_only_where_the_wrapper_does_nothing_else(body, intervened):
    found = row(search(body=body) + "@search(post_save, Book)\ndef one(instance): pass\n")
    assert found.receiver.function is not None
    assert is_intervened(found.receiver.function, found) is intervened


def test_a_second_decorator_may_keep_the_function_from_running():
    found = row(search() + "@search(post_save, Book)\n@unknown\ndef one(instance): pass\n")
    assert found.receiver.function is not None
    assert is_intervened(found.receiver.function, found)


CALLED = """
def watch(callback):
    @receiver(post_save, sender=Book, weak=False)
    def changed(sender, instance, **kwargs):
        {call}
def note(*args, **kwargs): ...
watch(note)
"""


@pytest.mark.parametrize(
    ("call", "name"),
    [
        ("callback(instance.pk, [1])", "shop.signals.watch.<locals>.changed"),
        ("callback()", "shop.signals.watch.<locals>.changed"),
        ("callback(instance)", "shop.signals.note"),
        ("callback(instance.pk, **kwargs)", "shop.signals.note"),
        ("later(callback)", "shop.signals.note"),
    ],
)
def test_what_is_called_with_nothing_of_the_signal_is_no_receiver(call: str, name: str):
    assert row(CALLED.format(call=call)).receiver.name == name
