"""What fixes would change, as a unified diff."""

from __future__ import annotations

import difflib
import io
from collections.abc import Iterator, Mapping

from signal_lint.fixing.file_text import file_text
from signal_lint.text.printable import printable

_NO_NEWLINE = "\\ No newline at end of file\n"


def unified_diff(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> str:
    """Return how files differ, by path, in the form that `patch -p0` takes."""
    return "".join(line for path in sorted(after) for line in _of_file(path, before[path], after[path]))


def _of_file(path: str, before: bytes, after: bytes) -> Iterator[str]:
    # Only at `\\n`: str.splitlines() knows line ends that Python and patch do not.
    old, new = (list(io.StringIO(text_of(data), newline="\n")) for data in (before, after))
    name = printable(path)
    for line in difflib.unified_diff(old, new, name, name):
        yield line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}"


def text_of(data: bytes) -> str:
    """Return the text of a file, one way or another."""
    found = file_text(data)
    return data.decode("utf-8", "backslashreplace") if isinstance(found, str) else found.text
