"""The pages that the browser opens: of a fixture, of releases, of a large project, of made-up documents."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from conformance.releases import unpacked
from maps.hostile import Written, hostile_document
from rules.building import app, connection, function, project, receiver

from signal_lint.connections import Sender, Signal
from signal_lint.maps.page import page
from signal_lint.maps.page.document import page_document
from signal_lint.models import Model
from signal_lint.source import at_line

FIXTURE = Path(__file__).parents[2] / "fixtures" / "projects" / "bookshop"
RELEASES = ("pretix==2026.8.0", "wagtail==8.0.1")
APPS, RECEIVERS = 20, 40
MODEL_SIGNALS = {
    name: Signal(f"django.db.models.signals.{name}", None, is_model_signal=True)
    for name in ("pre_save", "post_save", "pre_delete", "post_delete")
}


def pages(folder: Path, cache: Path) -> dict[str, Callable[[], str]]:
    """Return by name what makes each page; `folder` is for projects that are generated."""
    releases = {
        release.partition("=")[0]: lambda release=release: mapped(
            unpacked(cache, release, (release,), {}).path
        )
        for release in RELEASES
    }
    return {
        "fixture": lambda: mapped(FIXTURE),
        "chain": lambda: page(chain()),
        "hostile": lambda: page(hostile_document()),
        "large": lambda: mapped(large(folder / "large")),
        **releases,
    }


def mapped(root: Path) -> str:
    """Return the page that the command makes of a project."""
    command = [sys.executable, "-m", "signal_lint", "map", "--no-cache", "--output-format", "html", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def large(root: Path) -> Path:
    """Write a project of 800 connections: in each app models of its own, and receivers of its neighbours."""
    names = [f"app{number:02}" for number in range(APPS)]
    for number, name in enumerate(names):
        (root / name).mkdir(parents=True)
        (root / name / "__init__.py").write_text("")
        models = "".join(f"class {kind}(models.Model):\n    pass\n\n\n" for kind in ("Order", "Item", "Note"))
        (root / name / "models.py").write_text(f"from django.db import models\n\n\n{models}")
        (root / name / "apps.py").write_text(_config(name))
        (root / name / "signals.py").write_text(_receivers(name, names[number - 1]))
    (root / "manage.py").write_text('os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n')
    (root / "settings.py").write_text(f"INSTALLED_APPS = {names!r}\n")
    return root


def _config(name: str) -> str:
    head = "from django.apps import AppConfig\n\n\nclass Config(AppConfig):\n"
    ready = f"    def ready(self):\n        from {name} import signals\n" if name[-1] != "7" else ""
    return f'{head}    name = "{name}"\n\n{ready}'


def _receivers(name: str, neighbour: str) -> str:
    head = (
        "from django.db.models.signals import post_delete, post_save, pre_save\n"
        "from django.dispatch import receiver\n"
        f"import {name}.models\nimport {neighbour}.models\n"
    )
    signals, kinds = ("post_save", "pre_save", "post_delete"), ("Order", "Item", "Note")
    for number in range(RECEIVERS):
        owner = neighbour if number % 8 == 0 else name
        sender = f"{owner}.models.{kinds[number % 3]}"
        kwargs = ", **kwargs" if number % 13 else ""
        head += f"\n\n@receiver({signals[number % 2]}, sender={sender})\n"
        head += f"def on_{number}(sender, instance{kwargs}):\n    print(instance)\n"
    return head


def _model(label: str) -> Model:
    app_label, _, name = label.partition(".")
    place = at_line(f"{app_label}/models.py", 4)
    return Model(f"{app_label}.models.{name}", label, place, abstract=False, proxy=False)


ORDER, INVOICE, STOCK = map(_model, ("shop.Order", "billing.Invoice", "stock.Item"))


def _row(name: str, signal: str, model: Model | None, line: int, **changes: object):
    sender = Sender("model", model.name, model.name, model.label, model) if model else Sender("any", "")
    path = f"{(model.label or '').partition('.')[0] if model else 'shop'}/signals.py"
    handler = receiver(function(name, line + 1, path))
    parts = {"sender": sender, "loaded": "startup", "reason": "`ready()` imports it", **changes}
    return connection(handler, MODEL_SIGNALS[signal], at_line(path, line), signal_text=signal, **parts)


def chain() -> dict[str, object]:
    """Return a document in which saving an order leads to an invoice, stock, and back to the order."""
    written = {
        "bill": (Written("create", INVOICE, at_line("shop/signals.py", 14), ("created",), certain=True),),
        "reserve": (Written("save", STOCK, at_line("shop/signals.py", 24), (), certain=False),),
        "mark_billed": (
            Written("save", ORDER, at_line("billing/signals.py", 14), ("not order.billed",), certain=True),
            Written("update", STOCK, at_line("billing/signals.py", 15), (), certain=True),
        ),
        "forgotten": (Written("delete", STOCK, at_line("shop/signals.py", 44), (), certain=True),),
    }
    rows = (
        _row("check", "pre_save", ORDER, 4),
        _row("bill", "post_save", ORDER, 12),
        _row("reserve", "post_save", ORDER, 22, loaded="late"),
        _row("forgotten", "post_save", ORDER, 42, loaded="never", reason="nothing imports it"),
        _row("mark_billed", "post_save", INVOICE, 12),
        _row("count", "post_save", STOCK, 3, loaded="unknown"),
        _row("log", "post_save", None, 60),
        _row("misled", "post_save", ORDER, 70, sender=Sender("instance", "order", ORDER.name)),
    )
    apps = tuple(app(name=name) for name in ("shop", "billing", "stock"))
    return page_document(
        project(root="/chain", apps=apps), rows, (), lambda row, _: written.get(_name(row), ())
    )


def _name(row) -> str:
    return re.sub(r".*\.", "", row.receiver.name)
