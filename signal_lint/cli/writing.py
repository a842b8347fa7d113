"""Where output goes: standard output, a file, and remarks to standard error."""

from __future__ import annotations

import io
import os
import secrets
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from signal_lint.settings import UsageError
from signal_lint.text.printable import printable


def write(text: str, output_file: str | None) -> None:
    """Write a report; a reader that has left is no error."""
    if output_file is not None:
        _write_file(text, Path(output_file))
        return
    # A path or a name may hold what the terminal's encoding can't express.
    match sys.stdout:
        case io.TextIOWrapper() as stream:
            stream.reconfigure(errors="backslashreplace")
    try:
        print(text, end="", flush=True)
    except BrokenPipeError:
        # Python flushes again at exit, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise UsageError(f"standard output: {error.strerror}") from error


def write_all(reports: Iterable[tuple[str, str | None]]) -> None:
    """Write reports, each to its file, and at the end the one for standard output, which has None."""
    for text, output_file in sorted(reports, key=lambda report: report[1] is None):
        write(text, output_file)


def remark(text: str) -> None:
    """Tell the person at the terminal something, on standard error.

    Where nobody listens there is nobody to tell so either.
    """
    with suppress(OSError):
        print(remarked(text), file=sys.stderr, flush=True)


def remarked(text: str) -> str:
    """Return a remark as it is printed; it may hold names that a project chose."""
    return f"signal-lint: {printable(text)}"


def write_bytes(data: bytes) -> None:
    """Write a file's bytes to standard output, as they are."""
    sys.stdout.flush()
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise UsageError(f"standard output: {error.strerror}") from error


def _write_file(text: str, path: Path) -> None:
    data = text.encode("utf-8", "backslashreplace")
    try:
        target = path.resolve()
        if target.is_file() or not target.exists():
            _replace(target, data)
        else:
            # A pipe or a device; a folder says that it is one.
            path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error


def _replace(target: Path, data: bytes) -> None:
    """Give a file its new bytes all at once, so that nobody reads half a report."""
    fresh = target.with_name(f".signal-lint-{secrets.token_hex(8)}")
    try:
        with fresh.open("xb") as file:
            file.write(data)
        with suppress(FileNotFoundError):
            fresh.chmod(stat.S_IMODE(target.stat().st_mode))
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
