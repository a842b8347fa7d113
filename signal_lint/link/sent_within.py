"""Whether whoever sends a signal of the project has loaded a module by then."""

from __future__ import annotations

from signal_lint.connections import Signal
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.imports import Imports
from signal_lint.link.places import is_test
from signal_lint.link.sending import SENDS, may_send_in


def loaded_by_senders(ev: Evaluator, imports: Imports, signal: Signal, path: str) -> bool:
    """Tell whether all that can send a signal surely comes with a module, so that it needs no other import.

    So it is where the module that makes the signal loads it, or each that sends it does.
    """
    if signal.location is None:
        return False
    if _loads(imports, signal.location.path, path):
        return True
    sent = False
    holding = ev.sources.containing(SENDS | {signal.name.rpartition(".")[2]})
    # What spells a method that sends is looked into first: the first sender that does not load it decides.
    for each in sorted(holding, key=lambda each: not holding[each] & SENDS):
        if holding[each] <= SENDS or is_test(each) or not may_send_in(ev, signal, each):
            continue
        if not _loads(imports, each, path):
            return False
        sent = True
    return sent


def _loads(imports: Imports, first: str, wanted: str) -> bool:
    """Tell whether importing one module imports another, itself or by what it imports."""
    seen, left = {first}, [first]
    while left:
        path = left.pop()
        if path == wanted:
            return True
        found = {edge.target for edge in imports.edges(path) if edge.runs == "module"} - seen
        seen |= found
        left += found
    return False
