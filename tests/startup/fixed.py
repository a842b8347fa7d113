"""What Django does with projects after their fixes, compared with what it did before.

    python tests/startup/fixed.py [--python PYTHON] PROJECT...

Fixes copies of project folders, with `--fix` and with `--fix --unsafe-fixes`, starts them, and prints what a
fix has promised and not kept, and which receivers that ran before have gone. A PROJECT has a manage.py.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])
    sys.path.insert(0, str(Path.cwd()))

from startup.analysed import settings_of
from startup.booted import answers, live, requests_of
from startup.reading import Case

from signal_lint.analysis import analyse
from signal_lint.edits import ImportInReady
from signal_lint.findings import Diagnostic
from signal_lint.fixing.passes import repair

LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.sqlite3")


@dataclass(frozen=True)
class Fixed:
    """A copy of a case with its fixes made: which those are, and whether unsafe ones are among them."""

    case: Case
    root: Path
    made: tuple[Diagnostic, ...]
    unsafe: bool

    @property
    def name(self) -> str:
        return f"{self.case.name} {'--fix --unsafe-fixes' if self.unsafe else '--fix'}"


def copies(cases: Sequence[Case], folder: Path) -> Iterator[Fixed]:
    """Yield the fixed copies of those cases that get a fix."""
    for case in cases:
        settings = settings_of(case)
        for unsafe in (False, True):
            done = repair(
                lambda texts, settings=settings: analyse(settings, texts),
                lambda path, root=case.root: (root / path).read_bytes(),
                unsafe=unsafe,
            )
            if done.fixed:
                root = folder / f"{case.name.replace('/', '+')}+{unsafe}"
                shutil.copytree(case.root, root, ignore=LEFT_OUT)
                for path, data in done.after.items():
                    (root / path).write_bytes(data)
                yield Fixed(case, root, done.fixed, unsafe)


def broken(python: str, cases: Sequence[Case], folder: Path) -> dict[str, list[str]]:
    """Fix copies of cases in a folder, start them, and return what is wrong with each."""
    found = list(copies(cases, folder))
    requests = [
        {**request, "steps": []}
        for each in found
        for root in (each.case.root, each.root)
        for request in requests_of(each.case, root)
    ]
    seen = iter(answers(python, requests) if requests else ())
    wrong: dict[str, list[str]] = {}
    for each in found:
        before = [next(seen) for _ in each.case.boots]
        after = [next(seen) for _ in each.case.boots]
        if texts := [*_gone(before, after), *_not_kept(each, after)]:
            wrong[each.name] = texts
    return wrong


def _gone(before: Sequence[dict], after: Sequence[dict]) -> Iterator[str]:
    for one, other in zip(before, after, strict=True):
        if other.get("crash") or (other["error"] and not one["error"]):
            yield f"start-up fails: {other.get('crash') or other['error']}"
            continue
        left = {(signal, receiver) for signal, _, receiver in live(other)}
        yield from (
            f"{receiver} no longer runs for {signal}"
            for signal, _, receiver in live(one)
            if (signal, receiver) not in left
        )


def _not_kept(fixed: Fixed, after: Sequence[dict]) -> Iterator[str]:
    """Yield the modules that a fix was to import, and of which no receiver lives in any of the projects."""
    for diagnostic in fixed.made:
        path = diagnostic.location.path
        imports = diagnostic.fix and any(isinstance(edit, ImportInReady) for edit in diagnostic.fix.edits)
        if imports and not any(_lives(path, answer) for answer in after):
            yield f"{path} was to be imported, and none of its receivers lives"


def _lives(path: str, answer: dict) -> bool:
    return any(
        record["state"] == "live" and any(place.startswith(f"{path}:") for place in record["stack"])
        for record in answer["records"]
    )


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("projects", nargs="+", type=Path)
    arguments = parser.parse_args(words)
    cases = [Case(str(root), root.resolve(), {}, (), (), (), ()) for root in arguments.projects]
    with tempfile.TemporaryDirectory() as folder:
        wrong = broken(arguments.python, cases, Path(folder))
        made = len(list(Path(folder).iterdir()))
    for name, texts in wrong.items():
        print(name, *texts, sep="\n    ")
    print(f"{len(cases)} projects, {made} fixed copies, {len(wrong)} of them break a promise")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
