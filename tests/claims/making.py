"""Started by a test in a process of its own: which statements of a Django project make no signal that works.

Each statement of its modules is run by itself, whatever the others raise; functions that take nothing are
called. It prints, as JSON, each statement with the lines it stands on and whether making the signal raises
a TypeError, or sending it from None does although nobody asked for a cache.
"""

from __future__ import annotations

import ast
import inspect
import json
import os
import sys
from pathlib import Path

import django
from django.dispatch import Signal


def receiver(sender, **kwargs):
    """Give Django something to look up."""


def fails(source, names):
    """Run a statement, and tell whether what it makes does not work."""
    before = dict(names)
    try:
        exec(source, names)  # noqa: S102
        made = [value for name, value in names.items() if before.get(name) is not value]
        return any(map(does_not_work, made))
    except TypeError:
        return True


def does_not_work(made):
    """Tell whether a signal does not work, or one that a function without parameters makes."""
    if inspect.isfunction(made):
        return not inspect.signature(made).parameters and does_not_work(made())
    if not isinstance(made, Signal) or made.use_caching is True:
        return False
    made.connect(receiver)
    try:
        made.send(None)
    except TypeError:
        return True
    return False


def statements(path):
    """Yield every statement of a module, as code and by its lines."""
    for node in ast.parse(path.read_text()).body:
        code = compile(ast.Module([node], []), str(path), "exec")
        yield code, node.lineno, node.end_lineno


def main(root):
    """Answer for every statement of the modules that make signals."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    django.setup()
    rows = []
    for name in ("fine", "made"):
        path = Path(root, "shop", f"{name}.py")
        names = {"__name__": f"shop.{name}"}
        rows += [(str(path), first, last, fails(code, names)) for code, first, last in statements(path)]
    sys.stdout.write("\n" + json.dumps(rows))


if __name__ == "__main__":
    main(sys.argv[1])
