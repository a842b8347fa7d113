"""What an expression surely is, whatever the rest of the program does."""

from __future__ import annotations

import pytest
from flow.reading import expression

from signal_lint.flow.truth import truth

TRUE = """
1; "a"; [x]; (x,); {x: y}; lambda: 0; not None; 1 or x; x or 1; 1 and 2; f"{x}a"; [1] + x; {1} | x
None is None; 1 == 1; 1 != 2; None is not 1; [x] is not None; {x: y} != None; f"{x}" is not None
1 in (1, 2); 3 not in [1]; "a" in "abc"; "z" not in "abc"; bool([x]); len("ab"); len([1]) == 1
set([1]) == {1}; frozenset() == set(); tuple([1]) == (1,); (not 1) == False; (0 or "a") == "a"
(1 and 1 == 1) == True; (1 if x == x or 1 else 2) == 1; list((1,)) == [1]; (None or ()) == ()
"""
FALSE = """
0; ""; None; []; (); {}; not 1; 0 and x; x and 0; 0 or None; TYPE_CHECKING; typing.TYPE_CHECKING
1 is None; [x] is None; 1 == 2; 1 in []; bool(0); len(()); None is True; (lambda: x) is None
"""
UNKNOWN = """
x; x.y; x(); [*x]; {**x}; f"{x}"; x + y; [] + x; not x; x or 0; x and 1; x or y; x == 1; x is None; 1 < 2
1 is 2; x in [1]; 1 in x; 1 in 2; "a" in [x]; bool(x); bool(*x); len(x); len(1); set(x); set(1); set(1, 2)
set([[1]]); (x or 1) == 1; (1 if x else 2) == 1; (x and 1 == 1) == True; 1 if x else 2; 1 == 1 == 1
bool(x) == True; await x; x[0]; -1; {1: 2}[1]; [1] in [[1]]; x := 1
"""


def expressions(text: str) -> list[str]:
    return [part.strip() for line in text.strip().splitlines() for part in line.split(";")]


@pytest.mark.parametrize("text", expressions(TRUE))
def test_what_is_surely_true(text: str):
    assert truth(expression(f"({text})")) is True


@pytest.mark.parametrize("text", expressions(FALSE))
def test_what_is_surely_false(text: str):
    assert truth(expression(f"({text})")) is False


@pytest.mark.parametrize("text", expressions(UNKNOWN))
def test_what_only_a_run_can_tell(text: str):
    assert truth(expression(f"({text})")) is None
