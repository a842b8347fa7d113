"""Expressions replaced and awaited, decorators moved."""

from __future__ import annotations

import pytest
from fixing.editing import at, refusals, rewritten

from signal_lint.edits import AddArgument, AppendKwargs, AwaitCall, RaiseDecorator, ReplaceExpression
from signal_lint.fixing.rewriting import rewrite


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f(sender=OLD, weak=False)", "f(sender=new.name, weak=False)"),
        ("f(sender=(OLD))", "f(sender=(new.name))"),
        ("[OLD , other]", "[new.name , other]"),
    ],
)
def test_an_expression_is_replaced(before: str, after: str):
    text = f"x = {before}  # why\n"
    edit = ReplaceExpression(at(text, "OLD"), "new.name")
    assert rewritten(text, edit) == f"x = {after}  # why\n"


def test_an_expression_with_a_comment_in_it_is_left_alone():
    text = 'f(("a"  # one\n   "b"))\n'
    edit = ReplaceExpression(at(text, '"a"  # one\n   "b"'), "name")
    assert refusals(text, edit) == ["a comment stands within the expression"]


@pytest.mark.parametrize("call", ["paid.asend(1)", "(paid.asend(1))"])
def test_a_call_is_awaited(call: str):
    text = f"async def pay():\n    {call}  # sent\n"
    expected = text.replace("paid", "await paid")
    assert rewritten(text, AwaitCall(at(text, "paid.asend(1)"))) in (
        expected,
        expected.replace("(await paid.asend(1))", "await (paid.asend(1))"),
    )


def test_await_outside_of_an_async_function_would_not_be_valid_code():
    text = "def pay():\n    paid.asend(1)\n"
    assert refusals(text, AwaitCall(at(text, "paid.asend(1)"))) == ["it would not leave valid code"]


def test_a_decorator_is_moved_to_the_top_with_its_comments():
    text = "# first\n@log  # logs\n# connects\n@receiver(\n    paid,\n)  # paid\n@cached\ndef f(): pass\n"
    assert rewritten(text, RaiseDecorator(at(text, "@receiver("))) == (
        "# first\n# connects\n@receiver(\n    paid,\n)  # paid\n@log  # logs\n@cached\ndef f(): pass\n"
    )


def test_a_decorator_of_a_class_is_moved_too():
    text = "@a\n@b\nclass C: pass\n"
    assert rewritten(text, RaiseDecorator(at(text, "@b"))) == "@b\n@a\nclass C: pass\n"


def test_edits_in_and_on_one_function_go_together():
    text = "@log\n@on(OLD)\ndef f(a):\n    pass\n"
    edits = (
        RaiseDecorator(at(text, "@on(OLD)")),
        ReplaceExpression(at(text, "OLD"), "new"),
        AppendKwargs(at(text, "def"), "kwargs"),
    )
    assert rewritten(text, *edits) == "@on(new)\n@log\ndef f(a, **kwargs):\n    pass\n"


def test_one_edit_that_is_refused_keeps_no_other_from_being_made():
    text = "def f(a): pass\ndef g(**b): pass\n"
    good, bad = (AppendKwargs(at(text, start), "kwargs") for start in ("def f", "def g"))
    made = rewrite(text, (bad, good))
    assert (made.text, list(made.refused)) == ("def f(a, **kwargs): pass\ndef g(**b): pass\n", [bad])


def test_of_two_edits_of_one_call_the_second_may_come_too_late():
    text = "async def pay():\n    paid.asend(1)\n"
    call = at(text, "paid.asend(1)")
    late = AddArgument(call, "weak", "False")
    assert rewrite(text, (AwaitCall(call), late)).refused == {
        late: "another fix has changed what it is about"
    }


def test_what_is_nested_too_deeply_is_left_alone():
    text = f"def f(a): pass\nx = {' + '.join('1' * 1000)}\n"
    assert refusals(text, AppendKwargs(at(text, "def f"), "kwargs")) == ["the file is nested too deeply"]


def test_what_the_parser_loses_is_left_alone(monkeypatch):
    text = "def f(a): pass\n"
    monkeypatch.setattr("libcst.Module.code", "def f(a):pass\n")
    assert refusals(text, AppendKwargs(at(text, "def f"), "kwargs")) == [
        "the parser does not give the file back as it is"
    ]


def test_code_of_another_python_is_edited_as_far_as_it_parses():
    text = "def f(a):\n    return await a\n"
    edited = rewritten(text, AppendKwargs(at(text, "def f"), "kwargs"))
    assert edited == text.replace("(a)", "(a, **kwargs)")


def test_code_of_another_python_has_to_parse_at_least():
    text = "await a\nfor OLD in b: pass\n"
    edit = ReplaceExpression(at(text, "OLD"), "1 + 1")
    assert refusals(text, edit) == ["it would not leave valid code"]
