"""The straight line from a folder of files to an outcome.

paths -> SourceFile -> FileFacts -> Project -> Diagnostic
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from signal_lint.cache.memory import Memory
from signal_lint.cache.verdicts import keep
from signal_lint.checking import check, words
from signal_lint.extract import run_with_deep_stack
from signal_lint.facts import Sources, Suppression
from signal_lint.findings import Diagnostic
from signal_lint.outcome import Outcome, Survey
from signal_lint.project import Project
from signal_lint.settings import Settings
from signal_lint.survey import NOTHING_UNSAVED, surveyed

_INTERNAL_ERROR = "SGL902"


def analyse(settings: Settings, unsaved: Mapping[str, bytes] = NOTHING_UNSAVED) -> Outcome:
    """Analyse a project; `unsaved` holds texts of an editor by path, which count instead of the files.

    Deep nesting in analysed code needs a deep stack, so all of it runs in a thread that has one.
    """
    return run_with_deep_stack(lambda: _checked(settings, unsaved))


def analyse_with_map(
    settings: Settings,
    unsaved: Mapping[str, bytes],
    ask: Callable[[Project, tuple[Diagnostic, ...]], None],
) -> Survey:
    """Analyse a project and keep its map; `ask` gets it with the diagnostics of the rules that are selected.

    It does so where the stack is deep, and before what was read is kept.
    """
    return run_with_deep_stack(lambda: _surveyed(settings, unsaved, Memory(settings), ask)[0])


def _checked(settings: Settings, unsaved: Mapping[str, bytes]) -> Outcome:
    memory = Memory(settings)
    found, diagnostics = _surveyed(settings, unsaved, memory)
    project = found.project
    outcome = Outcome(
        project.root,
        project.uses_django,
        len(project.connections),
        diagnostics,
        found.files,
        found.parsed,
        found.notes,
        project.django,
        found.inputs,
    )
    keep(settings, outcome, memory.listed)
    return outcome


def _surveyed(
    settings: Settings,
    unsaved: Mapping[str, bytes],
    memory: Memory,
    ask: Callable[[Project, tuple[Diagnostic, ...]], None] = lambda *_: None,
) -> tuple[Survey, tuple[Diagnostic, ...]]:
    sources, found = surveyed(settings, unsaved, memory, words(settings))
    diagnostics = check(found.project, settings, _Comments(sources))
    ask(found.project, diagnostics)
    kept = memory.keep()
    # What has failed may succeed next time.
    inputs = () if any(each.code == _INTERNAL_ERROR for each in diagnostics) else kept
    return replace(found, inputs=inputs), diagnostics


class _Comments:
    """The `# noqa` comments in the sources of a project."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def of(self, path: str) -> tuple[Suppression, ...]:
        return self._sources.facts(path).suppressions

    def paths(self) -> Iterable[str]:
        return self._sources.containing(frozenset({"noqa"}))
