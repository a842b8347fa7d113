"""The commands of the README and what it says they print, for the tests and for .ci/run.

    python tests/readme.py command demo
    python tests/readme.py output demo

A block of the README is found by the comment above it, `<!-- command: demo -->`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def block(label: str, page: Path = README) -> str:
    """Return the text of the one block with a label."""
    text = page.read_text(encoding="utf-8")
    (found,) = re.findall(rf"<!-- {re.escape(label)} -->\n+```\w*\n(.*?)```\n", text, re.DOTALL)
    return found


def between(start: str, end: str, page: Path = README) -> str:
    """Return what stands between two comments; only the beginning of the first is given."""
    text = page.read_text(encoding="utf-8")
    (found,) = re.findall(rf"<!-- {re.escape(start)}[^\n]*-->\n(.*?)<!-- {end} -->", text, re.DOTALL)
    return found


if __name__ == "__main__":
    sys.stdout.write(block(f"{sys.argv[1]}: {sys.argv[2]}"))
