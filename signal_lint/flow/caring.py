"""Whether a receiver would have done anything, had a signal been sent for a row that is new, or is not."""

from __future__ import annotations

from signal_lint.connections import Function
from signal_lint.flow.calls import Site
from signal_lint.flow.expressions import last_name
from signal_lint.flow.names import resolve, sent
from signal_lint.flow.paths import Fact
from signal_lint.flow.places import LOGGING
from signal_lint.flow.scenes import STORED
from signal_lint.flow.statements import reached_calls
from signal_lint.flow.truth import truth
from signal_lint.syntax import Attribute, Call, Constant, FunctionDef, Name
from signal_lint.walk import inside


def cares(function: Function, *, created: bool, sends_created: bool) -> bool:
    """Tell whether a receiver makes a call, other than to log, for a new row or for a stored one.

    Of `pre_save`, which does not send `created`, what the receiver asks of the instance counts.
    """
    sites = reached_calls(function, lambda _: None)
    # Before a new row is stored, it has no key, and after any save it has one.
    is_stored = sends_created or not created
    impossible = frozenset(map(_opposite, STORED) if is_stored else STORED)
    return any(
        last_name(site.written.func) not in LOGGING and _is_possible(site, impossible, created=created)
        for site in sites
    )


def fields_read(function: Function) -> frozenset[str] | None:
    """Return the fields of the instance that a receiver looks at, None where it may look at all of them."""
    if not isinstance(function.definition, FunctionDef):
        return None
    read: set[str] = set()
    whole = 0
    for statement in function.definition.body:
        for part in inside(statement):
            match part:
                case Attribute(value=Name(id="instance"), attr=name):
                    read.add(name.removesuffix("_id"))
                    whole -= 1
                case Name(id="instance") | Call(func=Attribute(value=Name(id="instance"))):
                    whole += 1
                case Name(id=name) if name == function.parameters.kwarg:
                    whole += 1
                case _:
                    continue
    return None if whole else frozenset(read)


def _opposite(fact: Fact) -> Fact:
    return Fact(fact.test, not fact.holds)


def _is_possible(site: Site, impossible: frozenset[Fact], *, created: bool) -> bool:
    given = {sent("created").id: Constant(created), sent("raw").id: Constant(value=False)}
    facts = site.path.facts
    return facts.isdisjoint(impossible) and not any(
        truth(resolve(fact.test, given)) is (not fact.holds) for fact in facts
    )
