"""The files of a project, with what they answered before."""

from __future__ import annotations

import re

import pytest
from small_project import FILES

from signal_lint.analysis import analyse
from signal_lint.cache.remembered import RememberedSources
from signal_lint.cache.rows import Rows
from signal_lint.cache.stamps import UNSURE, stamp_of
from signal_lint.cache.verdicts import recall
from signal_lint.extract import sources as sources_module
from signal_lint.settings import Settings

PATH = "shop/signals.py"
WORDS = frozenset({"receiver"})


def opened(root, kept=None):
    """Open the files as if all had settled."""
    stamps = {path: stamp_of((root / path).stat()) for path in FILES}
    return RememberedSources(root, stamps, {}, kept or Rows({}, {}, {}))


def entry(sources):
    return next((stamp, digest) for path, stamp, digest in sources.entries() if path == PATH)


def test_a_file_that_changes_between_two_questions_is_not_kept(project):
    sources = opened(project)
    sources.containing(WORDS)
    assert entry(sources)[0] != UNSURE
    (project / PATH).write_text("x = 1\n")
    sources.facts(PATH)
    assert entry(sources) == (UNSURE, b"")
    assert PATH not in sources.rows().files
    # Not even if it is what it was in the end.
    (project / PATH).write_text(FILES[PATH])
    sources.spells(PATH, "django", "dispatch")
    assert entry(sources) == (UNSURE, b"")


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_a_file_that_is_gone_for_a_moment_is_not_kept(project, when):
    sources = opened(project)
    if when == "meanwhile":
        sources.containing(WORDS)
    (project / PATH).rename(project / "away")
    sources.containing(frozenset({"sender"}))
    (project / "away").rename(project / PATH)
    assert PATH not in sources.rows().files
    assert entry(sources) == (UNSURE, b"")


def test_what_is_asked_for_first_in_a_later_run_is_looked_for_in_all_files(project):
    first = opened(project)
    first.containing(WORDS)
    first.importing(WORDS)
    later = opened(project, first.rows())
    for ask in (RememberedSources.containing, RememberedSources.importing):
        assert ask(later, frozenset({"receiver", "models"})) == ask(
            opened(project), frozenset({"receiver", "models"})
        )
    assert later.has_news


def test_what_is_asked_again_is_answered_without_a_look(project):
    def asked(sources):
        words = sources.containing(WORDS), sources.importing(WORDS)
        return *words, sources.facts(PATH), sources.problems(), sources.parsed

    first = opened(project)
    answers = asked(first)
    later = opened(project, first.rows())
    (project / PATH).unlink()
    assert asked(later) == answers
    assert not later.has_news


def test_a_mistake_is_told_again(project):
    (project / PATH).write_text(f"{FILES[PATH]}\n\n@receiver(\n")
    settings = Settings(root=project, cache_dir=str(project.parent / "cache"))
    first = analyse(settings)
    assert "SGL901" in [each.code for each in first.diagnostics]
    (project / "settings.py").write_text("x = 1\n")
    assert recall(settings) is None
    fresh = analyse(Settings(root=project))
    assert analyse(settings) == fresh


@pytest.mark.parametrize("limit", [10, 20_000_000])
def test_a_file_that_is_too_large_is_told_each_time(project, monkeypatch, limit):
    settings = Settings(root=project, cache_dir=str(project.parent / "cache"))
    analyse(settings)
    monkeypatch.setattr(sources_module, "_LARGEST_FILE", limit)
    fresh = analyse(Settings(root=project))
    (project / PATH).write_text(FILES[PATH])
    assert (recall(settings) or analyse(settings)).files == fresh.files


def test_what_an_editor_holds_counts_and_is_not_kept(project):
    settings = Settings(root=project, cache_dir=str(project.parent / "cache"))
    known = analyse(settings)
    kept = {path: path.read_bytes() for path in (project.parent / "cache").iterdir()}
    text = FILES[PATH].replace("instance)", "instance, **kwargs)", 1).encode()
    unsaved = analyse(settings, {PATH: text})
    assert [each.code for each in unsaved.diagnostics] == ["SGL003"]
    assert unsaved == analyse(Settings(root=project), {PATH: text})
    assert {path: path.read_bytes() for path in (project.parent / "cache").iterdir()} == kept
    assert recall(settings) == known


@pytest.mark.parametrize(
    ("pattern", "answer"), [(rb"import (post_save)", ("post_save", 1)), (rb"no such (text)", None)]
)
def test_what_matches_in_a_file_is_remembered(project, pattern, answer):
    first = opened(project)
    assert first.first(PATH, re.compile(pattern)) == answer
    later = opened(project, first.rows())
    (project / PATH).unlink()
    assert later.first(PATH, re.compile(pattern)) == answer
