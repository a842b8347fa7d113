"""The guards: whether what holds on a path keeps the signal from being sent without end.

A guard is a fact that the signal sent again falsifies (`created` after an update,
`update_fields is None` after `save(update_fields=[…])`), or one about something that was
changed in between (a flag, a value that is now what it should be). Unknown stays
unknown: a test that the source does not settle is no guard, and no recursion either.
"""

from __future__ import annotations

import re
from enum import IntEnum

from signal_lint.flow.expressions import last_name
from signal_lint.flow.names import resolve, sent
from signal_lint.flow.paths import Fact, Path
from signal_lint.flow.places import STEADY, attribute_of_instance, has_changed, is_settled, places_read
from signal_lint.flow.scenes import Resend, Scene
from signal_lint.flow.truth import truth
from signal_lint.syntax import Attribute, Call, Constant, Expression
from signal_lint.walk import parts

# What projects call the things that turn signals off, and on again.
MUTING = re.compile(
    "mute|disconnect|disable|suppress|pause|skip|block|without|silence|temp|recurs|once|prevent"
)
RESTORING = re.compile("unmute|enable|resume|restore|reconnect")
ON_SIGNALS = re.compile("signal|receiver|handler|recurs")
HARMLESS_CONTEXTS = frozenset({"atomic", "suppress", "open", "override", "lock", "cursor", "closing"})


class Weight(IntEnum):
    """What a fact, or all that holds on a path, says about the recursion: the least decides.

    GUARDS ends it; UNSETTLED may end it; WEAK tests the instance and nothing changes what
    it tests; BARE does nothing against it.
    """

    GUARDS = 0
    UNSETTLED = 1
    WEAK = 2
    BARE = 3


def weigh(path: Path, resend: Resend, scene: Scene) -> Weight:
    """Return what stands on a path between a signal and its being sent again."""
    facts = (_fact(fact, path, resend, scene) for fact in path.facts)
    return min((around(path, scene), *facts))


def around(path: Path, scene: Scene) -> Weight:
    """Return what a path says, whatever it tested: its contexts, and the signals that it turned off."""
    return min((_switched(path, scene), *map(_context, path.contexts)))


def _context(context: Expression) -> Weight:
    name = last_name(context.func if isinstance(context, Call) else context).lower()
    if name in HARMLESS_CONTEXTS:
        return Weight.BARE
    return Weight.GUARDS if MUTING.search(name) else Weight.UNSETTLED


def _switched(path: Path, scene: Scene) -> Weight:
    """Weigh what the path called to turn signals off; the last such call counts."""
    weight = Weight.BARE
    for call in path.switches:
        name = last_name(call.func).lower()
        match call.func:
            case Attribute(value=signal, attr="disconnect" | "connect"):
                if _is_signal(signal, scene):
                    weight = Weight.GUARDS if name == "disconnect" else Weight.BARE
            case _ if RESTORING.search(name):
                weight = Weight.BARE
            case _ if MUTING.search(name) and ON_SIGNALS.search(name):
                weight = Weight.GUARDS
    return weight


def _is_signal(signal: Expression, scene: Scene) -> bool:
    written = scene.connection.signal_text.rpartition(".")[2]
    return last_name(signal) in {written, scene.recursion.signal.rpartition(".")[2]}


def _fact(fact: Fact, path: Path, resend: Resend, scene: Scene) -> Weight:
    test = resolve(fact.test, {sent(name).id: value for name, value in resend.arguments.items()})
    certain = known(test, scene)
    if certain is not None:
        return Weight.BARE if certain is fact.holds else Weight.GUARDS
    fields = resend.arguments.get("update_fields", Constant(None))
    if fields != Constant(None) and sent("update_fields") in parts(fact.test):
        return Weight.GUARDS
    places = tuple(places_read(test))
    if any(has_changed(place, path.touched, resend.target) for place in places):
        return Weight.GUARDS
    if test != fact.test or not is_settled(test):
        return Weight.UNSETTLED
    return min((_place(place, scene) for place in places), default=Weight.BARE)


def known(test: Expression, scene: Scene) -> bool | None:
    """Return how a test comes out in every receiver of a signal, None where that is not known."""
    folded = truth(test)
    certain = (fact.holds for fact in scene.recursion.certain if fact.test == test)
    return next(certain, None) if folded is None else folded


def _place(place: Expression, scene: Scene) -> Weight:
    """Weigh a test of something that nothing on the path changes."""
    read = attribute_of_instance(place)
    if read is None or place in STEADY:
        return Weight.BARE
    model = scene.connection.sender.model
    # A property may depend on what did change, and an overridden `save()` may change anything.
    if model is None or any(scene.lookup.method(model, name) for name in (read, "save")):
        return Weight.UNSETTLED
    return Weight.WEAK
