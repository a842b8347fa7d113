"""The virtual environments of the measured tools, made once in the cache.

signal-lint is installed from a wheel of this checkout, as its users install it: with bytecode, and
started by its console script.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import CannotRunError

REPOSITORY = Path(__file__).parents[2]
OURS = "signal-lint"
PIP = ("-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--no-deps")


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment, and the variables that its tools are run with."""

    folder: Path
    variables: dict[str, str]

    def tool(self, name: str) -> Path:
        """Return the script or binary of a name."""
        return self.folder / "bin" / name


def variables(home: Path) -> dict[str, str]:
    """Return variables that keep tools away from the settings and caches of whoever runs this."""
    return {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "LANG": "C.UTF-8",
        "PATH": os.environ.get("PATH", os.defpath),
    }


def environment(cache: Path, name: str, pins: tuple[str, ...], home: Path) -> Environment:
    """Return the environment of a name; make it where it is missing or has other versions."""
    made = Environment(cache / "environments" / name, variables(home))
    stamp, wanted = made.folder / "made-of.txt", _made_of(name, pins)
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(made.folder, ignore_errors=True)
        made.folder.parent.mkdir(parents=True, exist_ok=True)
        _run(sys.executable, "-m", "venv", str(made.folder))
        _run(str(made.tool("python")), *PIP, *pins, *([str(REPOSITORY)] if name == OURS else []))
        stamp.write_text(wanted)
    return made


def _made_of(name: str, pins: tuple[str, ...]) -> str:
    lines = [sys.version, *pins]
    if name == OURS:
        lines += [digest(REPOSITORY / "signal_lint"), digest(REPOSITORY / "pyproject.toml")]
    return "\n".join(lines)


def digest(path: Path) -> str:
    """Return a digest of the names and contents of a file, or of the Python files of a folder."""
    hashed = hashlib.sha256()
    for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
        hashed.update(f"{file.relative_to(path.parent)}\0".encode() + file.read_bytes())
    return hashed.hexdigest()


def _run(*command: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=kept)
    if done.returncode:
        raise CannotRunError(f"cannot make an environment: {done.stderr.strip().rpartition(chr(10))[2]}")
