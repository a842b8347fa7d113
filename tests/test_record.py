"""Records behave as frozen dataclasses of the standard library do."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from signal_lint.record import record


@record
class Point:
    """A record with every kind of field."""

    x: int
    y: int = 0
    tags: list[str] = field(default_factory=list)
    note: str = field(default="", compare=False)


@record
class Place:
    """Another record with the fields of the first that compare."""

    x: int
    y: int = 0
    tags: list[str] = field(default_factory=list)


@record
class Nothing:
    """A record without fields."""


@dataclass(frozen=True, slots=True)
class Standard:
    """What the standard library makes of the same fields."""

    x: int
    y: int = 0
    tags: list[str] = field(default_factory=list)
    note: str = field(default="", compare=False)


@pytest.mark.parametrize("kind", [Point, Standard])
def test_fields_are_given_by_place_and_by_name_or_left_to_their_defaults(kind):
    made = kind(1, tags=["a"])
    assert (made.x, made.y, made.tags, made.note) == (1, 0, ["a"], "")
    assert kind(1).tags is not kind(1).tags


@pytest.mark.parametrize("kind", [Point, Standard])
@pytest.mark.parametrize("wrong", [{}, {"x": 1, "z": 2}])
def test_other_arguments_are_refused(kind, wrong):
    with pytest.raises(TypeError, match="argument"):
        kind(**wrong)


@pytest.mark.parametrize("kind", [Point, Standard])
def test_what_compares_decides_about_equality(kind):
    assert kind(1, note="a") == kind(1, note="b")
    assert kind(1) != kind(2)
    assert kind(1) != (1, 0, [])


def test_records_of_two_classes_are_never_equal():
    assert Point(1) != Place(1)
    assert Nothing() == Nothing()


def test_equal_records_have_one_hash():
    assert len({Point(1, tags=(), note="a"), Point(1, tags=(), note="b")}) == 1
    assert len({Nothing(), Nothing()}) == 1


@pytest.mark.parametrize("kind", [Point, Standard])
def test_a_record_shows_every_field(kind):
    assert repr(kind(1)) == f"{kind.__name__}(x=1, y=0, tags=[], note='')"


@pytest.mark.parametrize("kind", [Point, Standard])
def test_a_record_cannot_be_changed(kind):
    made = kind(1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'x'"):
        made.x = 2
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
        del made.x
    assert not hasattr(made, "__dict__")


@pytest.mark.parametrize("kind", [Point, Standard])
def test_the_tools_of_dataclasses_work(kind):
    assert replace(kind(1), y=2) == kind(1, 2)
    assert [each.name for each in fields(kind)] == ["x", "y", "tags", "note"]
    match kind(1, 2):
        case Point(1, y) | Standard(1, y):
            assert y == 2
        case _:
            pytest.fail("no match by position")


@pytest.mark.parametrize("kind", [Point, Standard])
def test_a_record_survives_copying_and_pickling(kind):
    made = kind(1, tags=["a"], note="b")
    assert repr(copy.deepcopy(made)) == repr(made)
    assert repr(pickle.loads(pickle.dumps(made))) == repr(made)  # noqa: S301 - what it has just written
