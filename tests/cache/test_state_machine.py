"""Whatever is done to a project, or to the cache itself: a run with the cache says what one without it says.

    SIGNAL_LINT_EXAMPLES=2000 python -m pytest tests/cache/test_state_machine.py

runs as many examples, which differ each time.
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from cache.agreeing import Reference, ran
from cache.changing import FOLDERS, OTHERS, PLACES, SAME_SIZE, SETTINGS, SNIPPETS, Tree
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

EXAMPLES = int(os.environ.get("SIGNAL_LINT_EXAMPLES", "0"))
COMMANDS = (
    ("check", "--output-format", "json"),
    ("map", "--output-format", "json"),
    ("check",),
    ("check", "--select", "SGL", "--output-format", "json"),
    ("check", "--verbose", "--target-django", "5.2"),
    ("map", "--verbose"),
    ("check", "--output-format", "json", "--extend-exclude", "lost"),
    ("check", "--output-format", "json", "--isolated", "--exit-zero"),
    ("check", "--statistics"),
)
# Sub-path, and the working folder that it is relative to.
POSITIONS = (
    ("", "."),
    ("", "shop"),
    ("shop", "."),
    ("shop/signals.py", "."),
    ("project", ".."),
    ("build", "."),
)
# What is written within one tick of the clock of the file system may be written again with the same times.
TICK = 0.022


# Somebody who works on a project works on few of its files.
places = st.one_of(st.sampled_from(("shop/signals.py", "shop/models.py")), st.sampled_from(PLACES))


class Work(RuleBasedStateMachine):
    """Somebody works on a project and runs signal-lint now and then."""

    top: Path
    reference: Reference

    def __init__(self) -> None:
        super().__init__()
        self.tree = Tree(self.top)
        self.cache = self.top.parent / "cache" / "signal-lint"
        shutil.rmtree(self.cache, ignore_errors=True)
        self.versions: dict[str, list[bytes]] = {}
        self.branches = [self.tree.commit()]
        self.pace, self.pause, self.steps = 1, 0.0, 0

    @initialize(pace=st.integers(1, 3), clock=st.sampled_from(("in time", "with pauses", "ahead")))
    def begin(self, pace: int, clock: str) -> None:
        self.pace, self.pause = pace, TICK if clock == "with pauses" else 0.0
        self.tree.is_ahead = clock == "ahead"

    @invariant()
    def what_is_run_now_and_then_agrees(self) -> None:
        self.steps += 1
        if self.steps % self.pace == 0:
            time.sleep(self.pause)
            for words in COMMANDS[:2]:
                self._agrees(words, ("", "."), 0.0, 1)

    def _edit(self, path: str, data: bytes) -> None:
        old = self.tree.read(path)
        if old is not None:
            self.versions.setdefault(path, []).append(old)
        self.tree.write(path, data)

    @rule(path=places, snippet=st.sampled_from(sorted(SNIPPETS)), at_end=st.booleans())
    def edit(self, path: str, snippet: str, *, at_end: bool) -> None:
        old, new = self.tree.read(path) or b"", SNIPPETS[snippet].encode()
        self._edit(path, old + new if at_end else new + old)

    @rule(path=places, snippet=st.sampled_from(sorted(SNIPPETS)))
    def remove_part(self, path: str, snippet: str) -> None:
        if SNIPPETS[snippet].encode() in (old := self.tree.read(path) or b""):
            self._edit(path, old.replace(SNIPPETS[snippet].encode(), b""))

    @rule(path=places, words=st.sampled_from(SAME_SIZE))
    def edit_unnoticed(self, path: str, words: tuple[bytes, bytes]) -> None:
        self.tree.write_unnoticed(path, *words)

    @rule(path=places, number=st.integers(1, 4))
    def undo(self, path: str, number: int) -> None:
        if versions := self.versions.get(path):
            self._edit(path, versions[-number % len(versions)])

    @rule(path=st.sampled_from((*PLACES, *FOLDERS)))
    def touch(self, path: str) -> None:
        self.tree.touch(path)

    @rule(path=places)
    def save_unchanged(self, path: str) -> None:
        if (data := self.tree.read(path)) is not None:
            self.tree.write(path, data)

    @rule(path=st.sampled_from((*PLACES, *FOLDERS, *OTHERS)))
    def delete(self, path: str) -> None:
        self.tree.delete(path)

    @rule(path=places, other=places)
    def rename(self, path: str, other: str) -> None:
        self.tree.rename(path, other)

    @rule(path=st.sampled_from(FOLDERS), other=st.sampled_from((*FOLDERS, "moved")))
    def move_folder(self, path: str, other: str) -> None:
        self.tree.rename(path, other)

    @rule(path=places)
    def replace_by_folder(self, path: str) -> None:
        self.tree.make_folder(path)

    @rule(path=places, there=st.sampled_from(("signals.py", "later.py", "package")))
    def link_outside(self, path: str, there: str) -> None:
        self.tree.link(path, self.tree.outside / there)

    @rule(
        path=st.sampled_from(("shop/sub", "lost", "linked")),
        there=st.sampled_from((*FOLDERS[:3], "../outside", "../outside/package")),
    )
    def link_folder(self, path: str, there: str) -> None:
        self.tree.link(path, self.tree.root / there)

    @rule(name=st.sampled_from(("signals.py", "later.py", "package/signals.py")), there=st.booleans())
    def change_outside(self, name: str, *, there: bool) -> None:
        if there:
            self.tree.write(f"../outside/{name}", "".join(SNIPPETS.values()).encode())
        else:
            self.tree.delete(f"../outside/{name}")

    @rule(other=st.sampled_from([(path, text) for path, texts in OTHERS.items() for text in texts]))
    def configure(self, other: tuple[str, str]) -> None:
        self._edit(other[0], other[1].encode())

    @rule(text=st.sampled_from(sorted(SETTINGS)))
    def change_settings(self, text: str) -> None:
        self._edit("settings.py", (self.tree.read("settings.py") or b"") + SETTINGS[text].encode())

    @rule()
    def commit(self) -> None:
        self.branches.append(self.tree.commit())

    @rule(number=st.integers(0, 3))
    def checkout(self, number: int) -> None:
        self.tree.checkout(self.branches[number % len(self.branches)])

    @precondition(lambda self: self.cache.exists())
    @rule(number=st.integers(0, 9), damage=st.sampled_from(("truncate", "delete", "swap", "flip", "folder")))
    def damage(self, number: int, damage: str) -> None:
        files = sorted(path for path in self.cache.iterdir() if path.is_file())
        if files:
            damaged(files[number % len(files)], files[-1], damage)

    @rule(
        words=st.sampled_from(COMMANDS),
        position=st.sampled_from(POSITIONS),
        pause=st.booleans(),
        times=st.integers(1, 2),
    )
    def run(self, words: tuple[str, ...], position: tuple[str, str], *, pause: bool, times: int) -> None:
        self._agrees(words, position, TICK if pause else 0.0, times)

    def _agrees(self, words: tuple[str, ...], position: tuple[str, str], pause: float, times: int) -> None:
        path, cwd = position[0], self.tree.root / position[1]
        if cwd.is_dir():
            words = (*words, *([path] if path else []))
            for _ in range(times):
                time.sleep(pause)
                assert ran(words, cwd) == self.reference.ran(words, cwd)


def damaged(path: Path, other: Path, damage: str) -> None:
    """Do to a file of the cache what a full disk, a crash or a person may do."""
    data = path.read_bytes()
    match damage:
        case "truncate":
            path.write_bytes(data[: len(data) // 2])
        case "delete":
            path.unlink()
        case "swap":
            path.write_bytes(other.read_bytes())
            other.write_bytes(data)
        case "flip":
            middle = len(data) * 3 // 4
            path.write_bytes(
                data[:middle] + bytes(byte ^ 1 for byte in data[middle : middle + 1]) + data[middle + 1 :]
            )
        case _:
            path.unlink()
            path.mkdir()


@pytest.mark.parametrize("steps", [30])
def test_a_run_with_the_cache_says_what_one_without_it_says(steps: int, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    Work.top, Work.reference = tmp_path / "work", Reference(tmp_path / "work")
    profile = settings(
        max_examples=EXAMPLES or 40,
        derandomize=not EXAMPLES,
        database=None,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Work, settings=profile)
