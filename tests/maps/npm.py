"""The scripts of the page, as npm sees them: libraries are what they are said to be, own scripts are clean.

    python tests/maps/npm.py

Gets the packages that signal_lint/maps/page/vendor/README.md names, in their versions, and compares the
vendored files with theirs; then runs ESLint over the page's own scripts. It needs npm and its registry, and
fails (exit 1) naming what differs, or what is missing.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PAGE = Path(__file__).parents[2] / "signal_lint" / "maps" / "page"
VENDOR = PAGE / "vendor"
ROW = re.compile(r"\| `(?P<file>\S+)` \| \[(?P<package>\S+)\]\(\S+\), `(?P<path>\S+)` \| (?P<version>\S+) \|")
LINTER = ("eslint@9", "@eslint/js@9", "globals@16")
LEFT_OUT = re.compile(r"^(?://# sourceMappingURL=|/\*! For license information).*\n", re.MULTILINE)


def main() -> int:
    """Compare and lint; return the exit code."""
    if shutil.which("npm") is None:
        print("npm is missing: install it (Debian: apt-get install npm)")
        return 1
    rows = [found.groupdict() for found in ROW.finditer((VENDOR / "README.md").read_text(encoding="utf-8"))]
    with tempfile.TemporaryDirectory(prefix="signal-lint-") as name:
        folder = Path(name)
        wanted = [f"{row['package']}@{row['version']}" for row in rows]
        done = _run(["npm", "install", "--silent", "--ignore-scripts", *LINTER, *wanted], folder)
        if done.returncode:
            print(f"npm can't install {', '.join(wanted)}: {done.stdout.strip()}")
            return 1
        wrong = [_compared(row, folder / "node_modules") for row in rows] + [_linted(folder)]
    print(
        "\n".join(each for each in wrong if each) or f"{', '.join(wanted)} as vendored; ESLint finds nothing"
    )
    return 1 if not rows or any(wrong) else 0


def _compared(row: dict[str, str], modules: Path) -> str:
    """Return what is wrong with a vendored file and its licence, "" for nothing."""
    package = modules / row["package"]
    original = (package / row["path"]).read_text(encoding="utf-8")
    legal = package / f"{row['path']}.LEGAL.txt"
    if legal.exists():
        original = legal.read_text(encoding="utf-8") + "\n" + LEFT_OUT.sub("", original)
    if original != (VENDOR / row["file"]).read_text(encoding="utf-8"):
        return f"{row['file']} is not what {row['package']} {row['version']} has"
    licence = VENDOR / f"{row['file'].partition('.')[0]}.LICENSE"
    if licence.read_bytes() != (package / "LICENSE").read_bytes():
        return f"{licence.name} is not what {row['package']} {row['version']} has"
    return ""


def _linted(folder: Path) -> str:
    """Return what ESLint finds in the page's own scripts, "" for nothing."""
    shutil.copy(Path(__file__).with_name("eslint.config.mjs"), folder)
    for script in PAGE.glob("*.js"):
        shutil.copy(script, folder)
    return _run(["node_modules/.bin/eslint", "--no-color", "--max-warnings=0", "."], folder).stdout.strip()


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, text=True, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


if __name__ == "__main__":
    sys.exit(main())
