"""How text gets a style: a function of the text and the style's name.

Reports are written once; plain text is what comes out where the style is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

Style = Literal["error", "warning", "info", "code", "place", "dim", "mark", "name"]
Paint = Callable[[str, Style], str]


def plain(text: str, style: Style) -> str:  # noqa: ARG001  the shape of a Paint
    """Return the text as it is."""
    return text
