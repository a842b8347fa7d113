"""What the place of a file in the project says about it."""

from __future__ import annotations

from pathlib import PurePosixPath


def is_test(path: str) -> bool:
    """Tell whether a file is test code by its place and name."""
    parts = PurePosixPath(path).parts
    name = parts[-1]
    return (
        any(part in {"tests", "test", "testing"} for part in parts[:-1])
        or name.startswith("test_")
        or name.endswith(("_test.py", "_tests.py"))
        or name in {"tests.py", "conftest.py"}
    )
