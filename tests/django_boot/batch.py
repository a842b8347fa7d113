"""Start many Django projects, each in a fork of one process; print what `record.py` saw.

    python batch.py < REQUESTS

REQUESTS is a JSON list of objects: `root`, the folder that places are relative to; `entry`, a manage.py below
it, or `SETTINGS@FOLDER:FOLDER`, a settings module and what is on the path of Python; `steps`,
which run after start-up as `record.py` describes. A JSON object answers: `django`, the version, `answers`,
one for each request.

As `record.py`, it has to run wherever the projects run.
"""

# ruff: noqa: PLC0415, BLE001
import functools
import gc
import json
import os
import runpy
import sys
import traceback
from pathlib import Path

HERE = str(Path(__file__).resolve().parent)
WARM = ("django.core.management", "django.core.checks", "django.db.models", "django.urls", "django.dispatch")


def main():
    sys.dont_write_bytecode = True
    import record

    # A project has modules of any name: it must not find those that stand beside this file.
    sys.path[:] = [entry for entry in sys.path if entry != HERE]
    output = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the projects print is not ours
    record.ROOT = Path(HERE)  # what Django connects itself is of no project, wherever it is installed
    recorder = record.Recorder(debug=False)
    record.patch(recorder)
    for module in WARM:
        __import__(module)
    import django

    gc.freeze()  # each child collects its own garbage, and need not look through what is shared
    answers = [answered(record, recorder, request) for request in json.load(sys.stdin)]
    with output:
        json.dump({"django": django.get_version(), "answers": answers}, output)


def answered(record, recorder, request):
    """Start one project in a child process, and return what it saw."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            seen = started(record, recorder, request)
        except BaseException:
            seen = {"crash": traceback.format_exc()}
        with os.fdopen(write, "w") as pipe:
            json.dump(seen, pipe)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        seen = json.load(pipe)
    os.waitpid(child, 0)
    return seen


def started(record, recorder, request):
    record.ROOT = Path(request["root"]).resolve()
    seen = record.attempt(recorder, functools.partial(start, record.ROOT, request["entry"]))
    seen["steps"] = {name: record.forked(recorder, name) for name in request["steps"]}
    return seen


def start(root, entry):
    """Do what `python manage.py` does up to the point where Django is set up, or set up a settings module."""
    settings, at, folders = entry.partition("@")
    if at:
        places = [str(root / folder) for folder in folders.split(":")]
        sys.path[:0] = places
        os.chdir(places[0])
        os.environ["DJANGO_SETTINGS_MODULE"] = settings
        set_up()
        return
    path = root / entry
    sys.path.insert(0, str(path.parent))
    os.chdir(str(path.parent))
    from django.core import management

    management.execute_from_command_line = set_up
    sys.argv = ["manage.py", "check"]
    runpy.run_path(str(path), run_name="__main__")


def set_up(argv=None):
    import django

    django.setup()


if __name__ == "__main__":
    main()
