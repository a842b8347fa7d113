"""The command line: `signal-lint` and `python -m signal_lint`.

Invariant: this module and what it imports at its top load nothing that Python has not loaded anyway; what an
unchanged project needs is no more than that.
"""

from __future__ import annotations

import gc
import io
import os
import sys

from signal_lint.cache.replay import replay

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


def run() -> NoReturn:
    """Run the command line as a process of its own, and leave with its exit code.

    At once: to free the memory of a large project object by object takes longer than to map a small one.
    """
    # Nothing that a run makes has to be collected before it ends.
    gc.disable()
    # Python has None for a stream that is closed.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115, PTH123  it lives as long as the process
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115, PTH123
    code = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            continue
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    words = sys.argv[1:] if argv is None else list(argv)
    answer = replay(words)
    if answer is not None:
        return _printed(*answer)
    from signal_lint.cli.entry import run_command

    return run_command(words)


def _printed(code: int, report: str, remarks: str) -> int:
    try:  # noqa: SIM105  contextlib is more than an unchanged project needs
        print(remarks, end="", file=sys.stderr, flush=True)
    except OSError:
        # Where nobody listens there is nobody to tell so either.
        pass
    match sys.stdout:
        case io.TextIOWrapper() as stream:
            stream.reconfigure(errors="backslashreplace")
    try:
        print(report, end="", flush=True)
    except OSError:
        # Knows what to say, and fails in the same way.
        from signal_lint.cli.entry import print_report

        return print_report(report, code)
    return code
