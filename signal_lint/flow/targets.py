"""What a method is called on: the instance that was sent, its row, or the sender."""

from __future__ import annotations

from signal_lint.connections import Function
from signal_lint.flow.calls import Site
from signal_lint.flow.expressions import dotted
from signal_lint.flow.names import sent
from signal_lint.flow.scenes import INSTANCE, PK, Scene, What
from signal_lint.syntax import Argument, Attribute, Call, Expression, Name

SENDER = sent("sender")
MANAGERS = frozenset({"objects", "_default_manager", "_base_manager"})
MODEL = frozenset({"Model", "models.Model"})
Saved = tuple[What, Expression, tuple[Argument, ...]]


def saved_by(site: Site, scene: Scene, call: Call) -> Saved | None:
    """Return what a method runs on, and its arguments without it; `call` has the owner as its function."""
    owner, args = call.func, call.args
    match owner, args:
        case _ if owner == INSTANCE:
            return "instance", owner, args
        case Call(func=Name(id="super"), args=(_, Argument(value=of))), _ if of == INSTANCE:
            return "instance", of, args
        case _, (Argument(value=of, keyword=None, star=""), *rest) if of == INSTANCE:
            named = dotted(owner) in MODEL or is_sender(owner, site, scene)
            return ("instance", of, tuple(rest)) if named else None
        case Call(func=model), _ if is_sender(model, site, scene):
            return "other", owner, args
        case _:
            return ("row", owner, args) if _is_same_row(owner, site, scene) else None


def _is_same_row(found: Expression, site: Site, scene: Scene) -> bool:
    """Tell whether an expression surely fetches the row of the instance."""
    match found:
        case Call(func=Attribute(value=query, attr="get" | "aget"), args=args) if _by_key(args):
            return _is_query(query, site, scene)
        case Call(
            func=Attribute(
                value=Call(func=Attribute(value=query, attr="filter"), args=args),
                attr="get" | "first" | "last" | "aget" | "afirst" | "alast",
            )
        ) if _by_key(args):
            return _is_query(query, site, scene)
        case _:
            return False


def _by_key(args: tuple[Argument, ...]) -> bool:
    return any(argument.keyword in {"pk", "id"} and argument.value in PK for argument in args)


def _is_query(query: Expression, site: Site, scene: Scene) -> bool:
    match query:
        case Call(func=Attribute(value=inner, attr="all" | "using" | "select_for_update" | "select_related")):
            return _is_query(inner, site, scene)
        case Attribute(value=model, attr=manager) if manager in MANAGERS:
            # Of the senders of a receiver for all models, only the one that was sent has the row.
            sure = scene.connection.sender.kind != "any" or not dotted(model) or model == SENDER
            return sure and is_sender(model, site, scene)
        case _:
            return False


def is_sender(model: Expression, site: Site, scene: Scene) -> bool:
    """Tell whether an expression surely is a model whose saving reaches the receiver."""
    match model:
        case Name() if model == SENDER:
            return True
        case (
            Attribute(value=owner, attr="__class__")
            | Attribute(value=Attribute(value=owner, attr="_meta"), attr="model")
        ):
            return owner == INSTANCE
        case Call(func=Name(id="type"), args=(Argument(value=owner),)):
            return owner == INSTANCE
        case _:
            name = dotted(model)
            return bool(name) and _names_sender(name, site.frame.function, scene)


def _names_sender(name: str, function: Function, scene: Scene) -> bool:
    sender = scene.connection.sender
    if sender.model is not None:
        return scene.lookup.is_model(name, function, sender.model) is True
    if sender.kind == "any":
        return name.rpartition(".")[2][:1].isupper()
    # A model of another package: the same words in the same file are the same class.
    same_file = scene.connection.location.path == function.location.path
    return sender.kind in {"model", "class"} and same_file and name == sender.text
