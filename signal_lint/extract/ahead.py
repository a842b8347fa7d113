"""Reading the files that matter in several processes, before anybody asks for them.

What comes back is what would have been read on demand; so the number of processes
changes nothing but the time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context

from signal_lint.extract.deep_stack import run_with_deep_stack
from signal_lint.extract.reading import Reading
from signal_lint.syntax import ClassDef, Deferred

# Small enough that no process waits long for another's last chunk.
_CHUNK = 8
_VARIABLE = "PYTHONSAFEPATH"


def read_ahead(texts: Sequence[tuple[str, str]], jobs: int) -> Iterator[tuple[str, Reading]]:
    """Yield the reading of each (path, text), with the statements that hold a word of a connection parsed.

    Processes are never forked: the caller runs in a thread, and may hold locks.
    """
    chunks = [texts[start : start + _CHUNK] for start in range(0, len(texts), _CHUNK)]
    with _safe_path(), ProcessPoolExecutor(jobs, mp_context=get_context("forkserver")) as pool:
        for reading in [pool.submit(_read_chunk, chunk) for chunk in chunks]:
            # What is nested too deep to be sent from one process to another is read on demand.
            with suppress(RecursionError):
                yield from reading.result()


@contextmanager
def _safe_path() -> Iterator[None]:
    """Keep the processes that are started from importing what lies in the current folder.

    multiprocessing starts its server with `python -c`, which would look there first, for `socket` say.
    """
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before


def _read_chunk(texts: Sequence[tuple[str, str]]) -> list[tuple[str, Reading]]:
    return run_with_deep_stack(lambda: [(path, _read(path, text)) for path, text in texts])


def _read(path: str, text: str) -> Reading:
    """Return a reading that has parsed what it may be asked for, and that nobody has asked for anything."""
    reading = Reading(path, text)
    for statement in reading.facts.body:
        if isinstance(statement, Deferred) and statement.mentions:
            whole = reading.statement(statement.key)
            for member in whole.body if isinstance(whole, ClassDef) else ():
                if isinstance(member, Deferred) and member.mentions:
                    reading.statement(member.key)
    if reading.problem != reading.facts.problem:
        # Whether it comes to light depends on what is asked for.
        return Reading(path, text)
    reading.parsed = reading.parsed_at_once
    return reading
