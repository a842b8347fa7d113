"""The calls of one receiver that save the instance by way of one of its file fields.

`instance.invoice.save(name, content)` and `instance.invoice.delete()` save the instance too,
unless they are told `save=False`.
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection
from signal_lint.flow.calls import Site
from signal_lint.flow.paths import Path
from signal_lint.flow.recursion import Resending, following, is_intervened, resendings
from signal_lint.flow.resending import SAME_ROW, deleted_file, saved_file
from signal_lint.flow.scenes import INSTANCE, POST_DELETE, Recursion, Resend, Scene
from signal_lint.flow.statements import reached_calls
from signal_lint.project import Lookup
from signal_lint.source import Location
from signal_lint.syntax import Attribute, Expression

FILE_FIELDS = frozenset({"FileField", "ImageField"})


def saving_again(connection: Connection, recursion: Recursion, lookup: Lookup) -> Iterator[Resending]:
    """Yield the calls by which a receiver of a save signal stores a file, and so saves again without end.

    Storing a file changes the field, and with it perhaps whatever the receiver tests of the instance.
    """
    if connection.sender.model is None:
        return  # Of no field is it known what it is.
    for found in resendings(connection, recursion, lookup, _files):
        if not found.deferred:
            yield found


def bringing_back(connection: Connection, lookup: Lookup) -> Iterator[Resending]:
    """Yield the calls by which a receiver of `post_delete` saves the instance, and so inserts it again."""
    function = connection.receiver.function
    if function is None or connection.sender.model is None or is_intervened(function, connection):
        return
    scene = Scene(POST_DELETE, connection, lookup)
    for site in reached_calls(function, following(scene)):
        field = _file(deleted_file(site.call) or saved_file(site.call), scene)
        frame = site.frame
        if field is not None and not frame.deferred and _is_whole(field, site.path):
            here = Location(function.location.path, site.written.span)
            yield Resending(
                frame.hops[0].location if frame.hops else here,
                site.written,
                Resend("instance", INSTANCE, {}),
                frame.hops,
                deferred=False,
                weakly_guarded=False,
                on_update=False,
            )


def _files(site: Site, scene: Scene) -> Resend | None:
    field = _file(saved_file(site.call), scene)
    return None if field is None else Resend("instance", INSTANCE, SAME_ROW)


def _file(field: Expression | None, scene: Scene) -> Expression | None:
    """Return an attribute of the instance if it is a file field of Django's own."""
    model = scene.connection.sender.model
    match field:
        case Attribute(attr=name) if model is not None:
            module, _, kind = (scene.lookup.field(model, name) or "").rpartition(".")
            return field if kind in FILE_FIELDS and module.startswith("django.db.models") else None
        case _:
            return None


def _is_whole(field: Expression, path: Path) -> bool:
    """Tell whether the instance is still as the signal brought it, and the path one that it can take.

    A field that was emptied before has no file to delete, which then saves nothing.
    """
    impossible = {(fact.test, not fact.holds) for fact in POST_DELETE.certain}
    taken = {(fact.test, fact.holds) for fact in path.facts}
    return field not in path.touched and taken.isdisjoint(impossible | {(field, False)})
