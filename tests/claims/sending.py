"""Started by a test in a process of its own: which calls of `asend` in a Django project send nothing.

Each function of the project is called with a list for a sender, and awaited where that is what it asks for;
the receiver of the project leaves a note in the list. It prints, as JSON, each function with the lines it
stands on and whether its list stayed empty.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import os
import sys

import django


class Sender(list):
    """A list that Django can tell from others."""

    __hash__ = object.__hash__


def lines(function):
    """Return where a function stands."""
    source, first = inspect.getsourcelines(inspect.unwrap(function))
    return inspect.getfile(inspect.unwrap(function)), first, first + len(source) - 1


def functions():
    """Yield every function and method that sends."""
    for name in ("forgotten", "awaited"):
        module = importlib.import_module(f"shop.{name}")
        for function in tuple(vars(module).values()):
            if inspect.isfunction(function) and function.__module__ == module.__name__:
                yield function, function
    desk = importlib.import_module("shop.forgotten").Desk()
    desk.rung.connect(importlib.import_module("shop.receivers").note)
    yield desk.ring, type(desk).ring


async def awaited(given):
    """Await what can be awaited."""
    if inspect.isawaitable(given):
        await given


def stays_empty(function):
    """Call a function, and tell whether nothing was sent; None before Django 5.0, without `asend`."""
    sender = Sender()
    try:
        given = function(sender)
        asyncio.run(awaited(given))
    except AttributeError:
        return None
    return not sender


def main(root):
    """Answer for every function of the project in a folder."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    django.setup()
    rows = [
        (*lines(defined), stays_empty(function))
        for function, defined in functions()
        if _takes_sender(defined)
    ]
    sys.stdout.write("\n" + json.dumps(rows))


def _takes_sender(function):
    """Tell whether a function sends, and is no context for another one that does."""
    return not hasattr(function, "__wrapped__") and "sender" in inspect.signature(function).parameters


if __name__ == "__main__":
    main(sys.argv[1])
