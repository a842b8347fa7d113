"""What a call connects: its arguments, by keyword, by place, or out of sight."""

import pytest
from link.linking import receivers, row, rows, senders, signals

from signal_lint.unparse import unparse


def test_unread_keywords_leave_the_sender_unknown_and_not_any():
    found = row("def f(**kw):\n    post_save.connect(on_save, **kw)\n")
    assert (found.sender.kind, found.weak, found.receiver.name) == ("dynamic", None, "shop.handlers.on_save")


def test_unread_positionals_hide_every_parameter():
    found = row("import x\npost_save.connect(*x.args)\n")
    assert (found.sender.kind, found.receiver.kind) == ("dynamic", "dynamic")


def test_positional_arguments_are_receiver_sender_weak_and_uid():
    found = row("post_save.connect(on_save, Book, False, 'once')\n")
    assert (found.sender.name, found.weak, found.dispatch_uid) == ("shop.models.Book", False, "once")


def test_a_decorator_takes_one_signal_a_list_or_a_tuple_and_can_be_stacked():
    text = "@receiver(signal=post_save)\n@receiver([pre_save])\n@receiver((post_delete,))\ndef h(**kw): ...\n"
    assert [name.rpartition(".")[2] for name in signals(text)] == ["post_save", "pre_save", "post_delete"]


def test_methods_callables_lambdas_and_partials_are_receivers():
    text = """
        import functools
        class A:
            def m(self, **kw): ...
            @staticmethod
            def s(**kw): ...
            def __call__(self, **kw): ...
        a = A()
        for h in (a.m, A.s, a, lambda **kw: 1, functools.partial(on_save, 1)):
            post_save.connect(h)
    """
    kinds = sorted(name.partition(" ")[0] for name in receivers(text))
    assert kinds == ["callable", "function", "lambda", "method", "partial"]


def test_what_only_looks_like_a_signal_is_no_connection():
    text = """
        import blinker, socket
        from celery.signals import task_success
        from flask import request_started
        class W:
            def connect(self, h): ...
        for s in (task_success, request_started, blinker.Signal(), W(), socket.socket()):
            s.connect(on_save)
    """
    assert rows(text) == ()


def test_pairs_of_a_dict_of_zip_and_of_enumerate_are_gone_through():
    table = "for m, h in {Book: on_save, Tag: on_other}.items():\n    post_save.connect(h, m)\n"
    zipped = (
        "for i, (m, h) in enumerate(zip((Book, Tag), (on_save, on_other))):\n    post_save.connect(h, m)\n"
    )
    assert (
        receivers(table)
        == receivers(zipped)
        == ["function shop.handlers.on_save", "function shop.handlers.on_other"]
    )


def test_a_default_of_getattr_is_no_answer_where_the_object_is_not_known():
    assert senders("def f(o):\n    post_save.connect(on_save, getattr(o, 'm', None))\n") == ["dynamic ?"]


def test_arguments_behind_stars_are_read_where_they_are_written():
    first, second = rows(
        "post_save.connect(*[on_save, Book])\npost_save.connect(on_save, **{'sender': Tag})\n"
    )
    assert (first.receiver.name, first.sender.name) == ("shop.handlers.on_save", "shop.models.Book")
    assert (second.sender.name, second.weak) == ("shop.models.Tag", True)


def test_keywords_that_are_known_in_part_leave_the_rest_open():
    found = row("import x\npost_save.connect(on_save, **{'sender': Book, **x.more})\n")
    assert (found.sender.name, found.weak) == ("shop.models.Book", None)


def test_one_argument_too_many_is_passed_over():
    assert row("post_save.connect(on_save, Book, True, 'uid', 5)\n").dispatch_uid == "uid"


def test_a_decorator_with_a_signal_that_is_not_there_connects_to_an_unknown_one():
    assert signals("@receiver(undefined)\ndef handle(**kw): ...\n") == ["?"]


@pytest.mark.parametrize(
    "signal",
    [
        "celery.signals.task_prerun",
        "flask.request_started",
        "playhouse.signals.post_save",
        "mongoengine.signals.pre_save",
    ],
)
def test_djangos_decorator_on_a_signal_of_another_library_connects_nothing_to_django(signal: str):
    module, _, name = signal.rpartition(".")
    assert signals(f"from {module} import {name} as other\n@receiver(other)\ndef f(): ...\n") == []
    assert signals(f"from {module} import {name} as other\n@receiver([other, pre_save])\ndef f(): ...\n") == [
        "django.db.models.signals.pre_save"
    ]


def test_a_signal_of_an_unknown_library_may_be_djangos():
    assert signals("from somewhere import ping\n@receiver(ping)\ndef f(): ...\n") == ["somewhere.ping"]


@pytest.mark.parametrize(
    "decorator",
    [
        "def on(model):\n    return receiver(post_save, sender=model)\n",
        "def on(model):\n    def decorate(function):\n        post_save.connect(function, sender=model)\n        return function\n    return decorate\n",
        "def on(model):\n    if model is None:\n        return lambda function: function\n    return receiver(post_save, sender=model)\n",
    ],
)
def test_a_decorator_that_the_project_makes_connects_what_it_stands_on(decorator: str):
    (row,) = (
        one
        for one in rows(f"{decorator}\n@on(Book)\ndef saved(sender, **kwargs):\n    pass\n")
        if one.receiver.name == "shop.signals.saved"
    )
    assert row.signal is not None
    assert (row.signal.name, row.sender.name) == ("django.db.models.signals.post_save", "shop.models.Book")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("post_save.connect(on_save, Book)\n", "post_save.connect(on_save, Book)"),
        ("@receiver(post_save, sender=Book)\ndef on(**kw): ...\n", "receiver(post_save, sender=Book)"),
        ("receiver(post_save)(on_save)\n", "receiver(post_save)"),
        ("def saves(m): return receiver(post_save, sender=m)\n@saves(Book)\ndef on(**kw): ...\n", None),
    ],
)
def test_the_call_that_connects_is_known_where_it_stands(text: str, written: str | None):
    call = row(text).call
    assert (call and unparse(call)) == written


def test_a_condition_makes_a_connection_uncertain():
    text = "import what\nif what.x: post_save.connect(on_save, Book)\nelse: pre_save.connect(on_save)\n"
    assert [each.certain for each in rows(text)] == [False, False]
    assert row("post_save.connect(on_save)\n").certain


CERTAIN = [
    ("post_save.connect(on_save)", True),
    ("x and post_save.connect(on_save)", False),
    ("x or post_save.connect(on_save)", False),
    ("post_save.connect(on_save) if x else None", False),
    ("(post_save.connect(on_save), x and y)", True),
    ("if x:\n        return\n    post_save.connect(on_save)", False),
    ("if x:\n        raise X\n    post_save.connect(on_save)", True),
    ("if False:\n        return\n    post_save.connect(on_save)", True),
    ("try:\n        x()\n    except X:\n        return\n    post_save.connect(on_save)", False),
    ("with x:\n        if y:\n            return\n    post_save.connect(on_save)", False),
    ("for y in x:\n        return\n    post_save.connect(on_save)", False),
    ("for y in x:\n        break\n    post_save.connect(on_save)", True),
    ("for y in (1,):\n        post_save.connect(on_save)\n        break", True),
    ("for y in (1,):\n        if x:\n            continue\n        post_save.connect(on_save)", False),
]


@pytest.mark.parametrize(("body", "certain"), CERTAIN)
def test_what_may_leave_before_leaves_a_connection_uncertain(body: str, certain: object):
    assert [row.certain for row in rows(f"def wire(x, y):\n    {body}\nwire(a, b)\n")] == [certain]


def test_only_the_first_round_of_a_loop_that_may_break_is_certain():
    text = (
        "for model in (Book, Tag):\n    post_save.connect(on_save, sender=model)\n    if x:\n        break\n"
    )
    assert [(row.sender.label, row.certain) for row in rows(text)] == [
        ("shop.Book", True),
        ("shop.Tag", False),
    ]
