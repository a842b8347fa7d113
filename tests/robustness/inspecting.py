"""Everything that extraction can be asked about one file, and what has to hold of the answers."""

from __future__ import annotations

import re
import time
import traceback
import warnings
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import libcst as cst
from robustness.agreeing import completed, disagreements, statements_of
from robustness.importing import unlisted_imports
from robustness.placing import misplaced, unjoined

from signal_lint.extract import FileSources, run_with_deep_stack
from signal_lint.extract.decoding import decode
from signal_lint.facts import CONNECTING

SLOW = 10.0
_LIMIT = re.compile(r"more than|too long|too large|larger than|too deep")
_NOTHING = frozenset({"no_file_has_this"})


@dataclass(frozen=True)
class Verdict:
    """What was seen of a file: `broken` promises, `refused` a SGL901 that CPython compiles."""

    broken: tuple[str, ...] = ()
    refused: str = ""
    seconds: float = 0.0

    def as_data(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return asdict(self)


def inspect(path: Path) -> Verdict:
    """Ask extraction everything about a file, as a linker would to whom all of it mattered."""
    return run_with_deep_stack(lambda: _inspect(path))


def inspect_bytes(data: bytes) -> list[str]:
    """Return what extraction breaks of its promises on a file of these bytes."""
    sources = FileSources(Path(), (), {"a.py": data})
    return [*_asked(sources, "a.py"), *_checked(sources, "a.py", data)]


def _inspect(path: Path) -> Verdict:
    sources = FileSources(path.parent, (path.name,), {})
    started = time.process_time()
    try:
        broken = list(_asked(sources, path.name))
        taken = time.process_time() - started
        broken += _checked(sources, path.name, path.read_bytes())
    except BaseException:  # noqa: BLE001 - whatever it is, it is reported with the name of the file
        return Verdict((traceback.format_exc(limit=-4),))
    refused = ""
    if taken > SLOW:
        broken.append(f"took {taken:.1f} s")
    for _, problem in sources.problems():
        message = f"{problem.line}:{problem.column + 1}: {problem.message}"
        if problem.kind == "internal":
            broken.append(f"SGL902 {message}")
        elif _compiles(path):
            refused = message
            excused = _LIMIT.search(message) or not _is_parsed(path)
            broken += () if excused else [f"SGL901 of what CPython compiles: {message}"]
    return Verdict(tuple(broken), refused, taken)


def _asked(sources: FileSources, name: str) -> Iterator[str]:
    """Ask for all there is; yield what was lost."""
    for key, deferred in statements_of(sources, name):
        sources.holds(name, key, CONNECTING)
        sources.mentions(name, key, CONNECTING)
        if deferred.kind == "function":
            sources.header(name, key, _NOTHING)
        if sources.statement(name, key) is None and not sources.problems():
            yield f"line {deferred.span.line}: statement {key} is lost"
    sources.containing(CONNECTING)
    yield from unlisted_imports(sources, name)


def _checked(sources: FileSources, name: str, data: bytes) -> Iterator[str]:
    """Check that nothing is lost between statements, and where everything stands."""
    text = decode(data)
    if not isinstance(text, str):
        return
    problems = sources.problems()
    body = tuple([completed(sources, name, statement) for statement in sources.facts(name).body])
    yield from unjoined(text)
    yield from misplaced(sources, name, body, text)
    yield from () if problems else disagreements(sources.facts(name).imports, body, text)


def _is_parsed(path: Path) -> bool:
    """Say whether libcst can read the file: it knows no `(a): int`, for one, and nobody else parses here."""
    try:
        cst.parse_module(path.read_bytes())
    except (cst.ParserSyntaxError, cst.CSTValidationError, cst.CSTLogicError, UnicodeError, LookupError):
        return False
    return True


def _compiles(path: Path) -> bool:
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(path.read_bytes(), path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError):
        return False
    return True
