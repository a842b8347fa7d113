"""What methods of strings give: how a dotted name is taken apart, and put together again."""

from __future__ import annotations

from collections.abc import Iterable

from signal_lint.link.lists import in_order
from signal_lint.link.values import Items, Kind, Literal, Value

#: Methods of strings whose result `of_text_method` knows.
TEXT_METHODS = frozenset({"join", "partition", "replace", "rpartition", "rsplit", "split"})


def of_text_method(text: str, name: str, args: tuple[Value, ...]) -> Value | None:
    """Return what a method of a string gives, None where that is not known."""
    match name, args:
        case "replace", (Literal(value=str(old)), Literal(value=str(new))):
            return Literal(text.replace(old, new))
        case "join", (Items(elements=elements) as items,) if in_order(items):
            texts = [each.value for each in elements if isinstance(each, Literal)]
            strings = [each for each in texts if isinstance(each, str)]
            return Literal(text.join(strings)) if len(strings) == len(elements) else None
        case "partition" | "rpartition", (Literal(value=str(mark)),) if mark:
            return _literals("tuple", text.partition(mark) if name == "partition" else text.rpartition(mark))
        case "split" | "rsplit", (Literal(value=str(mark)), *most) if mark:
            times = most[0] if most else Literal(-1)
            if not isinstance(times, Literal) or not isinstance(times.value, int):
                return None
            cut = text.split(mark, times.value) if name == "split" else text.rsplit(mark, times.value)
            return _literals("list", cut)
        case _:
            return None


def _literals(kind: Kind, texts: Iterable[str]) -> Items:
    return Items(kind, tuple(Literal(each) for each in texts))
