"""Which statements of a block bind a name: read off each statement once."""

from __future__ import annotations

from signal_lint.link.bindings import STAR, binds
from signal_lint.syntax import Statement

Block = tuple[Statement, ...]
#: In so few statements it is cheaper to look at each than to list what they bind.
FEW = 4


class Binders:
    """What statements bind, kept with them so that the identity of each stays its own."""

    def __init__(self) -> None:
        self._names: dict[int, tuple[Statement, frozenset[str]]] = {}
        self._indexes: dict[int, tuple[Block, dict[str, list[int]]]] = {}

    def names(self, statement: Statement) -> frozenset[str]:
        """Return the names that a statement binds."""
        known = self._names.get(id(statement))
        if known is None:
            known = self._names[id(statement)] = (statement, frozenset(binds(statement)))
        return known[1]

    def index(self, block: Block) -> dict[str, list[int]]:
        """Return, by name, the numbers of the statements that may bind it."""
        known = self._indexes.get(id(block))
        if known is None:
            known = self._indexes[id(block)] = (block, {})
            for number, statement in enumerate(block):
                for name in self.names(statement):
                    known[1].setdefault(name, []).append(number)
        return known[1]

    def of(self, name: str, block: Block) -> Block:
        """Return the statements that may bind a name, in order."""
        if len(block) < FEW:
            return block
        index = self.index(block)
        numbers = sorted({*index.get(name, ()), *index.get(STAR, ())})
        return tuple([block[number] for number in numbers])
