"""A thread with a deep stack."""

from __future__ import annotations

import gc
import sys
import threading

import pytest

from signal_lint.extract import run_with_deep_stack


def depth(left: int) -> int:
    return 1 + depth(left - 1) if left else 0


def test_recursion_goes_deep_and_nothing_stays_changed() -> None:
    before = sys.getrecursionlimit(), threading.stack_size()
    assert run_with_deep_stack(lambda: depth(20_000)) == 20_000
    assert (sys.getrecursionlimit(), threading.stack_size()) == before


@pytest.mark.parametrize("failure", [ValueError("x"), KeyboardInterrupt(), SystemExit(3)])
def test_what_is_raised_inside_is_raised_outside(failure: BaseException) -> None:
    def fail() -> None:
        raise failure

    with pytest.raises(type(failure)) as caught:
        run_with_deep_stack(fail)
    assert caught.value is failure


@pytest.mark.parametrize("before", [True, False])
def test_garbage_collection_is_off_inside_and_then_as_it_was(before: bool) -> None:  # noqa: FBT001
    (gc.enable if before else gc.disable)()
    try:
        assert run_with_deep_stack(gc.isenabled) is False
        assert gc.isenabled() is before
    finally:
        gc.enable()
