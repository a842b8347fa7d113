"""A sign of life: on a terminal only, and only when a run takes long."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from signal_lint.cli.arguments import Arguments

_PATIENCE = 1.0


@contextmanager
def shown_when_slow(arguments: Arguments) -> Iterator[None]:
    """Say that the analysis goes on, from its second second, and wipe that at the end."""
    if arguments.quiet or not sys.stderr.isatty():
        yield
        return
    shown = threading.Event()
    timer = threading.Timer(_PATIENCE, _show, [shown])
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        if shown.is_set():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _show(shown: threading.Event) -> None:
    shown.set()
    print("signal-lint: reading the project …", end="", file=sys.stderr, flush=True)
