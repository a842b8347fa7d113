"""Connections to show in every format: each state, each way to be lost, and names that harm."""

from __future__ import annotations

from dataclasses import replace

from rules.building import POST_SAVE, app, connection, function, project, receiver

from signal_lint.connections import Connection, Lost, Receiver, Sender, Signal
from signal_lint.models import Model
from signal_lint.source import at_line

POST_DELETE = Signal("django.db.models.signals.post_delete", None, is_model_signal=True)
SOLD = Signal("shop.sales.sold", at_line("shop/sales.py", 3), is_model_signal=False)
OTHER_SOLD = Signal("bar.sales.sold", at_line("bar/sales.py", 4), is_model_signal=False)
ON_SAVE = receiver(function())
IN_TWO_APPS = project(apps=(app(), app(name="bar")))


def of(model: str) -> Sender:
    """Return a model of the shop as a sender, by its name and the line it is defined in."""
    name, _, line = model.partition(":")
    found = Model(
        f"shop.models.{name}",
        f"shop.{name}",
        at_line("shop/models.py", int(line or 5)),
        abstract=False,
        proxy=False,
    )
    return Sender("model", name, found.name, found.label, found)


def made(name: str, line: int, path: str = "shop/signals.py") -> dict[str, object]:
    """Return a receiver of the shop, defined one line below its connection."""
    return {"received": receiver(function(name, line + 1, path)), "location": at_line(path, line)}


BOOK, ORDER = of("Book"), of("Order:20")
LAMBDA = Receiver("lambda", "lambda **kw: log(kw)", None, at_line("shop/apps.py", 9), None, None)
CONNECTIONS = (
    connection(**made("on_save", 7), sender=BOOK, loaded="startup"),
    connection(**made("on_save", 7), sender=ORDER, loaded="startup"),
    connection(**made("count", 17), sender=BOOK, loaded="late", reason="imported by `shop.urls`"),
    connection(**made("count", 17), signal=POST_DELETE, sender=BOOK, reason="nothing imports `shop.signals`"),
    connection(
        **made("index", 27),
        sender=ORDER,
        loaded="startup",
        lost=Lost("disconnected", "`ready` disconnects it", at_line("shop/apps.py", 12)),
    ),
    connection(
        LAMBDA, SOLD, at_line("shop/apps.py", 9), loaded="startup", lost=Lost("collected", "no holder")
    ),
    connection(
        LAMBDA, SOLD, at_line("shop/apps.py", 9), loaded="startup", lost=Lost("collected", "no holder")
    ),
    connection(
        receiver(None),
        None,
        at_line("bar/signals.py", 3),
        sender=Sender("dynamic", "model"),
        loaded="unknown",
        reason="nothing calls `connect_all`",
    ),
    connection(**made("remember", 4, "bar/tests.py"), signal=OTHER_SOLD, test=True, reason="no module"),
)


#: What must not get a meaning in any format.
HOSTILE = (
    '"quoted"',
    "'single'",
    "<b>bold</b>",
    "</script><script>alert(1)</script>",
    "a\nb\rc",
    "right\u202eleft",
    "back\\slash\\",
    "\\N \\l \\G",
    "%% comment %%{init: {}}%%",
    "]",
    '"]; x -> y [label="',
    "; semi; colon",
    "lone\ud800surrogate\udcff",
    "&lt;entity&#35;",
    "#35; #quot;",
    "`tick` ``two`` `",
    "a | b || c",
    "__bold__ *x* _y_ ~~z~~",
    "1. list",
    "- list",
    "[text](http://e.org) http://e.org www.e.org",
    "$math$ ![image](x)",
    "end",
    "subgraph x",
    "nbsp\u00a0zero\u200bwidth",
    "\x1b[31m\x00",
    "{a} {{b}} ((c)) >d]",
    "|bar| --> n1",
    "ünïcödé 日本 😀",
)


def hostile(text: str, number: int = 0) -> Connection:
    """Return a connection that has a text in all its names, reasons and paths."""
    # A path from a disk has no surrogates but those of bytes that are no UTF-8.
    place = at_line(f"shop/{text.replace(chr(0xD800), '')}.py", number + 1)
    model = Model(f"shop.models.{text}", f"shop.{text}", place, abstract=False, proxy=False)
    named = function("f", number + 1, place.path)
    return connection(
        receiver(replace(named, name=f"shop.{text}", qualname=text)),
        replace(POST_SAVE, name=f"shop.{text}", location=place),
        place,
        sender=Sender("model", text, model.name, model.label, model),
        reason=f"{text} of `{text}`",
        lost=Lost("collected", f"{text} of `{text}`", place),
    )


def every_hostile() -> list[Connection]:
    """Return a connection for each text."""
    return [hostile(text, number) for number, text in enumerate(HOSTILE)]


def many(models: int, signals: int, receivers: int) -> list[Connection]:
    """Return connections of each of some models and signals to some receivers of their own."""
    return [
        connection(
            **made(f"on_{model}_{signal}_{number}", 10 * number + 1, f"app{model}/s{signal}.py"),
            signal=Signal(f"django.signals.s{signal}", None, is_model_signal=True),
            sender=of(f"M{model}:{model + 1}"),
            loaded="startup",
        )
        for model in range(models)
        for signal in range(signals)
        for number in range(receivers)
    ]
