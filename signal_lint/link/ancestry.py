"""Every model of a project, what it is stored as, and the keys between them.

https://docs.djangoproject.com/en/stable/topics/db/models/#model-inheritance
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING

from signal_lint.django.names import canonical
from signal_lint.link.classes import bases, external_bases, found_in_order
from signal_lint.link.models import MODEL_BASES, is_abstract, is_model, model
from signal_lint.link.names import module_name
from signal_lint.link.relating import model_of, target_of
from signal_lint.link.sequence import Sequence
from signal_lint.link.values import Class, External, Literal, Returned, Value
from signal_lint.models import Ancestry, ForeignKey, Model
from signal_lint.source import Location
from signal_lint.syntax import Deferred

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

#: What a file with a model spells, unless all that the model has is inherited.
SPELLED = frozenset({"Model", "models"})
#: Classes whose instances are keys; those of other packages are subclasses of Django's.
KEYS = frozenset(
    {"ForeignKey", "OneToOneField", "ParentalKey", "TreeForeignKey", "TreeOneToOneField", "AutoOneToOneField"}
)
MADE_ABSTRACT = ("Abstract", "Base")
Heirs = dict[str, list[Class]]


class Ancestries:
    """What is asked of the models of a project as a whole."""

    def __init__(self, ev: Evaluator, sequence: Sequence) -> None:
        self._ev = ev
        self._sequence = sequence
        # They are asked for every model that a deletion comes to.
        self.ancestry = cache(self._ancestry)

    def models(self) -> tuple[Model, ...]:
        return tuple(model(self._ev, of) for of in self._classes)

    @cached_property
    def foreign_keys(self) -> tuple[ForeignKey, ...]:
        """The keys that models of the project hold, in the order in which Django follows them back."""
        return tuple(self._keys())

    @cached_property
    def _classes(self) -> tuple[Class, ...]:
        """The classes of all models: by app, and in an app as start-up defines them."""
        return tuple(sorted(set(_found(self._ev)), key=self._order))

    def _ancestry(self, of: Class) -> Ancestry:
        """Return how a model is stored."""
        ev = self._ev
        parents, known = _concrete_bases(ev, of)
        loaded = of.path in self._sequence.finished
        if not _is_proxy(ev, of):
            return Ancestry(model(ev, of), parents, known, loaded)
        return Ancestry(next(iter(parents), model(ev, of)), (), known and bool(parents), loaded)

    def _keys(self) -> Iterator[ForeignKey]:
        for of in self._classes:
            if not is_abstract(self._ev, of) and not _is_proxy(self._ev, of):
                own = sorted(self._own_keys(of), key=lambda key: self._moment(key.location))
                yield from self._links(of, own)
                yield from own

    def _order(self, of: Class) -> tuple[int, int, str, int]:
        entries = self._ev.apps.entries
        app = self._ev.apps.of_module(self._ev.modules.names(of.path))
        number = entries.index(app) if app in entries else len(entries)
        return number, *self._moment(Location(of.path, of.span))

    def _moment(self, place: Location) -> tuple[int, str, int]:
        """Return when start-up comes to a place: what it does not come to is last."""
        finished = self._sequence.finished
        return finished.get(place.path, len(finished)), place.path, place.span.line

    def _links(self, of: Class, own: list[ForeignKey]) -> Iterator[ForeignKey]:
        """Yield the keys that Django makes to the rows that a model extends."""
        holder = model(self._ev, of)
        stated = {key.target.name for key in own if key.parent_link and key.target is not None}
        for parent in _concrete_bases(self._ev, of)[0]:
            if parent.name not in stated:
                name = f"{holder.name}.{parent.name.rpartition('.')[2].lower()}_ptr"
                place = Location(of.path, of.span)
                yield ForeignKey(
                    name, holder, parent, "CASCADE", nullable=False, parent_link=True, location=place
                )

    def _own_keys(self, of: Class) -> Iterator[ForeignKey]:
        """Yield the keys of a model's own table: those of its body, and of its abstract ancestors."""
        ev = self._ev
        for definer in dict.fromkeys(_definers(ev, of)):
            for member in definer.node.body:
                if isinstance(member, Deferred) and ev.sources.holds(definer.path, member.key, KEYS):
                    for name in member.names:
                        known_by, field = found_in_order(ev, of, name)
                        if known_by == definer and isinstance(field, Returned) and _is_key(field):
                            yield self._key(of, name, field, Location(definer.path, member.span))

    def _key(self, of: Class, name: str, field: Returned, place: Location) -> ForeignKey:
        ev, given = self._ev, dict(field.keywords)
        target = target_of(ev, of, next(iter(field.args), given.get("to")))
        return ForeignKey(
            name=f"{ev.dotted(of)}.{name}",
            holder=model(ev, of),
            target=None if target is None else model_of(ev, target),
            on_delete=_on_delete(next(iter(field.args[1:]), given.get("on_delete"))),
            nullable=given.get("null") == Literal(value=True),
            parent_link=given.get("parent_link") == Literal(value=True),
            location=place,
        )


def _concrete_bases(ev: Evaluator, of: Class) -> tuple[tuple[Model, ...], bool]:
    """Return the models with a table that a class is derived from, and whether all of its bases are known."""
    found: dict[Model, None] = {}
    known = True
    for base in bases(ev, of):
        more, sure = _of_base(ev, base)
        found |= dict.fromkeys(more)
        known = known and sure
    return tuple(found), known


def _of_base(ev: Evaluator, base: Value) -> tuple[tuple[Model, ...], bool]:
    match base:
        case Class() if is_model(ev, base) is False:
            return (), True
        case Class() if is_abstract(ev, base):
            return _concrete_bases(ev, base)
        case Class() if _is_proxy(ev, base):
            return _concrete_bases(ev, base)
        case Class():
            return (model(ev, base),), _concrete_bases(ev, base)[1]
        case External(name=name):
            last = name.rpartition(".")[2]
            plain = canonical(name) in MODEL_BASES or name.startswith(("builtins.", "typing."))
            abstract = last.startswith(MADE_ABSTRACT) or last.endswith("Mixin")
            if plain or (name.startswith("django.") and abstract):
                return (), True
            outside = model_of(ev, base) if name.startswith("django.") else None
            return ((), False) if outside is None else ((outside,), True)
        case _:
            return (), False


def _is_proxy(ev: Evaluator, of: Class) -> bool:
    return model(ev, of).proxy


def _definers(ev: Evaluator, of: Class) -> Iterator[Class]:
    """Yield a class and the abstract models whose fields Django copies into it."""
    yield of
    for base in bases(ev, of):
        if isinstance(base, Class) and is_abstract(ev, base):
            yield from _definers(ev, base)


def _is_key(field: Returned) -> bool:
    return field.callee.name.rpartition(".")[2] in KEYS


def _on_delete(given: Value | None) -> str:
    match given:
        case External(name=name) | Returned(callee=External(name=name)) if name.startswith("django."):
            return name.rpartition(".")[2]
        case _:
            return ""


def _found(ev: Evaluator) -> Iterator[Class]:
    """Yield the models among the top-level classes: those in files that spell it, and heirs of theirs."""
    words = SPELLED
    seen: set[tuple[str, str]] = set()
    while words:
        named: set[str] = set()
        for path in ev.sources.containing(words):
            for of in _classes_in(ev, path, words, seen):
                named.add(of.node.name)
                yield of
        words = frozenset(named)


def _classes_in(
    ev: Evaluator, path: str, words: frozenset[str], seen: set[tuple[str, str]]
) -> Iterator[Class]:
    """Yield the new models of a file: in a models module any, elsewhere those that hold a word."""
    parts = path.removesuffix(".py").split("/")
    if "migrations" in parts:  # These hold but pictures of models.
        return
    expected = "models" in parts
    for statement in ev.sources.facts(path).body:
        if isinstance(statement, Deferred) and statement.kind == "class":
            name = statement.names[0]
            if (path, name) not in seen and (expected or ev.sources.holds(path, statement.key, words)):
                seen.add((path, name))
                found = module_name(ev, path, name, None)
                if isinstance(found, Class) and found.path == path and _has_rows(ev, found):
                    yield found


def _has_rows(ev: Evaluator, of: Class) -> bool:
    """Tell whether a class is a model, and not one of the other classes that Django keeps beside it."""
    others = (name for name in external_bases(ev, of) if name not in MODEL_BASES)
    return is_model(ev, of) is True and not any(".db.models." in name for name in others)
