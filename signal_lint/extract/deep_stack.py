"""Where parsing runs: with a deep stack, and garbage collection held off.

libcst's native parser recurses, and so do walks over what it returns. Trees make no cycles, and with many of
them alive the collector makes parsing three times slower.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

# Virtual memory: only what is touched is used.
_STACK_BYTES = 512 * 1024 * 1024
_RECURSION_LIMIT = 60_000

T = TypeVar("T")


def run_with_deep_stack(function: Callable[[], T]) -> T:
    """Run a function in a thread with a deep stack, garbage collection off; return or raise what it does."""
    results: list[T] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(function())
        except BaseException as failure:  # noqa: BLE001  raised again in the thread that waits
            failures.append(failure)

    collecting = gc.isenabled()
    limit = sys.getrecursionlimit()
    stack = threading.stack_size(_STACK_BYTES)
    gc.disable()
    try:
        sys.setrecursionlimit(max(limit, _RECURSION_LIMIT))
        thread = threading.Thread(target=run, name="signal-lint", daemon=True)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(stack)
        sys.setrecursionlimit(limit)
        if collecting:
            gc.enable()
    for failure in failures:
        raise failure
    return results[0]
