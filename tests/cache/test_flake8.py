"""flake8 finds in the cache what any of its processes, or the command, has left there."""

from __future__ import annotations

from argparse import Namespace

import pytest
from cache.caching import settle
from small_project import FILES

from signal_lint import flake8_plugin
from signal_lint.flake8_plugin import Plugin

PATH = "shop/signals.py"


@pytest.fixture
def found(project, run):
    """Return the codes of a file, as a new process of flake8 would."""

    def found(text=FILES[PATH]):
        for cached in (flake8_plugin._root_of, flake8_plugin._settings, flake8_plugin._findings_on_disk):  # noqa: SLF001
            cached.cache_clear()
        run.read.clear()
        Plugin.parse_options(None, Namespace(), [PATH])
        return [message.split()[0] for _, _, message, _ in Plugin(None, PATH, [text], Namespace()).run()]

    return found


def test_a_second_process_reads_nothing(run, found):
    assert found() == ["SGL001"]
    assert PATH in run.read
    assert (found(), run.read) == (["SGL001"], [])


def test_a_change_is_noticed(project, run, found):
    found()
    text = FILES[PATH].replace("instance)", "instance, **kwargs)", 1)
    (project / PATH).write_text(text)
    settle()
    assert found(text) == []
    assert {*run.read} == {PATH}


def test_unsaved_text_is_not_kept(run, found):
    found()
    text = FILES[PATH].replace("instance)", "instance, **kwargs)", 1)
    assert [found(text), found(), found(text)] == [[], ["SGL001"], []]


def test_the_command_has_an_answer_of_its_own(run, found):
    """It applies `# noqa` comments, and flake8 does that itself."""
    found()
    run("check")
    assert len(run.kept("verdict")) == 2
    assert len(run.kept("rows")) == 1


def test_a_cache_in_the_checkout_is_not_used(project, run, found, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(project))
    assert found() == ["SGL001"]
    assert not (project / "signal-lint").exists()
