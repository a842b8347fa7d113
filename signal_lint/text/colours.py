"""Styles for a terminal; the only module that imports rich for text."""

from __future__ import annotations

from rich.color import ColorSystem
from rich.style import Style as RichStyle

from signal_lint.text.paint import Style

_STYLES: dict[Style, RichStyle] = {
    "error": RichStyle.parse("bold red"),
    "warning": RichStyle.parse("bold yellow"),
    "info": RichStyle.parse("bold cyan"),
    "code": RichStyle.parse("bold"),
    "place": RichStyle.parse("cyan"),
    "dim": RichStyle.parse("dim"),
    "mark": RichStyle.parse("bold red"),
    "name": RichStyle.parse("bold"),
}


def coloured(text: str, style: Style) -> str:
    """Return the text with the codes of a style around it."""
    return _STYLES[style].render(text, color_system=ColorSystem.STANDARD)
