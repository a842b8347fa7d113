"""Arguments added to calls and taken from them."""

from __future__ import annotations

import pytest
from fixing.editing import at, refusals, rewritten

from signal_lint.edits import AddArgument, RemoveArgument, ReplaceExpression


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("connect()", "connect(weak=False)"),
        ("connect(f)", "connect(f, weak=False)"),
        ("connect(f,)", "connect(f, weak=False,)"),
        ("connect(f, sender=A)", "connect(f, sender=A, weak=False)"),
        ("connect(f, *more)", "connect(f, *more, weak=False)"),
        ("connect((x for x in y))", "connect((x for x in y), weak=False)"),
        ("connect(x for x in y)", "connect(x for x in y)"),
        ("connect(\n    f,\n    sender=A,\n)", "connect(\n    f,\n    sender=A,\n    weak=False,\n)"),
        ("connect(\n    f\n)", "connect(\n    f,\n    weak=False\n)"),
        (
            "connect(\n    f,  # why\n    A  # whom\n)",
            "connect(\n    f,  # why\n    A,  # whom\n    weak=False\n)",
        ),
    ],
)
def test_an_argument_is_added_behind_the_last(before: str, after: str):
    text = f"post_save.{before}  # here\n"
    edit = AddArgument(at(text, f"post_save.{before}"), "weak", "False")
    if before == after:
        assert refusals(text, edit) == ["its only argument is a generator without parentheses of its own"]
    else:
        assert rewritten(text, edit) == f"post_save.{after}  # here\n"


def test_an_argument_that_is_there_is_not_added_again():
    text = "connect(f, weak=x)\n"
    edit = AddArgument(at(text, "connect(f, weak=x)"), "weak", "False")
    assert refusals(text, edit) == ["it has the argument `weak` already"]


def test_a_call_within_a_decorator_or_another_call_is_found_by_its_two_ends():
    text = "@register(connect(f))\ndef g(): pass\n"
    edit = AddArgument(at(text, "connect(f)"), "weak", "False")
    assert rewritten(text, edit) == "@register(connect(f, weak=False))\ndef g(): pass\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Signal(X)", "Signal()"),
        ("Signal( X )", "Signal()"),
        ("Signal(\n    X,\n)", "Signal()"),
        ("Signal(providing_args=X)", "Signal()"),
        ("Signal(X, use_caching=True)", "Signal(use_caching=True)"),
        ("Signal(use_caching=True, providing_args=X)", "Signal(use_caching=True)"),
        ("Signal(use_caching=True, providing_args=X,)", "Signal(use_caching=True,)"),
        ("Signal(\n    a=1,\n    providing_args=X,\n)", "Signal(\n    a=1,\n)"),
    ],
)
def test_an_argument_is_taken_out(before: str, after: str):
    text = f"paid = {before}  # sent by pay()\n"
    edit = RemoveArgument(at(text, before), at(text, "X"))
    assert rewritten(text, edit) == f"paid = {after}  # sent by pay()\n"


@pytest.mark.parametrize(
    "call",
    ["Signal(  # no\n    X\n)", "Signal(\n    X,  # the amount\n)", "Signal(\n    a=1,  # one\n    b=X,\n)"],
)
def test_a_comment_is_not_taken_out_with_an_argument(call: str):
    text = f"paid = {call}\n"
    edit = RemoveArgument(at(text, call), at(text, "X"))
    assert refusals(text, edit) == ["a comment stands beside the argument"]


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("Signal(providing_args=('a', 'b'))", "('a', 'b')", "Signal()"),
        ("Signal(providing_args=(('a',)))", "('a',)", "Signal()"),
        ("Signal(('a',), True)", "('a',)", "Signal(True)"),
        ("signals['a', 'b'](1, X)", "X", "signals['a', 'b'](1)"),
    ],
)
def test_the_parentheses_of_a_tuple_are_a_part_of_it(before: str, value: str, after: str):
    edit = RemoveArgument(at(before, before), at(before, value))
    assert rewritten(before, edit) == after


def test_an_argument_that_is_not_there_is_not_taken_out():
    text = "paid = Signal(a)\n"
    assert refusals(text, RemoveArgument(at(text, "Signal(a)"), at(text, "paid"))) == [
        "the argument is not there"
    ]


@pytest.mark.parametrize("value", ["(X)", "((X))", "( X )"])
def test_brackets_around_an_argument_may_belong_to_its_place(value: str):
    text = f"paid = Signal({value}, a=1)\n"
    call = at(text, f"Signal({value}, a=1)")
    for place in ("X", value):
        assert rewritten(text, RemoveArgument(call, at(text, place))) == "paid = Signal(a=1)\n"
    replaced = rewritten(text, ReplaceExpression(at(text, value), "Y"))
    assert replaced == text.replace("X", "Y")
