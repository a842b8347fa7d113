"""Start a Django project for real and print, as JSON, what its signals were told.

    python record.py [--debug] [STEP ...]

Run it with the project as working directory. It executes the project's own
`manage.py`, with `django.setup()` in the place of the command, so path entries
and the settings module are the project's choice. Then each STEP runs in a process of
its own, forked from the state right after start-up:

    urlconf            import ROOT_URLCONF
    handler            build the WSGI handler, and with it the middleware
    templates          initialise the template engines, and with them the tag libraries
    command:NAME       load a management command, as `manage.py NAME` does
    migrate            run `migrate`, which sends signals itself
    import:MODULE      import a module
    call:MODULE:NAME   import a module and call a function in it without arguments
                       (NAME may be `Class.method`: the class is made without arguments)
    receive:MODULE:NAME:LABEL
                       the same for a receiver, with an unsaved instance of the model LABEL

`--debug` forces `DEBUG = True`; a connection that is refused is then recorded and passed over,
so that the next one is seen as well.

This file imports nothing but Django and the standard library, and stays
readable for Python 3.6: it has to run wherever the project runs.
"""

# Frames and Django's inner parts are what this is about; an import has to wait for the patches before it;
# whatever a project raises is an answer; and `functools.cache` is newer than some of the Pythons it runs on.
# ruff: noqa: SLF001, PLC0415, BLE001, UP033, B004
import ast
import functools
import gc
import importlib
import inspect
import json
import os
import runpy
import sys
import weakref
from pathlib import Path

HERE = sys._getframe().f_code.co_filename
ROOT = Path.cwd().resolve()
THROUGH = (
    HERE,
    "django/dispatch/dispatcher.py",
    "django/db/models/signals.py",
)


class Recorder:
    """What was connected, in order. Holds no receiver strongly."""

    def __init__(self, debug):
        self.debug = debug
        self.phase = "setup"
        self.records = []
        self.pending = []
        self.origins = {}
        self.disconnected = set()

    def connected(self, signal, receiver, sender, connect):
        stack = self.pending[-1] if self.pending else project_stack()
        record = {
            "signal": signal,
            "sender": sender,
            "stack": stack,
            "receiver": describe_receiver(receiver),
            "phase": self.phase,
            "error": None,
            "entry": None,
        }
        self.records.append(record)
        before = [id(entry) for entry in signal.receivers]
        try:
            connect()
        except Exception as error:
            record["error"] = describe_error(error)
            if not self.debug:
                raise
        else:
            new = [entry for entry in signal.receivers if id(entry) not in before]
            record["entry"] = new[-1] if new else None

    def removed(self, signal, disconnect):
        before = list(signal.receivers)
        answer = disconnect()
        after = [id(entry) for entry in signal.receivers]
        gone = [entry for entry in before if id(entry) not in after]
        self.disconnected.update(id(entry) for entry in gone if alive(entry))
        return answer

    def rows(self):
        gc.collect()
        return [self.row(record) for record in self.records if record["stack"]]

    def row(self, record):
        sender = record["sender"]
        return {
            "signal": self.signal_name(record["signal"]),
            "sender": describe_sender(sender),
            "receiver": record["receiver"],
            "stack": record["stack"],
            "phase": record["phase"],
            "error": record["error"],
            "state": self.state(record),
        }

    def state(self, record):
        entry = record["entry"]
        if record["error"]:
            return "refused"
        if entry is None:
            return "duplicate"
        if id(entry) in self.disconnected:
            return "disconnected"
        return "live" if alive(entry) else "collected"

    def signal_name(self, signal):
        module = self.origins.get(id(signal))
        return named_in(sys.modules.get(module), signal) or f"{module}.?"


def alive(entry):
    reference = entry[1]
    if isinstance(reference, weakref.ReferenceType):
        return reference() is not None
    return True


def named_in(module, signal, prefix=""):
    """Return the dotted name of a signal in the module, or a class of the module, that made it."""
    for name, value in sorted(vars(module).items()) if module else ():
        if value is signal:
            return f"{module.__name__}.{name}"
        if isinstance(value, type) and value.__module__ == module.__name__:
            for attribute, held in sorted(vars(value).items()):
                if held is signal:
                    return f"{module.__name__}.{value.__qualname__}.{attribute}"
    return None


def project_stack():
    """Return the lines of the project that lead to the call, innermost first; [] where Django connects."""
    frame = sys._getframe(1)
    while frame and frame.f_code.co_filename.endswith(THROUGH):
        frame = frame.f_back
    lines = []
    while frame and relative(frame.f_code.co_filename):
        lines.append(f"{relative(frame.f_code.co_filename)}:{frame.f_lineno}")
        frame = frame.f_back
    return lines


def relative(path):
    if path.startswith("<"):
        return None
    try:
        return Path(path).resolve().relative_to(ROOT).as_posix()
    except ValueError:
        return None


def describe_sender(sender):
    if sender is None:
        return None
    if isinstance(sender, str):
        return {"kind": "text", "name": sender}
    if not isinstance(sender, type):
        return {"kind": "instance", "name": dotted(type(sender))}
    meta = getattr(sender, "_meta", None)
    if hasattr(meta, "label"):
        return {"kind": "model", "name": meta.label}
    return {"kind": "class", "name": dotted(sender)}


def dotted(thing):
    return f"{thing.__module__}.{thing.__qualname__}"


def describe_receiver(receiver):
    """Tell what runs: through partials, bound methods, callable objects and `functools.wraps`."""
    function = receiver
    while isinstance(function, functools.partial):
        function = function.func
    function = getattr(function, "__func__", function)
    if not inspect.isfunction(function) and not isinstance(function, type):
        function = getattr(type(function), "__call__", function)
    function = inspect.unwrap(function)
    code = getattr(function, "__code__", None)
    if code is None:
        return {"name": getattr(function, "__qualname__", None), "path": None, "line": None}
    path = relative(code.co_filename)
    line = def_lines(code.co_filename).get(code.co_firstlineno, code.co_firstlineno)
    return {"name": dotted(function), "path": path, "line": line}


@functools.lru_cache(maxsize=None)
def def_lines(path):
    """Map the first line of each definition, which may be a decorator's, to the line of its `def`."""
    tree = ast.parse(Path(path).read_bytes())
    lines = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            first = min([node.lineno] + [decorator.lineno for decorator in node.decorator_list])
            lines[first] = node.lineno
    return lines


def describe_error(error):
    return {"type": type(error).__name__, "message": str(error)}


def patch(recorder):
    from django.dispatch import Signal

    make, connect, disconnect = Signal.__init__, Signal.connect, Signal.disconnect

    def patched_init(self, *args, **kwargs):
        make(self, *args, **kwargs)
        frame = sys._getframe(1)
        while frame.f_code.co_name == "__init__":
            frame = frame.f_back
        recorder.origins[id(self)] = frame.f_globals.get("__name__")

    def patched_connect(self, receiver, sender=None, *args, **kwargs):
        recorder.connected(
            self, receiver, sender, functools.partial(connect, self, receiver, sender, *args, **kwargs)
        )

    def patched_disconnect(self, *args, **kwargs):
        return recorder.removed(self, functools.partial(disconnect, self, *args, **kwargs))

    Signal.__init__ = patched_init
    Signal.connect = patched_connect
    Signal.disconnect = patched_disconnect
    patch_lazy(recorder)


def patch_lazy(recorder):
    """Remember the site of a connection whose string sender Django resolves later."""
    from django.db.models.signals import ModelSignal

    lazy = ModelSignal._lazy_method

    def patched_lazy(self, method, apps, receiver, sender, **kwargs):
        if not isinstance(sender, str):
            return lazy(self, method, apps, receiver, sender, **kwargs)
        later = functools.partial(resume, recorder, project_stack(), method)
        return lazy(self, later, apps, receiver, sender, **kwargs)

    ModelSignal._lazy_method = patched_lazy


def resume(recorder, stack, method, *args, **kwargs):
    recorder.pending.append(stack)
    try:
        return method(*args, **kwargs)
    finally:
        recorder.pending.pop()


def start(recorder):
    """Run manage.py up to the point where Django is set up."""
    import django
    from django.core import management

    def set_up(argv=None):
        if recorder.debug:
            from django.conf import settings

            settings.DEBUG = True
        django.setup()

    management.execute_from_command_line = set_up
    sys.path.insert(0, str(ROOT))
    sys.argv = ["manage.py", "check"]
    runpy.run_path("manage.py", run_name="__main__")


def step(name):
    kind, _, argument = name.partition(":")
    if kind == "urlconf":
        from django.conf import settings

        importlib.import_module(settings.ROOT_URLCONF)
    elif kind == "handler":
        from django.core.wsgi import get_wsgi_application

        get_wsgi_application()
    elif kind == "templates":
        from django.template import engines

        engines.all()
    elif kind == "command":
        from django.core import management

        management.load_command_class(management.get_commands()[argument], argument)
    elif kind == "migrate":
        from django.core import management

        management.call_command("migrate", verbosity=0)
    elif kind == "import":
        importlib.import_module(argument)
    elif kind == "call":
        called(argument)()
    elif kind == "receive":
        from django.apps import apps

        name, _, label = argument.rpartition(":")
        model = apps.get_model(label)
        called(name)(sender=model, instance=model())
    else:
        raise SystemExit("unknown step: " + name)


def called(name):
    module, _, path = name.partition(":")
    owner = importlib.import_module(module)
    names = path.split(".")
    for part in names[:-1]:
        owner = getattr(owner, part)()
    return getattr(owner, names[-1])


def snapshot(recorder, error):
    modules = sorted(
        (name, relative(module.__file__))
        for name, module in list(sys.modules.items())
        if getattr(module, "__file__", None)
    )
    return {
        "error": error and describe_error(error),
        "records": recorder.rows(),
        "modules": {name: path for name, path in modules if path and name != "__main__"},
    }


def attempt(recorder, action):
    """Run an action, and return what is to be seen afterwards."""
    try:
        action()
    except Exception as error:
        kept = error.with_traceback(None)
        kept.__context__ = kept.__cause__ = None
        return snapshot(recorder, kept)
    return snapshot(recorder, None)


def forked(recorder, name):
    """Run one step in a child process, so that it leaves no trace for the next."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        recorder.phase = name
        seen = attempt(recorder, functools.partial(step, name))
        with os.fdopen(write, "w") as pipe:
            json.dump(seen, pipe)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        seen = json.load(pipe)
    os.waitpid(child, 0)
    return seen


def main(arguments):
    steps = [argument for argument in arguments if argument != "--debug"]
    sys.dont_write_bytecode = True
    recorder = Recorder("--debug" in arguments)
    output = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the project prints is not ours
    patch(recorder)
    import django

    seen = attempt(recorder, functools.partial(start, recorder))
    seen["django"] = django.get_version()
    seen["steps"] = {name: forked(recorder, name) for name in steps}
    with output:
        json.dump(seen, output, indent=1)


if __name__ == "__main__":
    main(sys.argv[1:])
