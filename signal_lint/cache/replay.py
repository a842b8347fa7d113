"""A command line whose inputs have not changed prints what it printed before.

The only part of signal-lint that a second run over an unchanged project needs. It does not know the options:
it compares the command line word by word, and looks at no word but the one that says where the cache is.
"""

from __future__ import annotations

import os
import sys

from signal_lint.cache.stamps import ABSENT, PRESENT, current, settled, unchanged
from signal_lint.cache.store import INSTALLATION, checkout_around, default_folder, is_inside, read, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from signal_lint.cache.stamps import Entry

_KIND = "run"
_OPTION = "--cache-dir"
_NO_CACHE = "--no-cache"
# What colours depend on, beside the command line.
_ENVIRONMENT = ("NO_COLOR", "FORCE_COLOR", "TERM")
# What decides where a project begins, and how it is configured.
_CONFIGURATION = ("pyproject.toml", "signal-lint.toml", "manage.py")


def replay(words: Sequence[str]) -> tuple[int, str, str] | None:
    """Return the exit code of a command line, its report and its remarks; None where it has to run."""
    try:
        folder = _folder(words)
        kept = read(folder, _KIND, _key(words)) if folder else None
        if kept is None or not unchanged(kept[0]):
            return None
        code, size, text = kept[1].split(b"\n", 2)
        remarks, report = text[: int(size)], text[int(size) :]
        answer = int(code), report.decode("utf-8", "surrogatepass"), remarks.decode("utf-8", "surrogatepass")
    except (OSError, ValueError):
        # Without a current folder, or with an entry that is none.
        return None
    return answer


def keep(words: Sequence[str], folder: str, inputs: Sequence[Entry], answer: tuple[int, str, str]) -> None:
    """Keep what a command line came to: its exit code, its report, and its remarks on standard error."""
    code, report, remarks = answer
    told = remarks.encode("utf-8", "surrogatepass")
    text = b"%d\n%d\n%s%s" % (code, len(told), told, report.encode("utf-8", "surrogatepass"))
    try:
        key = _key(words)
    except FileNotFoundError:
        # There is no current folder.
        return
    write(folder, _KIND, key, inputs, text)


def configuration_inputs(paths: Iterable[str], started: int) -> Iterator[Entry]:
    """Yield what root and configuration for some paths depend on, what is not there included."""
    seen: set[str] = set()
    for path in paths:
        yield _input(path, started)
        folder = path
        while folder not in seen:
            seen.add(folder)
            yield from (_input(os.path.join(folder, name), started) for name in _CONFIGURATION)
            mark = os.fsencode(os.path.join(folder, ".git"))
            yield current(mark, PRESENT), b"", mark
            folder = os.path.dirname(folder)


def _input(name: str, started: int) -> Entry:
    path = os.fsencode(name)
    try:
        return settled(os.stat(path), started), b"", path
    except OSError:
        return ABSENT, b"", path


def _folder(words: Sequence[str]) -> str | None:
    """Return where this command line has its cache, as far as can be told without knowing its options."""
    if _NO_CACHE in words:
        return None
    named, others = _named(words)
    # The project of a file is its folder at least; which words are paths is not known here.
    paths = [".", *(os.path.dirname(word) if os.path.isfile(word) else word for word in others)]
    if named is None:
        return default_folder(paths)
    return None if checkout_around(named) or is_inside(named, paths) else named


def _named(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the folder that a command line names for the cache, and the words that may be paths."""
    named, others = None, []
    following = iter(words)
    for word in following:
        if word == _OPTION:
            named = next(following, None)
        elif word.startswith(f"{_OPTION}="):
            named = word.partition("=")[2]
        elif not word.startswith("-"):
            others.append(word)
    return named, others


def _key(words: Sequence[str]) -> bytes:
    surroundings = (os.environ.get(name, "") for name in _ENVIRONMENT)
    terminal = str(sys.stdout.isatty())
    return os.fsencode("\0".join((INSTALLATION, os.getcwd(), terminal, *surroundings, *words)))
