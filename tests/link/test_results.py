"""What calls give that can certainly not be called in turn."""

from __future__ import annotations

import textwrap

import pytest
from link.linking import shop

HEAD = """
from functools import partial
from celery import Celery, current_app, shared_task
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from shop.other import unknown

app = Celery("shop")
"""


def given(text: str) -> list[tuple[str, int | None] | None]:
    """Return what the calls in the arguments of `on_commit` give, and in which line below the head it is defined."""
    lookup = shop(HEAD + textwrap.dedent(text)).lookup
    sites = lookup.calls_of("django.db.transaction.on_commit")
    results = [lookup.not_callable(site.call.args[0].value, site) for site in sites]
    first = HEAD.count("\n") + 4
    return [r and (r.gives, r.function.span.line - first if r.function else None) for r in results]


def of_call(call: str, text: str = "") -> str | None:
    """Return what one call gives."""
    (result,) = given(f"{text}\n\ndef g(order, x):\n    transaction.on_commit({call})\n")
    return result and result[0]


def of_function(body: str, decorator: str = "") -> str | None:
    """Return what a function with a body gives."""
    return of_call("f(1)", f"{decorator}\ndef f(a):\n" + textwrap.indent(body, "    "))


@pytest.mark.parametrize(
    ("call", "gives"),
    [
        ("mail.send_mail()", "a number"),
        ("mail.mail_admins('a', 'b')", "None"),
        ("mail.EmailMessage().send()", "a number"),
        ("mail.EmailMessage().attach()", None),
        ("cache.delete('a')", "a bool"),
        ("print(x)", "None"),
        ("post_save.send(None)", "a list"),
        ("post_save.asend(None)", "a coroutine"),
        ("post_save.has_listeners()", None),
        ("Book().save()", "None"),
        ("Book().delete()", "a tuple"),
        ("Book().sort()", None),
        ("partial(print)", None),
        ("(lambda: None)()", None),
        ("order.save()", None),
        ("unknown()", None),
        ("x[0]()", None),
        ("Book()", None),
    ],
)
def test_what_django_gives(call: str, gives: str | None):
    assert of_call(call) == gives


@pytest.mark.parametrize(
    ("body", "gives"),
    [
        ("print(a)", "None"),
        ("if a:\n    return\nprint(a)", "None"),
        ("return True", "a bool"),
        ("return 1.5", "a number"),
        ("return f'{a}'", "a string"),
        ("return 'a'", "a string"),
        ("return [a]", "a list"),
        ("return {x for x in a}", "a set"),
        ("return {a: 1}", "a dict"),
        ("return print(a)", "None"),
        ("if a:\n    return 'a'\nprint(a)", "a string or None"),
        ("yield a", "a generator"),
        ("return a", None),
        ("return b'a'", None),
        ("if a:\n    return lambda: 1\nprint(a)", None),
        ("return partial(print, a)", None),
        ("return f(a)", None),
        ("raise NotImplementedError", None),
        ("pass", None),
        ("'''A stub.'''\n...", None),
        ("return None", None),
    ],
)
def test_a_function_gives_what_all_its_ways_out_give(body: str, gives: str | None):
    assert of_function(body) == gives


@pytest.mark.parametrize(
    ("decorator", "gives"),
    [
        ("@transaction.atomic", "None"),
        ("@transaction.atomic()", "None"),
        ("@receiver(post_save)", "None"),
        ("@shared_task(bind=True)", "None"),
        ("@app.task", "None"),
        ("@unknown", None),
        ("@unknown()", None),
        ("@app.other", None),
        ("@shared_task(base=Book)", None),
    ],
)
def test_a_decorator_that_is_not_known_may_give_anything(decorator: str, gives: str | None):
    assert of_function("print(a)", decorator) == gives


def test_coroutines_and_asynchronous_generators_cannot_be_called():
    assert of_call("f()", "async def f():\n    return lambda: 1") == "a coroutine"
    assert of_call("f()", "async def f():\n    yield 1") == "an asynchronous generator"


def test_of_two_definitions_either_may_hold():
    assert of_call("f()", "if unknown:\n    def f(): print(1)\nelse:\n    def f(): return print") is None


@pytest.mark.parametrize(
    ("decorator", "gives"),
    [
        ("@shared_task", "an AsyncResult"),
        ("@shared_task(bind=True)", "an AsyncResult"),
        ("@app.task", "an AsyncResult"),
        ("@current_app.task(name='f')", "an AsyncResult"),
        ("@shared_task\n@unknown", "an AsyncResult"),
        ("@unknown\n@shared_task", None),
        ("@app.task(base=Book)", None),
        ("@shared_task(**unknown)", None),
        ("@Celery('a', task_cls='b').task", None),
        ("@Celery(**unknown).task", None),
        ("@unknown.task", None),
        ("", None),
    ],
)
def test_tasks_of_celery_give_results(decorator: str, gives: str | None):
    assert of_call("f.delay(1)", f"{decorator}\ndef f(a): print(a)") == gives


@pytest.mark.parametrize(
    ("call", "gives"), [("f.enqueue(1)", "a TaskResult"), ("f.using(priority=1)", None), ("f(1)", None)]
)
def test_tasks_of_django_give_results_and_cannot_be_called_themselves(call: str, gives: str | None):
    for decorator in ("@task", "@task(priority=1)"):
        text = f"from django.tasks import task\n\n{decorator}\ndef f(a): print(a)"
        assert of_call(call, text) == gives


@pytest.mark.parametrize("call", ["f.s(1)", "f.si(1)", "f.signature()"])
def test_signatures_of_tasks_can_be_called(call: str):
    assert of_call(call, "@shared_task\ndef f(a): print(a)") is None


def test_the_place_is_that_of_the_function_or_task():
    text = (
        "@shared_task\ndef f(a): print(a)\n\ntransaction.on_commit(f(1))\ntransaction.on_commit(f.delay(1))\n"
    )
    assert given(text) == [("None", 2), ("an AsyncResult", 2)]


def test_methods_are_looked_into():
    text = "class Own:\n    def tell(self): print(1)\n    def later(self): return self.tell\n"
    assert of_call("Own().tell()", text) == "None"
    assert of_call("Own().later()", text) is None
