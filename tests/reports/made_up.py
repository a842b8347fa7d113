"""Two made-up outcomes for the tests of all formats: a usual one, and one with names that no format expects.

    python tests/reports/made_up.py

writes their reports to golden/, to be read before they are committed.
"""

from __future__ import annotations

import json
from pathlib import Path

from outcomes import diagnostic, location, outcome

from signal_lint.edits import AppendKwargs, ImportInReady, ReplaceExpression
from signal_lint.findings import Diagnostic, Fix, Related, Severity
from signal_lint.fixing.replacements import replacements
from signal_lint.reports.formats import FORMATS, Context
from signal_lint.source import Location, Span, at_line
from signal_lint.text.paint import plain

GOLDEN = Path(__file__).with_name("golden")

SIGNALS = """\
from django.db.models.signals import post_save
from django.dispatch import receiver

from shop.models import Order

größe = "ä"; post_save.connect(print, sender="shop.Ordr")


@receiver(post_save, sender=Order)
def add_shipping(
    sender, instance
):
    instance.save()
"""
LOST_APPS = """\
from django.apps import AppConfig


class LostConfig(AppConfig):
    name = "lost"
"""
FILES = {
    "lost/apps.py": LOST_APPS,
    "lost/signals.py": "from django.dispatch import receiver\n\n\n@receiver(paid)\n",
    "shop/broken.py": "from django.dispatch import receiver\n\nreceiver(\n",
    "shop/signals.py": SIGNALS,
}

_CONFIG = Location("lost/apps.py", Span(4, 0, 5, 17))
_RECEIVER = Location("shop/signals.py", Span(10, 0, 13, 19))
_SENDER = location(6, 45, 56, "shop/signals.py")
_CONNECTION = location(9, 0, 34, "shop/signals.py")


def _found(code: str, name: str, place: Location, message: str, **parts: object) -> Diagnostic:
    """Build a diagnostic, with a fingerprint of its own."""
    fingerprint = f"{code[3:]}{place.span.line:013}"
    parts = {"code": code, "name": name, "location": place, "message": message, **parts}
    return diagnostic(fingerprint=fingerprint, **parts)


USUAL = outcome(
    _found(
        "SGL902",
        "internal-error",
        at_line(".", 1),
        "Rule SGL403 failed, which is a mistake in signal-lint: ZeroDivisionError: division by zero",
    ),
    _found(
        "SGL003",
        "signals-module-never-imported",
        location(4, 0, 15, "lost/signals.py"),
        "Nothing imports `lost.signals`, so its receivers never run",
        related=(Related(_CONFIG, "The import of `lost.signals` belongs here"),),
        fix=Fix("Add a `ready()` to `LostConfig`", "unsafe", (ImportInReady(_CONFIG, "lost.signals"),)),
    ),
    _found("SGL901", "unreadable-file", location(3, 9, 9, "shop/broken.py"), "Unexpected end of file"),
    _found(
        "SGL201",
        "sender-never-matches",
        _SENDER,
        "No model is called `shop.Ordr`, so this receiver never runs",
        severity=Severity.WARNING,
        fix=Fix("Write `shop.Order`", "safe", (ReplaceExpression(_SENDER, '"shop.Order"'),)),
    ),
    _found(
        "SGL001",
        "receiver-without-kwargs",
        _RECEIVER,
        "`add_shipping` receives `post_save` but does not accept `**kwargs`",
        related=(Related(_CONNECTION, "Connected here"), Related(_SENDER, "Connected here too")),
        fix=Fix("Add `**kwargs` to the parameters", "safe", (AppendKwargs(_RECEIVER, "kwargs"),)),
    ),
    _found(
        "SGL502",
        "missing-raw-guard",
        location(13, 4, 19, "shop/signals.py"),
        "`add_shipping` touches other rows while a fixture is loaded",
        severity=Severity.INFO,
    ),
    root="/srv/web shop",
)

EVIL = (
    "\"'<b>&amp;|`%0A,::error x=y::</script>]]>\n\r\x00\x1b[2J\u202e\udcff\uffff"
    "[a](https://evil.example){0}<!--*__www.evil.example__*"
)
_EVIL_PATH = f"shop/{EVIL}.py"
HOSTILE = outcome(
    _found("SGL901", "unreadable-file", location(1, 0, 0, "::error file=x::.py"), "::error::`"),
    _found(
        "SGL201",
        "sender-never-matches",
        location(3, 4, 11, _EVIL_PATH),
        f"No model is called `{EVIL}`, so ``{EVIL}",
        related=(Related(location(7, 0, 0, _EVIL_PATH), f"{EVIL} is `{EVIL}`"),),
        fix=Fix(f"Write `{EVIL}`", "safe", (ReplaceExpression(location(3, 4, 11, _EVIL_PATH), EVIL),)),
    ),
    _found("SGL902", "internal-error", location(1, 0, 0, _EVIL_PATH), f"It failed: {EVIL}"),
    root=f"/srv/{EVIL}",
)

OUTCOMES = {"usual": USUAL, "hostile": HOSTILE}


def read(path: str) -> bytes | str:
    """Return what a file of the usual outcome holds."""
    return FILES[path].encode() if path in FILES else "No such file or directory"


CONTEXT = Context(
    lines_of=lambda path: FILES[path].split("\n") if path in FILES else (),
    replacements_of=lambda each: replacements(each, read),
    paint=plain,
    summarised=True,
)


def report(name: str, output_format: str) -> str:
    """Return an outcome in a format."""
    return FORMATS[output_format](OUTCOMES[name], CONTEXT)


def golden(name: str, output_format: str) -> str:
    """Return the same as golden/ has it: of SARIF, what changes with every rule is left out."""
    text = report(name, output_format)
    if output_format != "sarif":
        return text
    document = json.loads(text)
    driver = document["runs"][0]["tool"]["driver"]
    driver |= {"version": "VERSION", "rules": [], "notifications": []}
    for each in document["runs"][0]["results"]:
        del each["ruleIndex"]
    return json.dumps(document, indent=2) + "\n"


def golden_file(name: str, output_format: str) -> Path:
    """Return where a report is kept."""
    return GOLDEN / name / f"{output_format}.txt"


if __name__ == "__main__":
    for each in OUTCOMES:
        for output_format in FORMATS:
            golden_file(each, output_format).write_text(
                golden(each, output_format), encoding="utf-8", newline=""
            )
