"""Signal-lint itself, as something that answers depend on.

Of what is installed, pip's list of files says by its digests what it is; versions may be built twice.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from signal_lint import __version__
from signal_lint.cache.digests import digest_of
from signal_lint.cache.stamps import ABSENT, Entry, current

_PACKAGE = Path(__file__).parents[1]
_INSTALLED = frozenset({"site-packages", "dist-packages"})
_NEEDED = ("libcst",)


@cache
def tool_inputs() -> list[Entry]:
    """Return what is installed; of a signal-lint that is being worked on, every module."""
    specs = [find_spec(name) for name in _NEEDED]
    files = [Path(spec.origin).with_name("_version.py") for spec in specs if spec and spec.origin]
    if _INSTALLED & set(_PACKAGE.parts):
        files.append(_PACKAGE.parent / f"signal_lint-{__version__}.dist-info" / "RECORD")
    else:
        # A rule is a file there, which nothing lists.
        files += [_PACKAGE / "rules", *sorted(_PACKAGE.rglob("*.py"))]
    return [_entry(path) for path in files]


def _entry(path: Path) -> Entry:
    name = os.fsencode(path)
    return current(name, ABSENT), digest_of(path.read_bytes()) if path.is_file() else b"", name
