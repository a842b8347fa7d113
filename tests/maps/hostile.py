"""A map whose every text is meant to break out of a page, and the connections that hold it."""

from __future__ import annotations

from rules.building import connection, function, project, receiver

from signal_lint.connections import Lost, Sender, Signal
from signal_lint.findings import Diagnostic, Severity
from signal_lint.maps.page.document import page_document
from signal_lint.models import Model
from signal_lint.record import record
from signal_lint.source import Location, at_line

TEXTS = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!--<script>",
    "\"'`&amp;",
    "a\nb\rc\td\0e\x1b[31m",
    "\u202eright to left\u2066",
    "\u2028\u2029",
    "half \ud800 and \udfff",
    "]]>",
)
ALL = " ".join(TEXTS)
_PATH = f"{ALL}/signals.py"


@record
class Written:
    """What a receiver writes."""

    verb: str
    model: Model
    location: Location
    when: tuple[str, ...]
    certain: bool


def hostile_document() -> dict[str, object]:
    """Return the document of a page in which all that a project can choose is hostile."""
    model = Model(f"shop.{ALL}", f"shop.{ALL}", at_line(_PATH, 5), abstract=False, proxy=False)
    row = connection(
        receiver(function(ALL, path=_PATH)),
        Signal(f"shop.{ALL}", at_line(_PATH, 2), is_model_signal=False),
        at_line(_PATH, 7),
        sender=Sender("model", ALL, model.name, model.label, model),
        dispatch_uid=ALL,
        reason=ALL,
        signal_text=ALL,
        lost=Lost("collected", ALL, at_line(_PATH, 9)),
    )
    found = Diagnostic("SGL102", "name", Severity.ERROR, at_line(_PATH, 7), ALL, (), None, "1")
    written = Written("save", model, at_line(_PATH, 8), TEXTS, certain=True)
    return page_document(project(root=f"/{ALL}"), (row,), (found,), lambda *_: (written,))
