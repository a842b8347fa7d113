"""Which calls send a signal again, and what the signal they send carries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from signal_lint.flow.calls import Site
from signal_lint.flow.expressions import last_name
from signal_lint.flow.scenes import INSTANCE, PK, Resend, Scene
from signal_lint.flow.targets import MANAGERS, Saved, is_sender, saved_by
from signal_lint.flow.truth import truth
from signal_lint.syntax import Argument, Attribute, Call, Constant, Expression, Opaque, Sequence

BRIDGES = frozenset({"sync_to_async", "async_to_sync", "database_sync_to_async"})
COROUTINES = frozenset({"asave", "adelete", "arefresh_from_db", "acreate", "aupdate_or_create"})
SAVE = ("force_insert", "force_update", "using", "update_fields")
SIGNATURES = {"save": SAVE, "asave": SAVE, "save_base": ("raw", *SAVE)}
NOTHING = Constant(None)
NO = Constant(value=False)
YES = Constant(value=True)
# What a signal carries when a plain `save()` sends it.
PLAIN: dict[str, Expression] = {"created": NO, "raw": NO, "update_fields": NOTHING}
ANOTHER: dict[str, Expression] = {**PLAIN, "instance": Opaque("another instance"), "created": YES}
SAME_ROW: dict[str, Expression] = {**PLAIN, "instance": Opaque("the instance, fetched and changed")}


def resent(site: Site, scene: Scene) -> Resend | None:
    """Return what a call sends again, None where it sends nothing, or where that is not sure."""
    found = _resent(site, scene)
    if found is None or found.what != "other" or scene.connection.sender.kind != "any":
        return found
    # A receiver for all models may be reached by another one than it was before.
    return replace(found, arguments={**found.arguments, "sender": Opaque("another sender")})


def _resent(site: Site, scene: Scene) -> Resend | None:
    bridged = _bridged(site.call)
    match bridged or site.call:
        case Call(func=Attribute(attr=verb)) if verb in COROUTINES and not (site.awaited or bridged):
            return None
        case Call(func=Attribute(value=target, attr=verb), args=args) if verb in scene.recursion.verbs:
            saved = saved_by(site, scene, Call(target, args))
            return None if saved is None else _by_method(verb, saved, site)
        case Call(func=Attribute(value=Attribute(value=model, attr=manager), attr=verb), args=args):
            creates = "save" in scene.recursion.verbs and manager in MANAGERS
            return _by_manager(verb, model, args) if creates and is_sender(model, site, scene) else None
        case _:
            return None


def saved_file(call: Call) -> Expression | None:
    """Return the file field of the instance that a call saves, and the instance with it."""
    match call:
        case Call(func=Attribute(value=Attribute(value=owner) as field, attr="save"), args=args) if (
            owner == INSTANCE
        ):
            options = named(args, ("name", "content", "save")) or {}
            return field if "content" in options and truth(options.get("save", YES)) else None
        case _:
            return None


def deleted_file(call: Call) -> Expression | None:
    """Return the file field of the instance whose file a call deletes, saving the instance after it."""
    match call:
        case Call(func=Attribute(value=Attribute(value=owner) as field, attr="delete"), args=args) if (
            owner == INSTANCE
        ):
            options = named(args, ("save",))
            return field if options is not None and truth(options.get("save", YES)) else None
        case _:
            return None


def _bridged(call: Call) -> Call | None:
    """Return the call that `sync_to_async(function)(…)` and its like make."""
    match call:
        case Call(func=Call(func=bridge, args=(Argument(value=function), *_)), args=args):
            return Call(function, args) if last_name(bridge) in BRIDGES else None
        case _:
            return None


def _by_method(verb: str, saved: Saved, site: Site) -> Resend | None:
    what, target, args = saved
    if verb not in SIGNATURES:
        return Resend(what, target, {"origin": target})
    options = named(args, SIGNATURES[verb])
    fields = None if options is None else sent_fields(options.get("update_fields", NOTHING))
    if options is None or fields is None:
        return None
    carried = {**PLAIN, "raw": options.get("raw", NO), "update_fields": fields}
    if what == "other":
        return Resend(what, target, {**carried, **ANOTHER})
    # A row that was given another key, or made to look new, is inserted as a new one.
    inserted = "force_insert" in options or _touched(target, site)
    return Resend(what, target, {**carried, "created": Opaque("created") if inserted else NO})


def _by_manager(verb: str, model: Expression, args: tuple[Argument, ...]) -> Resend | None:
    match verb:
        case "create" | "acreate":
            return Resend("other", model, ANOTHER)
        case "update_or_create" | "aupdate_or_create" if any(a.value in PK for a in args):
            return Resend("row", model, SAME_ROW)
        case "update_or_create" | "aupdate_or_create":
            return Resend("other", model, {**ANOTHER, "created": Opaque("created")})
        case _:
            return None


def named(args: Iterable[Argument], positional: tuple[str, ...]) -> dict[str, Expression] | None:
    """Return arguments by name, None where a name is strange: the method is not Django's own."""
    waiting = iter(positional)
    named = {arg.keyword or next(waiting, ""): arg.value for arg in args if not arg.star}
    spread = [arg for arg in args if arg.star]
    return None if spread or not named.keys() <= set(positional) else named


def sent_fields(fields: Expression) -> Expression | None:
    """Return `update_fields` as a receiver gets it, None where nothing, or perhaps nothing, is sent."""
    match fields, truth(fields):
        case Constant(value=None), _:
            return fields
        case Sequence(elts=elements), True:
            return Sequence("set", elements)
        case _, True:
            return Opaque("update_fields")
        case _:
            return None


def _touched(target: Expression, site: Site) -> bool:
    keys = {Attribute(target, name) for name in ("pk", "id", "_state")}
    return not site.path.touched.isdisjoint({*keys, Attribute(Attribute(target, "_state"), "adding")})
