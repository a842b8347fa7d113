"""What a decorator makes of its function: whether what comes out is the function that went in."""

import pytest
from link.linking import shop

DECORATORS = """
    import functools
    from celery import Celery, shared_task
    from contextlib import contextmanager
    from django.conf import settings
    from django.db import transaction
    from pytest import fixture
    from typing import no_type_check
    from wagtail import hooks

    app = Celery()
    kept = []

    def same(function):
        kept.append(function)
        return function

    def noted(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return function(*args, **kwargs)
        return wrapper

    def labelled(label):
        def decorate(function):
            function.label = label
            return function
        return decorate

    def timed(seconds):
        def decorate(function):
            return lambda *args, **kwargs: function(*args, **kwargs)
        return decorate

    def queued(function):
        return shared_task(function)

    def hooked(function):
        return hooks.register(function)

    def debugged(function):
        if settings.DEBUG:
            return function
        return noted(function)

    def curried(function):
        return functools.partial(function, 1)

    def nothing(function):
        kept.append(function)

    class Once:
        def __init__(self, function): ...

    class Own:
        def __new__(cls, function):
            return function

    class Every:
        def __init__(self, seconds): ...
        def __call__(self, function): ...

    def saves(model):
        return receiver(post_save, sender=model)

    @{}
    @receiver(post_save)
    def called(sender, **kwargs): ...
"""


def handed_back(decorator: str):
    found = shop(DECORATORS.format(decorator))
    function = next(row.receiver.function for row in found.connections if row.location.span.line > 60)
    return found.lookup.hands_back(function, 0)


@pytest.mark.parametrize(
    "decorator",
    [
        "same",
        "labelled('a')",
        "hooked",
        "receiver(pre_save)",
        "saves(Book)",
        "functools.wraps(noted)",
        "fixture",
        "no_type_check",
        "hooks.register('menu')",
        "app.on_after_configure",
        "staticmethod",
    ],
)
def test_what_marks_registers_or_connects_hands_back_the_function(decorator: str):
    assert handed_back(decorator) is True


@pytest.mark.parametrize(
    "decorator",
    [
        "noted",
        "timed(3)",
        "queued",
        "curried",
        "Once",
        "transaction.atomic",
        "transaction.atomic()",
        "contextmanager",
        "shared_task",
        "app.task",
        "app.task(bind=True)",
    ],
)
def test_what_wraps_puts_something_else_in_its_place(decorator: str):
    assert handed_back(decorator) is False


@pytest.mark.parametrize(
    "decorator", ["debugged", "nothing", "Every(3)", "kept[0]", "what", "kept.append", "Own"]
)
def test_what_depends_on_a_run_is_not_known(decorator: str):
    assert handed_back(decorator) is None


def test_a_lambda_and_a_function_that_no_connection_names_have_no_decorators():
    found = shop(
        "post_save.connect(lambda **kwargs: 1, weak=False)\n@receiver(post_save)\ndef on(**kw): ...\n"
    )
    made, defined = (row.receiver.function for row in found.connections)
    assert found.lookup.hands_back(made, 0) is None
    assert shop("").lookup.hands_back(defined, 0) is None
