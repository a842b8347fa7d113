"""Whatever is wrong with a file of the cache, the answer is the one that the project gives without it."""

from __future__ import annotations

import json
import os

import pytest
from cache.caching import KINDS, parts

from signal_lint.cache import replay as replay_module
from signal_lint.cache import rows, verdicts
from signal_lint.cache.stamps import packed, unpacked
from signal_lint.cache.store import write

COMMAND = ("check", "--output-format", "concise")


@pytest.fixture
def expected(run):
    """Fill the cache; return what is right."""
    run(*COMMAND)
    return run(*COMMAND, "--no-cache")


def altered(run, kind, alter):
    """Alter the answer in the one file of a kind; delete those that are asked before it."""
    (path,) = run.kept(kind)
    key, inputs, answer = parts(path)
    write(str(run.cache), kind, key, unpacked(inputs), alter(answer))
    run.forget(*KINDS[: KINDS.index(kind)])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cut", [0, 1, 10, 21, 30, 100, -1])
def test_a_cut_file_is_a_miss(run, expected, kind, cut):
    (path,) = run.kept(kind)
    path.write_bytes(path.read_bytes()[:cut])
    run.forget(*KINDS[: KINDS.index(kind)])
    assert run(*COMMAND) == expected
    # It is whole again.
    assert (run(*COMMAND), run.read) == (expected, [])


@pytest.mark.parametrize("answer", [b"", b"1", b"1\n\n", b"x\n0\n", b"0\nx\n", b"1\n2\n\xff\xff"])
def test_a_report_of_another_shape_is_a_miss(run, expected, answer):
    altered(run, "run", lambda _: answer)
    assert run(*COMMAND) == expected


@pytest.mark.parametrize("kind", ["verdict", "rows"])
@pytest.mark.parametrize(
    "text", ["", "{", "null", "[]", "{}", '["a", [0]]', '[1, 2]', "[" * 99_999, '"\\ud800"', "[[], []]"]
)  # fmt: skip
def test_json_of_another_shape_is_a_miss(run, expected, kind, text):
    altered(run, kind, lambda _: text.encode())
    assert run(*COMMAND) == expected


@pytest.mark.parametrize("entries", [b"x", b"\0", b"a\tb"])
@pytest.mark.parametrize("kind", KINDS)
def test_entries_of_another_shape_are_a_miss(run, expected, kind, entries, monkeypatch):
    (path,) = run.kept(kind)
    key, _, answer = parts(path)
    monkeypatch.setattr("signal_lint.cache.store.packed", lambda inputs: entries)
    write(str(run.cache), kind, key, [], answer)
    monkeypatch.setattr("signal_lint.cache.store.packed", packed)
    run.forget(*KINDS[: KINDS.index(kind)])
    assert run(*COMMAND) == expected


ROWS = {
    "no answers": lambda rows: rows | {"answers": []},
    "one answer too few": lambda rows: rows | {"answers": rows["answers"][1:]},
    "answers of another kind": lambda rows: rows | {"answers": [3 for _ in rows["answers"]]},
    "words of no file": lambda rows: rows | {"words": {"receiver": [9999]}},
    "words of another kind": lambda rows: rows | {"imports": {"receiver": 3}},
    "words by text": lambda rows: rows | {"words": {"receiver": ["x"]}},
    "facts of another kind": lambda rows: with_each(rows, lambda question, answer: [True, [0]]),
    "facts of no class": lambda rows: with_each(rows, lambda question, answer: [True, [9999, 1]]),
    "no facts": lambda rows: with_each(rows, lambda question, answer: None),
    "records of other sizes": lambda rows: with_each(rows, lambda question, answer: [None, [7]]),
}


def with_each(rows, change):
    answers = [
        {question: change(question, answer) for question, answer in row.items()} for row in rows["answers"]
    ]
    return rows | {"answers": answers}


@pytest.mark.parametrize("change", ROWS)
def test_rows_of_another_shape_are_a_miss(run, expected, change):
    altered(run, "rows", lambda answer: json.dumps(ROWS[change](json.loads(answer))).encode())
    assert run(*COMMAND) == expected
    assert run("map") == run("map", "--no-cache")


@pytest.mark.parametrize("module", [replay_module, verdicts, rows])
def test_another_version_is_a_miss(run, expected, module, monkeypatch):
    run.forget(*KINDS[: [replay_module, verdicts, rows].index(module)])
    before = {path.name for path in run.cache.iterdir()}
    monkeypatch.setattr(module, "INSTALLATION", "another one")
    assert run(*COMMAND) == expected
    assert {path.name for path in run.cache.iterdir()} > before


def test_a_folder_that_is_read_only_gives_answers_and_takes_none(project, run, expected, monkeypatch):
    before = {path: path.read_bytes() for path in run.cache.iterdir()}

    def refuse(*args, **options):
        raise PermissionError(13, "Permission denied")

    (project / "shop/signals.py").write_text("x = 1\n")
    monkeypatch.setattr(os, "replace", refuse)
    assert run(*COMMAND) == run(*COMMAND, "--no-cache") != expected
    assert {path: path.read_bytes() for path in run.cache.iterdir()} == before


@pytest.mark.parametrize("place", ["/dev/null/cache", "/proc/none"])
def test_without_a_folder_everything_works(run, expected, monkeypatch, place):
    monkeypatch.setenv("XDG_CACHE_HOME", place)
    assert run(*COMMAND) == expected == run(*COMMAND)
