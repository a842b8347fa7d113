"""`signal-lint verify` on projects whose receivers listen to packages of PyPI.

    python tests/verify/with_packages.py [--only NAME]... [--keep FOLDER]

Each project below packages/ gets a virtual environment with what its NAME.toml requires, and has to
agree with its map: everything in Django as on the map, and nothing lost. The connections whose signal
or sender the map can't name are those of the NAME.toml. Then a weakly connected closure is added to
its `ready()`, and has to be named as lost, alone.

It needs the network, and prints one line for each project; it fails (exit 1) on anything else.
--keep has the environments and projects made in a folder that stays, and is used again.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

PACKAGES = Path(__file__).with_name("packages")
NAMES = sorted(path.stem for path in PACKAGES.glob("*.toml"))
DISAGREEMENTS = ("undecided", "missing_in_django", "missing_on_map", "lost", "not_connected", "urlconf_error")
CLOSURE = """\

        from {module} import {signal}

        def forgotten(sender, **kwargs):
            print(self, sender)

        {signal}.connect(forgotten)
"""


class WrongError(Exception):
    """What is not as it should be, in a line."""


def main() -> int:
    """Run what the arguments name; return the exit code."""
    options = _options()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        return _run(options.only or NAMES, options.keep)
    with tempfile.TemporaryDirectory(prefix="signal-lint-") as folder:
        return _run(options.only or NAMES, Path(folder))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="signal-lint verify with packages of PyPI")
    parser.add_argument("--only", action="append", choices=NAMES, metavar="NAME", help="a project")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where to make the environments, to stay")
    return parser.parse_args()


def _run(names: list[str], folder: Path) -> int:
    failed = False
    for name in names:
        try:
            print(f"{name}: {_verified(name, folder.resolve() / name)}", flush=True)
        except WrongError as error:
            print(f"{name}: FAILED: {error}", flush=True)
            failed = True
    return 1 if failed else 0


def _verified(name: str, folder: Path) -> str:
    """Verify one project, as it is and with a receiver that is lost; return what the first came to."""
    expected = tomllib.loads((PACKAGES / f"{name}.toml").read_text(encoding="utf-8"))
    python = _environment(folder / "venv", expected["requires"])
    project = folder / "project"
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(PACKAGES / name, project, ignore=shutil.ignore_patterns("__pycache__"))
    verdict = _verify(project, python, 0)
    computed = _computed(project)
    _check_agreement(verdict, computed, expected)
    _check_lost(project, python, expected["lost"])
    counts = f"agreed {verdict['agreed']}, computed {computed}, outside {verdict['outside']}"
    return f"{counts} ({', '.join(expected['requires'])})"


def _environment(folder: Path, requires: list[str]) -> Path:
    """Return the Python of a virtual environment that has what is required."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requires]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    if done.returncode:
        why = (done.stderr.strip() or f"pip ended with exit code {done.returncode}").splitlines()[-1]
        raise WrongError(f"can't install {', '.join(requires)} from PyPI: {why}")
    return python


def _verify(project: Path, python: Path, code: int) -> dict:
    """Return the document of `verify`, which has to end with an exit code."""
    return _signal_lint(code, "verify", "--python", str(python), str(project))


def _signal_lint(code: int, command: str, *argv: str) -> dict:
    words = [sys.executable, "-m", "signal_lint", command, "--output-format", "json", *argv]
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    if ran.returncode != code:
        said = " ".join((ran.stdout + ran.stderr).split())
        raise WrongError(f"{command} ended with exit code {ran.returncode}, not {code}: {said}")
    return json.loads(ran.stdout)


def _computed(project: Path) -> list[str]:
    """Return the connections whose signal or sender the map can't name: place, signal and source."""
    rows = _signal_lint(0, "map", str(project))["connections"]
    return [
        f"{row['path']}:{row['line']} {row['signal'] or 'not known'} {_source(project, row)}"
        for row in rows
        if row["signal"] is None or row["sender"]["kind"] == "dynamic"
    ]


def _source(project: Path, row: dict) -> str:
    return (project / row["path"]).read_text(encoding="utf-8").splitlines()[row["line"] - 1].strip()


def _check_agreement(verdict: dict, computed: list[str], expected: dict) -> None:
    for key in DISAGREEMENTS:
        if verdict[key]:
            raise WrongError(f"{key} is {verdict[key]}")
    if computed != expected["computed"]:
        raise WrongError(f"computed are {computed}, not {expected['computed']}")
    counted = {"agreed": expected["agreed"], "computed": len(computed)}
    if {key: verdict[key] for key in counted} != counted:
        raise WrongError(f"agreed {verdict['agreed']}, computed {verdict['computed']}, not {counted}")


def _check_lost(project: Path, python: Path, signal: str) -> None:
    """Connect a closure weakly at the end of `ready()`; nothing else may be told as lost."""
    apps = project / "shop" / "apps.py"
    module, _, name = signal.rpartition(".")
    text = apps.read_text(encoding="utf-8") + CLOSURE.format(module=module, signal=name)
    apps.write_text(text, encoding="utf-8")
    verdict = _verify(project, python, 1)
    wanted = {
        "path": "shop/apps.py",
        "line": len(text.splitlines()),
        "signal": signal,
        "sender": None,
        "receiver": "shop.apps.ShopConfig.ready.<locals>.forgotten",
        "reason": "as the map says, `forgotten` is gone when the function around it returns",
    }
    if verdict["lost"] != [wanted]:
        raise WrongError(f"lost is {verdict['lost']}, not {[wanted]}")
    others = {key: verdict[key] for key in DISAGREEMENTS if key != "lost" and verdict[key]}
    if others:
        raise WrongError(f"with a lost receiver: {others}")


if __name__ == "__main__":
    sys.exit(main())
