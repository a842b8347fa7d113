"""What one value on the command line means; argparse turns the errors into one line."""

from __future__ import annotations

import argparse
from typing import Literal

from signal_lint.configuration import parse_target_django
from signal_lint.supported import Version


def codes(text: str) -> tuple[str, ...]:
    """Return code prefixes separated by commas."""
    found = tuple(part.strip() for part in text.split(",") if part.strip())
    if not found:
        raise argparse.ArgumentTypeError("expected code prefixes separated by commas")
    return found


def patterns(text: str) -> tuple[str, ...]:
    """Return patterns separated by commas; none at all is a choice too."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def pattern_with_codes(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the two halves of `PATTERN:CODE,CODE`."""
    pattern, _, listed = text.rpartition(":")
    if not pattern:
        raise argparse.ArgumentTypeError(f"expected PATTERN:CODES, not `{text}`")
    return pattern, codes(listed)


def target_django(text: str) -> Version | Literal["auto"]:
    """Return a Django version or auto."""
    try:
        return parse_target_django(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def jobs(text: str) -> int:
    """Return a number of processes, at least one."""
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"expected a number of processes, not `{text}`")
