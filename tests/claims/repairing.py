"""The fixture of a rule after `--fix --unsafe-fixes`, in a folder of its own."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from claims.asking import FIXTURES

from signal_lint.analysis import analyse
from signal_lint.fixing.passes import repair
from signal_lint.settings import Settings


@dataclass(frozen=True, slots=True)
class Fixed:
    """A copy of a project: how many findings were fixed in it, and the lines of those that are left."""

    root: Path
    count: int
    left: frozenset[str]

    def is_left(self, path: str, first: int, last: int) -> bool:
        """Tell whether something is still found within some lines of a file of the copy."""
        inside = Path(path).relative_to(self.root).as_posix()
        return any(f"{inside}:{line}" in self.left for line in range(first, last + 1))


def fixed(project: Path, folder: Path, *codes: str) -> Fixed:
    """Copy a project into a folder, and make all fixes of some rules, or of those that run by default."""
    root = folder / project.name
    shutil.copytree(project, root, ignore=shutil.ignore_patterns("__pycache__"))
    settings = Settings(root=root, select=codes) if codes else Settings(root=root)
    done = repair(
        lambda texts: analyse(settings, texts), lambda path: (root / path).read_bytes(), unsafe=True
    )
    for path, data in done.after.items():
        (root / path).write_bytes(data)
    left = frozenset(f"{each.location.path}:{each.location.span.line}" for each in done.outcome.diagnostics)
    return Fixed(root, len(done.fixed), left)


def fixture(code: str, folder: Path) -> Fixed:
    """Copy the fixture of a rule into a folder, and make all fixes of that rule."""
    return fixed(FIXTURES / code, folder, code)
