"""Cycles of signals: a receiver of one model saves another, whose receiver saves the first again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from signal_lint.flow.saving import Save, is_taken

LONGEST = 4
Cycle = tuple[Save, ...]


def cycles(every: Iterable[Save]) -> Iterator[Cycle]:
    """Yield each cycle of different models once, from the model whose name comes first."""
    by_model: dict[str, list[Save]] = defaultdict(list)
    for save in every:
        by_model[save.model.name].append(save)
    found: set[tuple[object, ...]] = set()
    for name in sorted(by_model):
        for save in by_model[name]:
            for cycle in _closed((save,), by_model):
                places = tuple((each.location, each.place) for each in cycle)
                if places not in found:
                    found.add(places)
                    yield cycle


def _closed(way: Cycle, by_model: dict[str, list[Save]]) -> Iterator[Cycle]:
    first, last = way[0], way[-1]
    if last.origin.model.name == first.model.name:
        if is_taken(first, last):
            yield way
    elif len(way) < LONGEST and last.origin.model.name > first.model.name:
        for save in by_model.get(last.origin.model.name, ()):
            is_new = all(save.origin.model.name != each.origin.model.name for each in way)
            if is_new and is_taken(save, last):
                yield from _closed((*way, save), by_model)
