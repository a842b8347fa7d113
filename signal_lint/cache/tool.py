"""Signal-lint itself, as something that answers depend on."""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from signal_lint.cache.stamps import ABSENT, Entry, current

_PACKAGE = Path(__file__).parents[1]
_INSTALLED = frozenset({"site-packages", "dist-packages"})


@cache
def tool_inputs() -> list[Entry]:
    """Return what tells which parser and which signal-lint it is; every module of one that is worked on."""
    found = find_spec("libcst")
    places = [Path(found.origin).parent] if found is not None and found.origin else []
    files = [place / "_version.py" for place in places]
    if _INSTALLED & set(_PACKAGE.parts):
        # Installed anew, it may be another commit of the same version.
        files.append(_PACKAGE / "__init__.py")
    else:
        files += sorted(_PACKAGE.rglob("*.py"))
    paths = [os.fsencode(path) for path in files]
    return [(current(path, ABSENT), b"", path) for path in paths]
