"""Whether output is coloured, and how."""

from __future__ import annotations

import os
import sys

from signal_lint.cli.arguments import Arguments
from signal_lint.text.paint import Paint, plain


def paint_for(arguments: Arguments, output_file: str | None) -> Paint:
    """Return what colours text for a file or, where there is none, for standard output, or leaves it plain.

    rich is imported only for colours.
    """
    if not _is_coloured(arguments, output_file):
        return plain
    from signal_lint.text.colours import coloured

    return coloured


def _is_coloured(arguments: Arguments, output_file: str | None) -> bool:
    match arguments.color:
        case "always":
            return True
        case "never":
            return False
    # https://no-color.org and https://force-color.org: set and not empty; the first wins.
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return output_file is None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
