"""The calls of one receiver that create or look up other rows while `loaddata` loads a fixture.

`loaddata` sends the signals of saving with `raw=True` and, for a new row, with `created=True`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from signal_lint.connections import Connection, Function, Sender
from signal_lint.flow.acts import Act
from signal_lint.flow.blocks import calls_in, nested
from signal_lint.flow.calls import Site
from signal_lint.flow.expressions import dotted, last_name
from signal_lint.flow.names import ALL, resolve, sent
from signal_lint.flow.paths import Path
from signal_lint.flow.places import is_settled
from signal_lint.flow.recursion import is_intervened
from signal_lint.flow.statements import reached_calls
from signal_lint.flow.targets import MANAGERS
from signal_lint.flow.truth import truth
from signal_lint.models import Model
from signal_lint.project import Lookup
from signal_lint.source import Location, Span
from signal_lint.syntax import Attribute, Call, Constant, Expression, FunctionDef, Name, Try
from signal_lint.walk import inside

CREATING = frozenset({"create", "get_or_create", "update_or_create", "bulk_create"})
LOOKING = frozenset({"get", "latest", "earliest"})
# Django makes these rows itself, before any fixture is loaded.
ALWAYS_THERE = frozenset(
    {
        "django.contrib.contenttypes.models.ContentType",
        "django.contrib.auth.models.Permission",
        "django.contrib.sites.models.Site",
    }
)
# What may tell a receiver that a fixture is being loaded.
TELLING = re.compile(r"\braw\b|fixture|loaddata|loading", re.IGNORECASE)
SENT = {
    sent("raw").id: Constant(value=True),
    sent("created").id: Constant(value=True),
    sent("update_fields").id: Constant(None),
}


def loadings(connection: Connection, lookup: Lookup) -> Iterator[Act]:
    """Yield the calls that `loaddata` makes a receiver make, of a receiver that never asks for it."""
    function = connection.receiver.function
    if function is None or _asks(function) or is_intervened(function, connection):
        return
    sites = reached_calls(function, lambda _: None)
    if any(argument.value == ALL for site in sites for argument in site.call.args):
        return  # whoever is passed everything may ask for it
    caught = _caught(function)
    seen: set[Span] = set()
    for site in sites:
        span = site.written.span
        effect = "" if span in seen or span in caught else _effect(site, connection.sender, lookup)
        if effect and not site.frame.deferred and _is_open(site.path):
            seen.add(span)
            yield Act(Location(function.location.path, span), site.written, effect)


def _asks(function: Function) -> bool:
    """Tell whether a function mentions fixtures at all, or is decorated to be kept from them."""
    definition = function.definition
    if not isinstance(definition, FunctionDef):
        return True
    parameters = function.parameters
    named = (*parameters.positional_only, *parameters.positional, *parameters.keyword_only)
    words = (word for part in inside(definition) for word in _words(part))
    return any(TELLING.search(word) for word in (*(parameter.name for parameter in named), *words))


def _words(part: object) -> Iterator[str]:
    match part:
        case Name(id=word) | Attribute(attr=word) | Constant(value=str(word)):
            yield word
        case _:
            return


def _caught(function: Function) -> frozenset[Span]:
    """Return the calls whose failure is expected."""
    definition = function.definition
    body = definition.body if isinstance(definition, FunctionDef) else ()
    tried = (statement for statement in nested(body) if isinstance(statement, Try) and statement.handlers)
    return frozenset(call.span for each in tried for inner in each.body for call in calls_in(inner))


def _is_open(path: Path) -> bool:
    """Tell whether a path is surely open to a new row of a fixture."""
    if any(
        last_name(context.func if isinstance(context, Call) else context) != "atomic"
        for context in path.contexts
    ):
        return False
    tests = ((resolve(fact.test, SENT), fact.holds) for fact in path.facts)
    return all(_may_come_out(test, holds=holds) for test, holds in tests)


def _may_come_out(test: Expression, *, holds: bool) -> bool:
    """Tell whether a test is known to come out like that, or is none that could ask for a fixture."""
    known = truth(test)
    return is_settled(test) if known is None else known is holds


def _effect(site: Site, sender: Sender, lookup: Lookup) -> str:
    match site.call.func:
        case Attribute(value=Attribute(value=owner, attr=manager), attr=verb) if manager in MANAGERS:
            name = dotted(owner)
            model = lookup.model(name, site.frame.function) if name else None
            if model is None or not _is_another(model, sender) or _is_keyed(site.call, model, lookup):
                return ""
            return _told(verb, model)
        case _:
            return ""


def _is_another(model: Model, sender: Sender) -> bool:
    """Tell whether a model is surely another one than the sender."""
    if sender.kind == "any":
        return True
    known = sender.model
    return known is not None and model.name != known.name


def _is_keyed(call: Call, model: Model, lookup: Lookup) -> bool:
    """Tell whether the row has the key that it has in the fixture, which then overwrites it."""
    names = [argument.keyword for argument in call.args if argument.keyword is not None]
    verb = last_name(call.func)
    return verb in CREATING and any(name in {"pk", "id"} or lookup.is_key(model, name) for name in names)


def _told(verb: str, model: Model) -> str:
    written = model.label or model.name
    if verb in CREATING:
        return f"creates rows of `{written}`, which the fixture may hold as well"
    missing = verb in LOOKING and model.name not in ALWAYS_THERE
    return f"looks for a row of `{written}`, which the fixture may hold further down" if missing else ""
