"""One analysis, with what a person should be told about it."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from signal_lint.cache.replay import keep
from signal_lint.checked import checked as outcome_of
from signal_lint.cli.arguments import Arguments
from signal_lint.cli.progress import shown_when_slow
from signal_lint.cli.request import Request
from signal_lint.cli.source_text import lines_of
from signal_lint.cli.writing import remark, remarked
from signal_lint.disk import contents
from signal_lint.outcome import Outcome, Survey
from signal_lint.settings import Settings

if TYPE_CHECKING:
    from signal_lint.findings import Diagnostic
    from signal_lint.fixing.changes import Repair
    from signal_lint.fixing.replacements import Replacement
    from signal_lint.project import Project

Found = TypeVar("Found", Outcome, Survey)


def checked(request: Request, arguments: Arguments) -> Outcome:
    """Check the project, and say what is worth saying on standard error."""
    return _told(request, arguments, outcome_of)


def surveyed(
    request: Request, arguments: Arguments, ask: Callable[[Project], None] = lambda _: None
) -> Survey:
    """Map the project without checking it, ask it, and say what is worth saying on standard error."""
    from signal_lint.survey import survey

    def work(settings: Settings, unsaved: Mapping[str, bytes]) -> Survey:
        return survey(settings, unsaved, ask)

    return _told(request, arguments, work)


def surveyed_with_findings(
    request: Request, arguments: Arguments, ask: Callable[[Project, tuple[Diagnostic, ...]], None]
) -> Survey:
    """Map and check the project in one analysis, ask it, and say what is worth saying on standard error."""
    from signal_lint.analysis import analyse_with_map

    def work(settings: Settings, unsaved: Mapping[str, bytes]) -> Survey:
        return analyse_with_map(settings, unsaved, ask)

    return _told(request, arguments, work)


def repaired(request: Request, arguments: Arguments) -> Repair:
    """Fix the project in memory, or add `# noqa` comments, and say what is worth saying of the result."""
    from signal_lint.analysis import analyse
    from signal_lint.fixing.noqa import add_noqa
    from signal_lint.fixing.passes import repair

    made: list[Repair] = []

    def work(settings: Settings, unsaved: Mapping[str, bytes]) -> Outcome:
        def analysis(texts: Mapping[str, bytes]) -> Outcome:
            return analyse(settings, {**unsaved, **texts})

        def read(path: str) -> bytes | str:
            return _bytes_of(path, request)

        if arguments.add_noqa:
            made.append(add_noqa(analysis, read))
        else:
            made.append(repair(analysis, read, unsafe=arguments.unsafe_fixes))
        return made[0].outcome

    _told(request, arguments, work)
    return made[0]


def keep_answer(
    request: Request, arguments: Arguments, found: Outcome | Survey, answer: tuple[int, str]
) -> None:
    """Keep what a command line that writes no file came to, where that depends on its inputs alone."""
    folder = request.settings.cache_dir
    if folder is not None and found.inputs and not arguments.verbose:
        remarks = "".join(f"{remarked(text)}\n" for text in _remarks(request, arguments, found))
        keep(arguments.words, folder, (*request.inputs, *found.inputs), (*answer, remarks))


def source_lines(request: Request) -> Callable[[str], Sequence[str]]:
    """Return what gives the lines of a file, as analysed: text that is not on disk comes first."""

    # A report comes back to a file for each of its findings, and findings are sorted by file.
    @functools.lru_cache(maxsize=8)
    def lines(path: str) -> Sequence[str]:
        return lines_of(request.settings.root / path, request.unsaved.get(path))

    return lines


def replacements_of(request: Request) -> Callable[[Diagnostic], tuple[Replacement, ...]]:
    """Return what tells how a fix changes files, as analysed: text that is not on disk comes first."""

    def read(path: str) -> bytes | str:
        return request.unsaved[path] if path in request.unsaved else _contents(path, request)

    # One report after the other asks.
    @functools.cache
    def found(diagnostic: Diagnostic) -> tuple[Replacement, ...]:
        if diagnostic.fix is None:
            return ()
        # Imports the parser, which a report without fixes need not wait for.
        from signal_lint.fixing.replacements import replacements

        return replacements(diagnostic, read)

    return found


def _bytes_of(path: str, request: Request) -> bytes | str:
    """Return what a file holds, or why it cannot be fixed."""
    if request.unsaved:
        return request.unsaved.get(path, f"it would change {path}, which is not on standard input")
    return _contents(path, request)


def _contents(path: str, request: Request) -> bytes | str:
    """Return what a file on disk holds, or why it can't be read."""
    try:
        return contents(request.settings.root / path)
    except OSError as error:
        return str(error.strerror)


def _told(
    request: Request, arguments: Arguments, work: Callable[[Settings, Mapping[str, bytes]], Found]
) -> Found:
    started = time.perf_counter()
    with shown_when_slow(arguments):
        found = work(request.settings, request.unsaved)
    for text in _remarks(request, arguments, found):
        remark(text)
    if arguments.verbose:
        _describe(request, found, time.perf_counter() - started)
    return found


def _remarks(request: Request, arguments: Arguments, found: Outcome | Survey) -> Iterator[str]:
    if not arguments.quiet:
        if not found.uses_django:
            yield f"no Django project found in {request.settings.root}"
        yield from found.notes


def _describe(request: Request, found: Outcome | Survey, seconds: float) -> None:
    remark(f"root: {request.settings.root}")
    remark(f"configuration: {request.config or 'none'}")
    remark(f"{found.files} files, {found.parsed} of them parsed, in {seconds:.2f} s")
