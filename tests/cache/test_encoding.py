"""Every record comes back as it was."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signal_lint import edits, facts, findings, outcome, source, syntax
from signal_lint.cache.encoding import Encoding, NotPlainError
from signal_lint.findings import Severity
from signal_lint.outcome import Outcome
from signal_lint.source import Location, Span
from signal_lint.syntax import expressions, statements

MODULES = (source, syntax, facts, edits, findings, outcome)
ENCODING = Encoding(MODULES)
RECORDS = [
    each
    for each in {
        cls
        for module in MODULES
        for cls in vars(module).values()
        if isinstance(cls, type) and is_dataclass(cls)
    }
    if each is not outcome.Survey
]
SCOPE = {**vars(expressions), **vars(statements)}
# Lone surrogates and pairs of them, which JSON would take for one character.
TEXT = st.text(max_size=4) | st.sampled_from(["\ud83d\ude00", "\udcff", "\ud800", "\0", "😀"])
CONSTANTS = (
    TEXT | st.binary(max_size=9) | st.integers() | st.sampled_from([10**4000, -(10**700), 1 << 2000])
    | st.floats() | st.complex_numbers() | st.booleans() | st.none() | st.just(...)
)  # fmt: skip

PLAIN = {
    str: TEXT,
    bytes: st.binary(max_size=4),
    int: st.integers(),
    bool: st.booleans(),
    type(None): st.none(),
}


@cache
def of(hint, depth):
    """Return a strategy for what a type hint allows."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple and arguments[-1] is ...:
        return st.lists(of(arguments[0], depth), max_size=2 if depth else 0).map(tuple)
    if origin is tuple:
        return st.tuples(*[of(each, depth) for each in arguments])
    if arguments:
        return st.one_of([of(each, depth) for each in arguments if depth or fits_at_the_end(each)])
    if is_dataclass(hint):
        return record(hint, depth - 1)
    return PLAIN[hint] if hint in PLAIN else st.sampled_from(hint)


def fits_at_the_end(hint):
    return hint in (syntax.Name, syntax.Constant, syntax.Jump, Span, edits.AddImport) or not is_dataclass(
        hint
    )


@cache
def record(cls, depth):
    if cls is syntax.Constant:
        return st.builds(cls, CONSTANTS)
    hints = get_type_hints(cls, localns=SCOPE)
    return st.builds(
        cls, *[st.deferred(lambda hint=hints[each.name]: of(hint, max(depth, 0))) for each in fields(cls)]
    )


def through_json(value, encoding=ENCODING):
    text = json.dumps(encoding.encoded(value), ensure_ascii=False).encode("utf-8", "surrogatepass")
    return encoding.decoded(json.loads(text))


@pytest.mark.parametrize("cls", sorted(RECORDS, key=lambda cls: cls.__name__))
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_record_comes_back_as_it_was(cls, data):
    value = data.draw(record(cls, 1))
    if cls is not Outcome:
        # Spans take no part in comparisons, and nan is not equal to itself.
        assert repr(through_json(value)) == repr(value)


@given(CONSTANTS)
def test_a_constant_comes_back_with_its_type(value):
    found = through_json(syntax.Constant(value)).value
    assert (type(found), repr(found) if value.__class__ is not int else found == value) == (
        type(value),
        repr(value) if value.__class__ is not int else True,
    )


@pytest.mark.parametrize("value", [object(), {}, [1], {1}, Encoding])
def test_what_is_no_record_is_refused(value):
    with pytest.raises(TypeError, match="is no plain data"):
        ENCODING.encoded(value)


WRONG = [
    [], [[]], [0, []], [1], [1, 2], [1, "\ud800"], [2, 1.0], [2, "a", "b"], [3, 4], [4, "none"], [5, "x"],
    [-1],    [6], [6, 1, 2, 3], [9999, 1], ["a"], [None], [0, [9999]], [1.5], [5, "0x" + "_"],
]  # fmt: skip


@pytest.mark.parametrize("data", WRONG, ids=str)
def test_what_nothing_was_made_of_is_refused(data):
    with pytest.raises(NotPlainError):
        ENCODING.decoded(data)


def test_data_nested_too_deeply_is_refused():
    data: list[object] = [0]
    for _ in range(100_000):
        data = [0, data]
    with pytest.raises(NotPlainError):
        ENCODING.decoded(data)


def test_a_severity_and_a_location_come_back():
    value = (Severity.INFO, Location("a\udcff.py", Span(1, 2, 3, 4)), None, True, "")
    assert through_json(value) == value
