"""Version specifiers and the lowest series they allow, checked against `packaging` too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet

from signal_lint.django.specifiers import Bounds, series

OPERATORS = ("==", "!=", "<=", ">=", "<", ">", "~=")


@pytest.mark.parametrize(
    ("specifiers", "lowest"),
    [
        (">=4.2", (4, 2)),
        (">= 3.2, < 5", (3, 2)),
        (">3.2", (3, 2)),
        (">3.2,!=3.2.*,!=4.0.*", (4, 1)),
        ("==5.2.19", (5, 2)),
        ("===5.2", (5, 2)),
        ("==4.*", (4, 0)),
        ("~=4.2", (4, 2)),
        ("~=1.8.3", (1, 8)),
        (">=2.3", (3, 0)),
        (">=4.2rc1", (4, 2)),
        (">=v4.2.0.post1", (4, 2)),
        ("==5.0+local.1", (5, 0)),
        ("^4.1", (4, 1)),
        ("~4.1.3", (4, 1)),
        ("4.2.*", (4, 2)),
        (">=4.2 <6", (4, 2)),
        ("^5.0 || ^3.2", (3, 2)),
        (">=4.2,", (4, 2)),
    ],
)
def test_the_lowest_series_that_the_specifiers_allow(specifiers: str, lowest: tuple[int, int]):
    found = series(specifiers)
    assert found is not None
    assert found.lowest == lowest


@pytest.mark.parametrize(
    ("specifiers", "highest"),
    [
        (">=4.2", None),
        (">=1.4", None),
        (">=1.4,<2", (1, 11)),
        (">=1.8,<1.12", (1, 11)),
        ("==2.2.*", (2, 2)),
        ("~=3.0", (3, 2)),
        ("~=3.0.1", (3, 0)),
        (">=3.2,<=5.1", (5, 1)),
        ("^3.1", (3, 2)),
        ("~3.1", (3, 1)),
        ("^5.0 || ^3.2", (5, 2)),
        (">=5.0 || ^3.2", None),
    ],
)
def test_the_highest_series_that_the_specifiers_allow(specifiers: str, highest: tuple[int, int] | None):
    found = series(specifiers)
    assert found is not None
    assert found.highest == highest


def test_an_upper_bound_alone_is_one():
    assert series("<5") == Bounds(None, (4, 2))


@pytest.mark.parametrize("specifiers", ["", "*", "!=3.0", ">=5,<4", ">=four", "==4.2.1,!=4.2.*"])
def test_without_a_bound_that_can_be_read_nothing_is_known(specifiers: str):
    assert series(specifiers) is None


@st.composite
def clauses(draw: st.DrawFn) -> str:
    release = (draw(st.integers(1, 6)), draw(st.integers(0, 2)), draw(st.integers(0, 9)))
    parts = draw(st.integers(2, 3))
    operator = draw(st.sampled_from(OPERATORS))
    wildcard = draw(st.sampled_from(["", ".*"])) if operator in ("==", "!=") else ""
    return operator + ".".join(map(str, release[:parts])) + wildcard


@given(st.lists(clauses(), min_size=1, max_size=3))
def test_packaging_allows_a_release_of_the_lowest_series_and_none_below(parts: list[str]):
    found = series(",".join(parts))
    lowest = found and found.lowest
    if lowest:
        allowed = SpecifierSet(",".join(parts))
        below = [(x, y) for x in range(1, 8) for y in range(12 if x == 1 else 3) if (x, y) < lowest]
        assert any(f"{lowest[0]}.{lowest[1]}.{patch}" in allowed for patch in range(12))
        assert not any(f"{x}.{y}.{patch}" in allowed for x, y in below for patch in range(12))
