"""The plan, the trees of releases and the made-up projects. Nothing here is downloaded."""

from __future__ import annotations

import ast
import sys
import zipfile

import pytest
from benchmarks.environments import digest, environment, variables
from benchmarks.growth import made_up, written
from benchmarks.measuring import CannotRunError
from benchmarks.plan import Tree, built, is_candidate, read_plan


def downloaded(cache, release, **files):
    folder = cache / "downloads" / release
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "release-py3-none-any.whl", "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.py", text)


def test_every_version_of_the_plan_is_pinned():
    plan = read_plan()
    pins = [*(pin for tree in plan.trees for pin in tree.releases), *sum(plan.environments.values(), ())]
    assert [pin for pin in pins if pin.count("==") != 1] == []


def test_the_projects_that_others_are_measured_on_are_in_the_plan():
    plan = read_plan()
    named = {tree.name for tree in plan.trees}
    assert {plan.others.project, plan.others.one_file_project} <= named


def test_a_key_that_is_not_known_is_refused(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text("projects = []\nothers = {}\nbounds = {parse = 1}\nenvironments = {}\n")
    with pytest.raises(TypeError):
        read_plan(path)


def test_releases_lie_side_by_side_in_a_tree(tmp_path):
    downloaded(tmp_path, "shop==1", **{"shop/signals": "signal.connect(x)", "shop/models": ""})
    downloaded(tmp_path, "blog==2", **{"blog/signals": "from django.dispatch import receiver, Signal"})
    made = built(Tree("both", "two", ("shop==1", "blog==2"), quick=False), tmp_path)
    assert (made.name, made.files) == ("both", 3)
    assert {path.relative_to(made.root).as_posix() for path in made.candidates} == {
        "shop/signals.py",
        "blog/signals.py",
    }


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"Signal() @receiver", True), (b"signal.connect", True), (b"signal", False), (b"receiver", False)],
)
def test_a_candidate_holds_the_words_of_a_connection(data, expected):
    assert is_candidate(data) is expected


def test_a_made_up_project_is_python_and_always_the_same(tmp_path):
    files = dict(made_up(2, 3))
    assert files == dict(made_up(2, 3))
    assert [ast.parse(text) for text in files.values()]
    assert sum(text.count("@receiver") for text in files.values()) == 6
    assert (written(tmp_path, iter(files.items())) / "app1/signals.py").read_text() == files[
        "app1/signals.py"
    ]


def test_made_up_projects_of_all_sizes_have_the_same_share_of_candidates():
    for apps in (1, 4):
        found = [is_candidate(text.encode()) for name, text in made_up(apps, 2) if "/" in name]
        assert sum(found) / len(found) == 1 / 25


def test_an_environment_of_the_same_versions_is_taken_as_it_is(tmp_path):
    made = tmp_path / "environments/tool"
    made.mkdir(parents=True)
    (made / "made-of.txt").write_text(f"{sys.version}\ntool==1")
    found = environment(tmp_path, "tool", ("tool==1",), tmp_path)
    assert found.tool("tool") == made / "bin/tool"
    assert (made / "made-of.txt").exists()


def test_an_environment_that_cannot_be_made_says_so(tmp_path):
    with pytest.raises(CannotRunError, match=r"cannot make an environment: .*no-such-file"):
        environment(tmp_path, "tool", ("./no-such-file.whl",), tmp_path)


def test_tools_see_nothing_of_the_environment_of_whoever_runs_them(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert set(variables(tmp_path)) == {"HOME", "XDG_CACHE_HOME", "LANG", "PATH"}


def test_the_digest_of_a_package_changes_with_names_and_contents(tmp_path):
    (tmp_path / "a.py").write_text("1")
    first = digest(tmp_path)
    (tmp_path / "a.txt").write_text("1")
    assert digest(tmp_path) == first
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    second = digest(tmp_path)
    (tmp_path / "b.py").write_text("2")
    assert len({first, second, digest(tmp_path)}) == 3
