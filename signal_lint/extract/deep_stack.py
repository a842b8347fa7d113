"""Room for recursion: libcst's native parser and the trees it returns need more than a usual stack."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

# Virtual memory: only what is touched is used.
_STACK_BYTES = 512 * 1024 * 1024
_RECURSION_LIMIT = 60_000

T = TypeVar("T")


def run_with_deep_stack(function: Callable[[], T]) -> T:
    """Run a function in a thread with a deep stack; return what it returns, raise what it raises."""
    results: list[T] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(function())
        except BaseException as failure:  # noqa: BLE001  raised again in the thread that waits
            failures.append(failure)

    limit = sys.getrecursionlimit()
    stack = threading.stack_size(_STACK_BYTES)
    try:
        sys.setrecursionlimit(max(limit, _RECURSION_LIMIT))
        thread = threading.Thread(target=run, name="signal-lint", daemon=True)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(stack)
        sys.setrecursionlimit(limit)
    for failure in failures:
        raise failure
    return results[0]
