"""Started by a test in a process of its own: what the receivers of a Django project are by name, in fact.

It prints, as JSON, for each decorator that connects a function of the project: its file and line,
and whether the name of the function stands for the very function that is connected.
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

CONNECT = Signal.connect
MADE = {}


def connect(self, receiver, *args, **kwargs):
    """Connect, and note the place with what is connected."""
    frame = inspect.currentframe().f_back
    while "/django/" in frame.f_code.co_filename:
        frame = frame.f_back
    MADE[frame.f_code.co_filename, frame.f_lineno] = receiver, frame.f_globals
    CONNECT(self, receiver, *args, **kwargs)


def decorated(path):
    """Return the qualified names of the functions of a file by the lines of their decorators."""
    found = {}
    for statement in ast.parse(Path(path).read_text()).body:
        inner = statement.body if isinstance(statement, ast.ClassDef) else [statement]
        prefix = f"{statement.name}." if isinstance(statement, ast.ClassDef) else ""
        for each in inner:
            if isinstance(each, ast.FunctionDef):
                found |= {decorator.lineno: prefix + each.name for decorator in each.decorator_list}
    return found


def is_by_name(receiver, names, qualname):
    """Tell whether a qualified name stands for a receiver."""
    first, *rest = qualname.split(".")
    value = names[first]
    for name in rest:
        value = getattr(value, name)
    return value is receiver


def main(root):
    """Answer for every decorator of the project in a folder."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    Signal.connect = connect
    django.setup()
    answers = []
    for (path, line), (receiver, names) in MADE.items():
        qualname = decorated(path).get(line) if path.startswith(root) else None
        if qualname is not None:
            answers.append((path, line, is_by_name(receiver, names, qualname)))
    sys.stdout.write("\n" + json.dumps(answers))


if __name__ == "__main__":
    main(sys.argv[1])
