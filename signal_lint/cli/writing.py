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
    try:
        # A path or a name may hold what the terminal's encoding can't express.
        match sys.stdout:
            case io.TextIOWrapper() as stream:
                # It writes what could not be written before, too.
                stream.reconfigure(errors="backslashreplace")
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
    # What is named is written through links; of those in a circle, the file system says so.
    target = Path(os.path.realpath(path))
    try:
        status = target.stat() if target.exists() or target.is_symlink() else None
        if status is None or stat.S_ISREG(status.st_mode):
            _replace(target, data, status)
        else:
            # A pipe or a device; a folder says that it is one.
            target.write_bytes(data)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error


def _replace(target: Path, data: bytes, status: os.stat_result | None) -> None:
    """Give a file its bytes all at once; `status` is that of the file as it was, None where there is none."""
    fresh = target.with_name(f".signal-lint-{secrets.token_hex(8)}")
    try:
        fresh.touch(0o666 if status is None else 0o600, exist_ok=False)
        fresh.write_bytes(data)
        if status is not None:
            with suppress(PermissionError):
                os.chown(fresh, status.st_uid, status.st_gid)
            fresh.chmod(stat.S_IMODE(status.st_mode))
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
