"""Start a Django project and write, as JSON, what its signals were told to connect.

    python recorder.py OUTPUT ROOT [IMPORT_ROOT ...]

The environment names the settings (DJANGO_SETTINGS_MODULE). ROOT is the folder of the project, and each
IMPORT_ROOT a folder to import from, the first one first. After `django.setup()` the URLconf is imported, in a
phase of its own, because a running project always imports it.

OUTPUT is a file, as projects print to every stream. It receives one document:

    {"django": "5.2.1", "records": [...], "error": null, "urlconf_error": null}

An error is `{"line": "ValueError: ...", "traceback": "..."}`. A record is one call of `Signal.connect`:

    signals   the dotted names of the signal in the module that made it and those above; [] where in none
    sender    its dotted names, the label of a model first; [] for any sender
    receiver  {"names", "path", "line"}: what runs at last, its own name first, and the line of its `def`
    stack     [[path, line], ...] of the project, the connecting call first; [] where others connect
    phase     "setup" or "urlconf"
    state     "live", "collected" (weakly referenced, and gone), "duplicate" (Django had it already),
              "disconnected" or "refused" (connecting raised)

It imports Django and the standard library alone, in Python 3.6: it runs wherever the project runs.
"""

import functools
import gc
import importlib
import inspect
import itertools
import json
import linecache
import os
import sys
import traceback
import weakref

THROUGH = (__file__, "django/dispatch/dispatcher.py", "django/db/models/signals.py")
INSTALLED = {"site-packages", "dist-packages"}


class Recorder:
    """What was connected, in order. Holds no receiver that Django does not hold."""

    def __init__(self, root):
        self.root = root
        self.phase = "setup"
        self.calls = []
        self.rows = []
        self.origins = {}
        self.disconnected, self.resumed = [], []

    def connected(self, told, connect):
        """Run a `connect`, which was told these arguments, and note what became of it."""
        signal = told["self"]
        call = {
            "signal": signal,
            "sender": sender_names(told["sender"]),
            "receiver": self.describe_receiver(told["receiver"]),
            "stack": self.resumed[-1] if self.resumed else self.project_stack(),
            "phase": self.phase,
            "entry": None,
            "refused": True,
        }
        self.calls.append(call)
        before = list(signal.receivers)
        connect()
        call["refused"] = False
        call["entry"] = next((entry for entry in signal.receivers[-1:] if not holds(before, entry)), None)

    def removed(self, signal, disconnect):
        """Run a `disconnect` and note what it took away."""
        before = list(signal.receivers)
        answer = disconnect()
        self.disconnected += [e for e in before if not holds(signal.receivers, e) and is_alive(e)]
        return answer

    def finish(self):
        """Settle what became of the calls of a phase."""
        forget_signatures()
        gc.collect()
        self.rows += [self.row(call) for call in self.calls]
        self.calls = []

    def row(self, call):
        row = {key: call[key] for key in ("sender", "receiver", "stack", "phase")}
        modules = modules_to(self.origins.get(id(call["signal"])))
        names = [name for module in modules for name in names_in(module, call["signal"])]
        return dict(row, signals=names, state=self.state(call))

    def state(self, call):
        entry = call["entry"]
        if call["refused"]:
            return "refused"
        if entry is None:
            return "duplicate"
        if holds(self.disconnected, entry):
            return "disconnected"
        return "live" if is_alive(entry) else "collected"

    def project_stack(self):
        """Return the lines of the project that lead to the call, innermost first; [] where others connect."""
        frames = ((frame.f_code, number) for frame, number in traceback.walk_stack(sys._getframe(1)))
        above = itertools.dropwhile(lambda frame: self.passes_on(frame[0]), frames)
        ours = itertools.takewhile(lambda frame: self.is_ours(frame[0].co_filename), above)
        lines = ([self.relative(code.co_filename), number] for code, number in ours)
        return [line for line in lines if line[0]]

    def passes_on(self, code):
        """Tell whether code only passes a call on: Django's, or `connect` of an installed signal class."""
        is_overridden = code.co_name == "connect" and not self.relative(code.co_filename)
        return is_overridden or code.co_filename.endswith(THROUGH)

    def is_ours(self, filename):
        """Tell whether code is the project's; that of `exec` has no file, and whoever runs it connects."""
        has_no_file = filename.startswith("<") and not filename.startswith("<frozen")
        return has_no_file or self.relative(filename) is not None

    def relative(self, filename):
        """Return the path of a file below the root, None for what is not the project's."""
        for resolved in (os.path.abspath, os.path.realpath):
            parts = os.path.relpath(resolved(filename), resolved(self.root)).split(os.sep)
            if not filename.startswith("<") and parts[0] != os.pardir and not INSTALLED.intersection(parts):
                return "/".join(parts)
        return None

    def describe_receiver(self, receiver):
        """Tell what runs: through partials, bound methods, callable objects and `functools.wraps`."""
        function = receiver
        while isinstance(function, functools.partial):
            function = function.func
        function = getattr(function, "__func__", function)
        if not inspect.isroutine(function) and not isinstance(function, type):
            function = type(function).__call__
        function = inspect.unwrap(function)
        code = getattr(function, "__code__", None)
        path, line = (self.relative(code.co_filename), def_line(code)) if code else (None, None)
        return {"names": names_of(function), "path": path, "line": line}


def forget_signatures():
    """Empty the caches through which Django holds receivers under DEBUG, and only until others fill them.

    `connect` checks a receiver's signature there, with functions that remember their arguments: a closure
    that is lost in production lives on while developing.
    """
    for function in vars(sys.modules["django.utils.inspect"]).values():
        if hasattr(function, "cache_clear"):
            function.cache_clear()


def holds(entries, entry):
    return any(each is entry for each in entries)


def is_alive(entry):
    return not isinstance(entry[1], weakref.ReferenceType) or entry[1]() is not None


def names_in(module, signal):
    """Return the dotted names of a signal in a module, and in the classes of that module."""
    names = []
    for name, value in sorted(vars(module).items()):
        if value is signal:
            names.append("{}.{}".format(module.__name__, name))
        # Not isinstance(), which would evaluate what is lazy.
        elif issubclass(type(value), type) and value.__module__ == module.__name__:
            held = (attribute for attribute, each in sorted(vars(value).items()) if each is signal)
            names += ["{}.{}".format(dotted(value), attribute) for attribute in held]
    return names


def sender_names(sender):
    """Return the names of a sender: an instance has those of its class, any sender none."""
    if sender is None:
        return []
    cls = sender if isinstance(sender, type) else type(sender)
    label = getattr(getattr(cls, "_meta", None), "label", None)
    return [*([] if label is None else [label]), *names_of(cls)]


def names_of(thing):
    """Return the dotted names of a class or function: its own, then those in packages that pass it on."""
    name = getattr(thing, "__name__", None)
    passing = (m for m in modules_to(getattr(thing, "__module__", None)) if vars(m).get(name) is thing)
    return list(dict.fromkeys([dotted(thing), *("{}.{}".format(m.__name__, name) for m in passing)]))


def modules_to(name):
    """Return the module of a name and the packages above it, which may pass on what it has as their own."""
    parts = str(name).split(".")
    found = (sys.modules.get(".".join(parts[:end])) for end in range(len(parts), 0, -1))
    return [module for module in found if isinstance(module, type(sys))]


def dotted(thing):
    module = getattr(thing, "__module__", None)
    name = getattr(thing, "__qualname__", type(thing).__qualname__)
    return "{}.{}".format(module, name) if module else name


def def_line(code):
    """Return the line of a function's `def`; Python counts from its first decorator."""
    first = code.co_firstlineno
    lines = linecache.getlines(code.co_filename)[first - 1 :]
    found = (number for number, line in enumerate(lines) if line.split(None, 1)[:1] in (["def"], ["async"]))
    return first if code.co_name == "<lambda>" else first + next(found, 0)


def start(recorder):
    """Let the recorder see every connection, from before anything else of Django is imported; set it up."""
    from django.dispatch import Signal

    make, connect, disconnect = Signal.__init__, Signal.connect, Signal.disconnect
    signature = inspect.signature(connect)

    def patched_init(self, *args, **kwargs):
        make(self, *args, **kwargs)
        frame = sys._getframe(1)
        while frame.f_code.co_name == "__init__":
            frame = frame.f_back
        recorder.origins[id(self)] = frame.f_globals.get("__name__")

    def patched_connect(self, *args, **kwargs):
        told = signature.bind(self, *args, **kwargs)
        told.apply_defaults()
        recorder.connected(told.arguments, functools.partial(connect, self, *args, **kwargs))

    def patched_disconnect(self, *args, **kwargs):
        return recorder.removed(self, functools.partial(disconnect, self, *args, **kwargs))

    Signal.__init__ = patched_init
    Signal.connect = patched_connect
    Signal.disconnect = patched_disconnect
    patch_lazy(recorder)
    importlib.import_module("django").setup()


def patch_lazy(recorder):
    """Remember the place of a connection whose sender, a string, Django resolves later."""
    from django.db.models.signals import ModelSignal

    lazy = ModelSignal._lazy_method

    def patched_lazy(self, method, apps, receiver, sender, **kwargs):
        if isinstance(sender, str):
            method = functools.partial(resume, recorder, recorder.project_stack(), method)
        return lazy(self, method, apps, receiver, sender, **kwargs)

    ModelSignal._lazy_method = patched_lazy


def resume(recorder, stack, method, *args, **kwargs):
    recorder.resumed.append(stack)
    try:
        return method(*args, **kwargs)
    finally:
        recorder.resumed.pop()


def import_urlconf():
    name = getattr(importlib.import_module("django.conf").settings, "ROOT_URLCONF", None)
    if name:
        importlib.import_module(name)


def attempt(recorder, phase, action):
    """Run one phase of a start, and return what it raised."""
    recorder.phase = phase
    try:
        action()
    except (Exception, SystemExit) as error:
        line = "{}: {}".format(type(error).__name__, " ".join(str(error).split()))
        return {"line": line, "traceback": traceback.format_exc()}
    return None


def main(output, root, *import_roots):
    sys.dont_write_bytecode = True
    # This file's own folder is not the project's business; nor are the arguments.
    own = os.path.dirname(os.path.realpath(__file__))
    sys.path[:] = [*import_roots, *(path for path in sys.path if os.path.realpath(path) != own)]
    sys.argv = ["manage.py", "check"]
    recorder = Recorder(root)
    seen = {"django": "", "urlconf_error": None}
    seen["error"] = attempt(recorder, "setup", functools.partial(start, recorder))
    if seen["error"] is None:
        seen["django"] = sys.modules["django"].get_version()
        recorder.finish()
        seen["urlconf_error"] = attempt(recorder, "urlconf", import_urlconf)
        recorder.finish()
    seen["records"] = recorder.rows
    with open(output, "w") as file:
        json.dump(seen, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
    os._exit(0)  # threads that the project has started may never end
