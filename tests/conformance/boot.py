"""Whole applications, started: what Django connects while it sets them up is on the map, as `startup`.

    python tests/conformance/boot.py [--cache FOLDER] [--only NAME]... [--verbose]

Each application of `boot.toml` is a release of the second list with the settings module that it ships. It
gets a virtual environment in the cache, made with the Python that it is for, in which pip installs the
release and what it depends on; then the tree of its source archive is started with these settings, nothing
in it changed, while every `Signal.connect` is recorded. Of what `django.setup()` connects at places of the
tree, the map has to say `startup`, in the project of these settings.

It fails (exit 1) where less than 95 in 100 places are `startup`, or one is `late` or `never`.
It needs the network, and Pythons on PATH or from pyenv.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY / "tests"), str(REPOSITORY)]

from conformance.command_line import CannotRunError, said  # noqa: E402
from conformance.releases import CannotDownloadError, Root, checkout, default_cache  # noqa: E402
from conformance.states import STATES, misstated, state_of, too_few  # noqa: E402

BOOTS = Path(__file__).with_name("boot.toml")
RECORDER = REPOSITORY / "signal_lint" / "verify" / "recorder.py"
LEAST = 0.95


@dataclass(frozen=True, slots=True)
class Boot:
    """How one application is started."""

    release: str
    python: str
    settings: str
    folder: str = ""
    makes: str = ""
    requires: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()


def boots() -> list[Boot]:
    """Return every application that is started."""
    entries = tomllib.loads(BOOTS.read_text())["boot"]
    return [
        Boot(
            entry["release"],
            entry["python"],
            entry["settings"],
            entry.get("folder", ""),
            entry.get("makes", ""),
            tuple(entry.get("requires", ())),
            tuple(entry.get("instead", ())),
            tuple(sorted(entry.get("environment", {}).items())),
        )
        for entry in entries
    ]


def main() -> int:
    """Start what the arguments name; return the exit code."""
    options = _options()
    failures: list[str] = []
    in_all: Counter[str] = Counter()
    print(f"{'application':28}{'Django':>8}{'places':>8}" + "".join(f"{state:>9}" for state in STATES))
    for boot in boots():
        if options.only and boot.release.partition("==")[0] not in options.only:
            continue
        try:
            django, found = started(boot, options.cache)
        except (CannotDownloadError, CannotRunError) as error:
            failures.append(f"{boot.release}: {error}")
            continue
        counts = Counter(found.values())
        in_all += counts
        print(_line(boot.release, django, counts), flush=True)
        failures += [f"{boot.release}: {failure}" for failure in misstated(found)]
        if options.verbose:
            print(
                "".join(f"    {state} {path}:{line}\n" for (path, line), state in sorted(found.items())),
                end="",
            )
    print(_line("all", "", in_all))
    failures += too_few(in_all, LEAST)
    for failure in failures:
        print(f"FAILED {failure}")
    print("boots: " + (f"{len(failures)} failures" if failures else "passed"))
    return 1 if failures else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="whole applications, started and compared with their maps")
    parser.add_argument("--cache", type=Path, default=default_cache(), help="folder of releases, kept")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a release")
    parser.add_argument("--verbose", action="store_true", help="print the state of every place")
    return parser.parse_args()


def _line(name: str, django: str, counts: Counter[str]) -> str:
    cells = "".join(f"{counts[state]:>9}" for state in STATES)
    return f"{name:28}{django:>8}{counts.total():>8}{cells}"


def started(boot: Boot, cache: Path) -> tuple[str, dict[tuple[str, int], str]]:
    """Return the Django of an application, and the state on the map of each place that its setup connects."""
    root = checkout(cache, boot.release)
    seen = _recording(boot, root, environment(boot, cache))
    rows = said("map", root.path, *_configuration(boot, cache))["connections"]
    places = {tuple(record["stack"][0]) for record in seen["records"] if _is_setup(record)}
    return seen["django"], {place: state_of(place, rows, boot.settings) for place in sorted(places)}


def _is_setup(record: dict) -> bool:
    return record["phase"] == "setup" and bool(record["stack"]) and record["state"] != "refused"


def _configuration(boot: Boot, cache: Path) -> tuple[str, str]:
    """Name the settings to the analysis, as the tree has other modules that could be meant."""
    folder = cache / "configurations"
    folder.mkdir(exist_ok=True)
    path = folder / f"{boot.release}.toml"
    path.write_text(f'django-settings-module = "{boot.settings}"\n')
    return "--config", str(path)


def environment(boot: Boot, cache: Path) -> Path:
    """Return the Python of a virtual environment with a release and what it depends on."""
    folder = cache / "boots" / boot.release
    stamp, wanted = (
        folder / "made-of.txt",
        "\n".join([boot.python, boot.release, *boot.requires, *boot.instead]),
    )
    python = folder / "bin" / "python"
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        _run(_python_of(boot.python), "-m", "venv", str(folder))
        pip = (str(python), "-m", "pip", "install", "--quiet")
        if boot.instead:
            _run(*pip, *boot.instead)
            _run(*pip, "--no-deps", boot.release)
        else:
            _run(*pip, boot.release, *boot.requires)
        stamp.write_text(wanted)
    return python


def _python_of(version: str) -> str:
    """Return the interpreter of a version: of those of pyenv, else on PATH."""
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = next((str(path / "bin" / "python") for path in versions.glob(f"{version}.*")), None)
    found = found or shutil.which(f"python{version}")
    if not found:
        raise CannotRunError(f"there is no Python {version}")
    return found


def _recording(boot: Boot, root: Root, python: Path) -> dict:
    """Start an application, and return what its signals were told."""
    with tempfile.TemporaryDirectory(prefix="signal-lint-") as folder:
        document = Path(folder, "recording.json")
        variables = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
            "HOME": folder,
            "DJANGO_SETTINGS_MODULE": boot.settings,
            **dict(boot.environment),
        }
        where = str(root.path / boot.folder)
        if boot.makes:
            Path(where, boot.makes).mkdir(parents=True, exist_ok=True)
        printed = _run(
            str(python), str(RECORDER), str(document), str(root.path), where, cwd=where, env=variables
        )
        if not document.exists():
            raise CannotRunError(f"it ended before it had started: {printed}")
        seen = json.loads(document.read_text())
    if seen["error"]:
        raise CannotRunError(f"it does not start: {seen['error']['line']}")
    return seen


def _run(*command: str, cwd: str | None = None, env: dict[str, str] | None = None) -> str:
    """Run a command; return the last line that it printed."""
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=cwd, env=env, stdin=subprocess.DEVNULL
    )
    said_last = (done.stderr.strip() or done.stdout.strip()).rpartition("\n")[2]
    if done.returncode:
        raise CannotRunError(f"{' '.join(command[:4])} ended with exit code {done.returncode}: {said_last}")
    return said_last


if __name__ == "__main__":
    sys.exit(main())
