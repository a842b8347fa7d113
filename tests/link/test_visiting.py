"""Which calls are visited, and what is said of what stands around them."""

from __future__ import annotations

import textwrap

import pytest
from link.linking import SHOP, project

from signal_lint.calling import CallSite

ON_COMMIT = "django.db.transaction.on_commit"
HEAD = "from django.db.transaction import on_commit\n"


def sites(text: str, head: str = HEAD) -> list[CallSite]:
    """Return the calls of `on_commit` in a module of the shop."""
    found = project({**SHOP, "shop/calls.py": head + textwrap.dedent(text)})
    return [site for site in found.lookup.calls_of(ON_COMMIT) if site.location.path == "shop/calls.py"]


def lines(text: str, head: str = HEAD) -> list[int]:
    """Return the lines of the calls, counted from below the head."""
    return [site.location.span.line - head.count("\n") for site in sites(text, head)]


@pytest.mark.parametrize(
    "text",
    [
        "on_commit(f)",
        "def g():\n    on_commit(f)",
        "class A:\n    def g(self):\n        on_commit(f)",
        "class A:\n    on_commit(f)",
        "def g():\n    def h():\n        on_commit(f)",
        "def g():\n    class A:\n        def h(self):\n            on_commit(f)",
        "g = lambda: on_commit(f)",
        "@g(on_commit(f))\ndef h(): pass",
        "def g():\n    for x in y:\n        on_commit(f)",
        "def g():\n    while x:\n        on_commit(f)",
        "def g():\n    match x:\n        case 1:\n            on_commit(f)",
        "def g():\n    with x:\n        on_commit(f)",
        "def g():\n    return [on_commit(x) for x in y]",
        "def g():\n    return h(on_commit(f))",
    ],
)
def test_a_call_is_found_wherever_it_stands(text: str):
    assert len(sites(text)) == 1


@pytest.mark.parametrize(
    "head",
    [
        "from django.db.transaction import on_commit as later\n",
        "from django.db import transaction as t\nlater = t.on_commit\n",
    ],
)
def test_a_call_by_another_name_is_found_where_an_import_gives_it(head: str):
    assert len(sites("def g():\n    later(f)", head)) == ("as later" in head)


@pytest.mark.parametrize(
    "text",
    [
        "def g(on_commit):\n    on_commit(f)",
        "def g():\n    x = [on_commit(f) for on_commit in y]",
        "def g():\n    return lambda on_commit: on_commit(f)",
        "def g():\n    return\n    on_commit(f)",
        "def g():\n    raise x\n    on_commit(f)",
        "def g():\n    'on_commit'",
        "def on_commit(f): pass\non_commit(f)",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    on_commit(f)",
        "from typing import TYPE_CHECKING\nif not TYPE_CHECKING:\n    pass\nelse:\n    on_commit(f)",
    ],
)
def test_what_is_another_name_or_does_not_run_is_left_out(text: str):
    assert sites(text) == []


def test_calls_come_in_the_order_of_their_places():
    assert lines("class A:\n    def g(self): on_commit(f)\n\non_commit(f)\n\ndef h(): on_commit(f)\n") == [
        2,
        4,
        6,
    ]


def test_a_statement_that_cannot_be_read_is_left_out():
    assert lines("def g():\n    on_commit(f) x\n\ndef h(): on_commit(f)\n") == [4]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("on_commit(f)", True),
        ("x = on_commit(f)", False),
        ("g(on_commit(f))", False),
        ("not on_commit(f)", False),
    ],
)
def test_a_whole_statement_is_alone(text: str, alone: object):
    assert [site.alone for site in sites(text)] == [alone]


@pytest.mark.parametrize(
    ("text", "in_async"),
    [
        ("async def g():\n    on_commit(f)", True),
        ("async def g():\n    def h():\n        on_commit(f)", False),
        ("async def g():\n    h(lambda: on_commit(f))", False),
        ("def g():\n    async def h():\n        on_commit(f)", True),
    ],
)
def test_the_innermost_function_decides_what_may_be_awaited(text: str, in_async: object):
    assert [site.in_async for site in sites(text)] == [in_async]


@pytest.mark.parametrize(
    ("text", "conditional"),
    [
        ("on_commit(f)", False),
        ("if x:\n    on_commit(f)", True),
        ("if x:\n    pass\nelse:\n    on_commit(f)", True),
        ("if True:\n    on_commit(f)", False),
        ("for x in y:\n    on_commit(f)", True),
        ("x and on_commit(f)", True),
        ("y = on_commit(f) if x else None", True),
        ("y = [on_commit(f) for x in z]", True),
        ("def g():\n    if x:\n        return\n    on_commit(f)", True),
        ("def g():\n    if x:\n        pass\n    on_commit(f)", False),
        ("if x:\n    def g():\n        on_commit(f)", True),
        ("try:\n    on_commit(f)\nfinally:\n    pass", False),
    ],
)
def test_tests_loops_and_ways_out_make_a_call_conditional(text: str, conditional: object):
    assert [site.conditional for site in sites(text)] == [conditional]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("try:\n    on_commit(f)\nexcept TypeError:\n    pass", ("builtins.TypeError",)),
        ("try:\n    on_commit(f)\nexcept (TypeError, x):\n    pass", ("builtins.TypeError", None)),
        ("try:\n    on_commit(f)\nexcept:\n    pass", ("builtins.BaseException",)),
        ("try:\n    x\nexcept OSError:\n    on_commit(f)", ("builtins.OSError",)),
        ("try:\n    x\nexcept OSError:\n    pass\nfinally:\n    on_commit(f)", ()),
        ("import pytest\nwith pytest.raises(TypeError):\n    on_commit(f)", ("builtins.TypeError",)),
        ("with x.assertRaisesMessage(TypeError, 'no'):\n    on_commit(f)", ("builtins.TypeError",)),
        ("with atomic():\n    on_commit(f)", ()),
        ("with lock:\n    on_commit(f)", ()),
        ("x.assertRaises(TypeError, lambda: on_commit(f))", ("builtins.TypeError",)),
    ],
)
def test_errors_that_are_taken_are_named(text: str, expected: tuple[str | None, ...]):
    assert [site.expected for site in sites(text)] == [expected]
