"""What a package offers others to load by name, read from its packaging files.

An entry point names a variable of a module, `shop.plugin:default`. Whoever loads it reads the
variable, although no code of the project does.

Nothing here opens a file: the caller says which there are and reads them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

PACKAGING = ("pyproject.toml", "setup.cfg", "setup.py")


def offering(variable: str, names: tuple[str, ...], read: Callable[[str], str | None]) -> frozenset[str]:
    """Return the modules of which an entry point names the variable.

    `names` are paths relative to the project root, of which only packaging files are read.
    """
    entry = re.compile(rf"(?<![\w.])([\w.]++)[ \t]*+:[ \t]*{variable}\b")
    return frozenset(
        found[1] for name in PACKAGING if name in names for found in entry.finditer(read(name) or "")
    )
