"""`**kwargs` behind the last parameter, laid out as the others are."""

from __future__ import annotations

import pytest
from fixing.editing import at, refusals, rewritten

from signal_lint.edits import AppendKwargs


def appended(text: str, start: str, name: str = "kwargs") -> str:
    return rewritten(text, AppendKwargs(at(text, start), name))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "**kwargs"),
        ("sender", "sender, **kwargs"),
        ("sender, instance", "sender, instance, **kwargs"),
        ("sender, instance,", "sender, instance, **kwargs,"),
        ("sender,instance", "sender,instance, **kwargs"),
        ("sender=None", "sender=None, **kwargs"),
        ("sender: type[Model], raw: bool = False", "sender: type[Model], raw: bool = False, **kwargs"),
        ("sender, *args", "sender, *args, **kwargs"),
        ("sender, *, instance", "sender, *, instance, **kwargs"),
        ("*args, instance=None", "*args, instance=None, **kwargs"),
        ("sender, /", "sender, /, **kwargs"),
        ("sender, /,", "sender, /, **kwargs,"),
        ("sender, /, instance", "sender, /, instance, **kwargs"),
        ("\n    sender,\n    instance,\n", "\n    sender,\n    instance,\n    **kwargs,\n"),
        ("\n    sender,\n    instance\n", "\n    sender,\n    instance,\n    **kwargs\n"),
        ("\n    sender,\n", "\n    sender,\n    **kwargs,\n"),
        ("\n    sender\n", "\n    sender,\n    **kwargs\n"),
        ("\n\tsender,\n\tinstance,\n", "\n\tsender,\n\tinstance,\n\t**kwargs,\n"),
        ("sender,\n       instance", "sender,\n       instance,\n       **kwargs"),
        (
            "\n    sender,  # who\n    instance,  # what\n",
            "\n    sender,  # who\n    instance,  # what\n    **kwargs,\n",
        ),
        (
            "\n    sender,  # who\n    instance  # what\n",
            "\n    sender,  # who\n    instance,  # what\n    **kwargs\n",
        ),
        ("sender  # who\n", "sender,  # who\n    **kwargs\n"),
        ("\n    sender,\n    # no more\n", "\n    sender,\n    # no more\n    **kwargs,\n"),
        ("sender, größe", "sender, größe, **kwargs"),
    ],
)
def test_a_function_gets_one_more_parameter(before: str, after: str):
    text = "@receiver(post_save)  # saved\ndef on_save({}): # type\n    '''Body.'''\n"
    assert appended(text.format(before), "def on_save") == text.format(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("lambda: 1", "lambda **kwargs: 1"),
        ("lambda sender: sender", "lambda sender, **kwargs: sender"),
        ("lambda *a: a", "lambda *a, **kwargs: a"),
        ("lambda  sender : sender", "lambda  sender, **kwargs : sender"),
    ],
)
def test_a_lambda_gets_one_more_parameter(before: str, after: str):
    assert appended(f"x = ({before})\n", "lambda") == f"x = ({after})\n"


def test_an_async_function_is_known_by_its_first_word():
    assert appended("async def f(sender): pass\n", "async") == "async def f(sender, **kwargs): pass\n"


def test_line_ends_stay_as_they_are():
    text = "def f(\r\n    sender,\r\n):\r\n    pass\r\n"
    assert appended(text, "def") == "def f(\r\n    sender,\r\n    **kwargs,\r\n):\r\n    pass\r\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("def f(sender, **rest): pass\n", "it has a `**` parameter already"),
        ("def f(sender, /, # who\n      ): pass\n", "a comment stands behind the `/` of its parameters"),
        ("x = 1 # def\n", "the code that it is about is not there"),
        ("def f(sender: pass\n", "the file can't be parsed"),
        ("def f(kwargs): pass\n", "it would not leave valid code"),
    ],
)
def test_what_cannot_be_done_is_refused(text: str, reason: str):
    assert refusals(text, AppendKwargs(at(text, "def"), "kwargs")) == [reason]


@pytest.mark.parametrize(
    "text",
    [
        "def f(a):\n    notify(a, **kwargs)\n",
        "def f(a):\n    from b import kwargs\n",
        "def f(a):\n    def g(b): return kwargs\n",
        "x = lambda a: kwargs.get(a)\n",
    ],
)
def test_a_name_that_means_something_else_in_the_body_is_not_taken(text: str):
    start = "lambda" if "lambda" in text else "def f"
    assert refusals(text, AppendKwargs(at(text, start), "kwargs")) == ["its body uses another `kwargs`"]


@pytest.mark.parametrize(
    "body",
    [
        "def g(b, *kwargs): kwargs",
        "lambda b, **kwargs: kwargs",
        "g(kwargs=a.kwargs)",
        "def g(kwargs, /): kwargs",
    ],
)
def test_a_name_of_a_function_within_is_its_own(body: str):
    text = f"def f(a):\n    {body}\n"
    assert appended(text, "def f") == text.replace("(a)", "(a, **kwargs)", 1)
