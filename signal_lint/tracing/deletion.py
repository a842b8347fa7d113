"""Which rows go with a row that is deleted, and in which order Django sends their signals.

This is what `django.db.models.deletion.Collector` does, with models in the place of rows: all `pre_delete`
of all models come first, then the rows go, model by model, each with its `post_delete`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from signal_lint.models import ForeignKey, Model
from signal_lint.project import Lookup
from signal_lint.record import record

#: What keeps a row from being deleted as long as others point to it.
REFUSING = frozenset({"PROTECT", "RESTRICT"})
#: What changes rows that point to it by an update, or leaves them alone.
SILENT = frozenset({"SET_NULL", "SET_DEFAULT", "SET", "DO_NOTHING", "DB_SET_NULL", "DB_SET_DEFAULT"})


@record
class Deleted:
    """Rows of a model that go: `key` is the foreign key that takes them along, None for the row itself.

    `surely` tells whether there is such a row in any case.
    """

    model: Model
    key: ForeignKey | None
    surely: bool


@record
class Deletion:
    """What goes, in the order of the signals, and what may stand in the way or is not known.

    Along the keys of `by_database` the database deletes rows, without signals. `refusing` keep the row from
    being deleted while rows have them; of `unknown` nobody knows what they do, or which model they point to.
    Those of `unloaded` are there only once something imports their models, which start-up does not.
    """

    deleted: tuple[Deleted, ...]
    by_database: tuple[ForeignKey, ...]
    refusing: tuple[ForeignKey, ...]
    unknown: tuple[ForeignKey, ...]
    unloaded: tuple[ForeignKey, ...]


def deletion(model: Model, lookup: Lookup) -> Deletion:
    """Return what is deleted with a row of a model."""
    collector = Collector(lookup)
    collector.collect(model, None)
    unknown = [key for key in collector.keys if key.target is None]
    return Deletion(
        tuple(collector.sorted()),
        tuple(collector.met["by database"]),
        tuple(collector.met["refusing"]),
        (*collector.met["unknown"], *unknown),
        tuple(collector.met["unloaded"]),
    )


class Collector:
    """Django's own collector; what depends on the rows there are is taken to be there."""

    def __init__(self, lookup: Lookup) -> None:
        self.keys = lookup.foreign_keys()
        self.met: dict[str, list[ForeignKey]] = defaultdict(list)
        self._lookup = lookup
        self._to: dict[str, list[ForeignKey]] = defaultdict(list)
        for key in self.keys:
            if key.target is not None:
                self._to[self._concrete(key.target)].append(key)
        self._found: dict[str, Deleted] = {}
        self._related: set[str] = set()
        self._before: dict[str, set[str]] = defaultdict(set)

    def collect(self, model: Model, key: ForeignKey | None) -> None:
        """Take rows of a model along, and all that points to them."""
        self._add(Deleted(model, key, surely=key is None))
        if key is not None and key.target is not None and not key.nullable:
            self._before[self._concrete(key.target)].add(self._concrete(model))
        if model.name in self._related:
            return
        self._related.add(model.name)
        self._collect_parents(model, surely=key is None)
        for related in self.pointing_to(model):
            self._follow(related)

    def sorted(self) -> Iterator[Deleted]:
        """Yield what was found, with what points to rows before these, as far as there is such an order."""
        waiting = list(self._found.values())
        done: set[str] = set()
        order: list[Deleted] = []
        while waiting:
            left = []
            for each in waiting:
                concrete = self._concrete(each.model)
                if self._before[concrete] - done:
                    left.append(each)
                else:
                    done.add(concrete)
                    order.append(each)
            if len(left) == len(waiting):
                order = list(self._found.values())
                break
            waiting = left
        yield from order

    def _add(self, deleted: Deleted) -> None:
        self._found.setdefault(deleted.model.name, deleted)

    def _collect_parents(self, model: Model, *, surely: bool) -> None:
        """Take the rows along that a row extends; what points to them is found as pointing to the row."""
        stored = self._lookup.ancestry(model).concrete
        for parent in self._lookup.ancestry(stored).parents:
            key = next((each for each in self._to[self._concrete(parent)] if each.holder == stored), None)
            self._add(Deleted(parent, key, surely))
            self._before[self._concrete(parent)].add(self._concrete(model))
            self._collect_parents(parent, surely=surely)

    def pointing_to(self, model: Model) -> Iterator[ForeignKey]:
        """Yield the keys that lead to rows of a model; those to what it extends come first."""
        found = self._lookup.ancestry(model)
        if found.concrete.name != model.name:
            yield from self.pointing_to(found.concrete)
            return
        for parent in found.parents:
            yield from (key for key in self.pointing_to(parent) if not key.parent_link)
        yield from self._to[model.name]

    def _follow(self, key: ForeignKey) -> None:
        if not self._lookup.ancestry(key.holder).loaded:
            self.met["unloaded"].append(key)
            return
        match key.on_delete:
            case "CASCADE":
                self.collect(key.holder, key)
            case "DB_CASCADE":
                self.met["by database"].append(key)
            case on_delete if on_delete in REFUSING:
                self.met["refusing"].append(key)
            case on_delete if on_delete not in SILENT:
                self.met["unknown"].append(key)

    def _concrete(self, model: Model) -> str:
        return self._lookup.ancestry(model).concrete.name
