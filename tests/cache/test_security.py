"""A checkout can't bring a cache, and nothing that a cache holds is ever run."""

from __future__ import annotations

import ast
import zlib
from pathlib import Path

import pytest
from cache.caching import settle
from small_project import write_project

import signal_lint
from signal_lint.cache import replay as replay_module

COMMAND = ("check", "--output-format", "concise")
PLANTED = "all is well"


def plant(folder, lie=PLANTED):
    """Alter the answers in a cache, with right checksums and nothing that they depend on."""
    for path in folder.glob("run-*"):
        head, _, rest = path.read_bytes().split(b"\n", 2)
        sizes, rest = rest.split(b"\n", 1)
        key = rest[: int(sizes.split()[0])]
        checked = b"%d 0\n%s0\n0\n%s" % (len(key), key, lie.encode())
        path.write_bytes(b"\n".join((head, b"%d" % zlib.crc32(checked), checked)))


def test_a_planted_answer_is_one_that_would_be_believed(run):
    """Or the tests below would prove nothing."""
    run(*COMMAND)
    plant(run.cache)
    assert run(*COMMAND) == (0, PLANTED, "")


@pytest.fixture
def planting(project, run, monkeypatch):
    """Make a cache in a folder as if that were allowed, and alter what it says."""

    def planting(folder, *command):
        with monkeypatch.context() as patch:
            patch.setattr("signal_lint.cli.request.checkout_around", lambda folder: None)
            patch.setattr("signal_lint.cli.request.is_inside", lambda folder, others: False)
            patch.setattr("signal_lint.cache.store.checkout_around", lambda folder: None)
            patch.setattr("signal_lint.cache.store.is_inside", lambda folder, others: False)
            run(*command)
        assert len(list(Path(folder).glob("run-*"))) == 1
        plant(Path(folder))

    return planting


@pytest.mark.parametrize("name", ["cache", "shop/cache", ".", "../project/cache", "../link/cache"])
@pytest.mark.parametrize("form", [("--cache-dir={}",), ("--cache-dir", "{}")])
def test_a_cache_in_the_checkout_is_refused(project, run, planting, name, form):
    (project.parent / "link").symlink_to("project")
    command = (*COMMAND, *(word.format(name) for word in form))
    planting(project / name, *command)
    ran = run(*command)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        f"signal-lint: error: --cache-dir {name}: in {project}, which could bring a cache"
    )


@pytest.mark.parametrize("mark", [".git", "pyproject.toml", "signal-lint.toml", "manage.py"])
def test_a_cache_in_any_other_checkout_is_refused(tmp_path, project, run, planting, mark):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / mark).touch()
    command = (*COMMAND, "--cache-dir", tmp_path / "other/deep/cache")
    planting(tmp_path / "other/deep/cache", *command)
    assert run(*command).code == 2


@pytest.mark.parametrize("words", [("loose",), ("loose/a.py",), ("loose/a.py", "loose/b.py")])
def test_a_cache_in_a_folder_without_marks_is_refused_too(tmp_path, run, planting, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path / "loose", **{"a.py": "", "b.py": ""})
    (tmp_path / "loose/manage.py").unlink()
    command = ("check", *words, "--cache-dir", "loose/cache")
    planting("loose/cache", *command)
    assert run(*command).code == 2


def test_a_user_cache_in_the_checkout_is_not_used(project, run, planting, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(project / "cache"))
    planting(project / "cache/signal-lint", *COMMAND)
    assert "SGL001" in run(*COMMAND).out


@pytest.mark.parametrize("argv", [COMMAND, ("map",), (*COMMAND, "shop/signals.py"), ("check", "{}/shop")])
def test_a_home_that_is_the_checkout_is_not_used(project, run, planting, monkeypatch, argv):
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("HOME", str(project))
    if argv[-1] == "{}/shop":
        monkeypatch.chdir("/")
        argv = ("check", project / "shop")
    planting(project / ".cache/signal-lint", *argv)
    assert PLANTED not in run(*argv).out


def test_a_home_that_is_another_checkout_is_used(tmp_path, run, monkeypatch):
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".git").mkdir()
    first = run(*COMMAND)
    assert (run(*COMMAND), run.read) == (first, [])


def test_without_cache_a_planted_one_is_not_even_read(run, monkeypatch):
    command = (*COMMAND, "--no-cache")
    monkeypatch.setattr(replay_module, "read", lambda folder, kind, key: pytest.fail(folder))
    assert run(*command).code == 1


def test_a_folder_beside_the_project_is_a_good_place(tmp_path, project, run):
    settle()
    command = (*COMMAND, "--cache-dir", "../beside")
    first = run(*command)
    assert (run(*command), run.read) == (first, [])
    assert not run.cache.exists()


def names(tree):
    """Yield every module that is imported and every name that is called."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=aliases):
                yield from (alias.name for alias in aliases)
            case ast.ImportFrom(module=str() as module):
                yield module
            case ast.Call(func=ast.Name(id=name)):
                yield name


@pytest.mark.parametrize(
    "path", sorted(Path(signal_lint.__file__).parent.glob("cache/*.py")), ids=lambda p: p.name
)
def test_nothing_of_a_cache_is_unpickled_or_run(path):
    running = {
        "pickle",
        "marshal",
        "shelve",
        "dbm",
        "sqlite3",
        "eval",
        "exec",
        "compile",
        "__import__",
        "runpy",
    }
    assert running.isdisjoint(names(ast.parse(path.read_text())))
