"""The rows of a project's files, written and read again."""

from __future__ import annotations

from signal_lint.cache.rows import Row, Rows, load_rows, save_rows

#: Deeper than any Python follows lists when it writes JSON.
DEEP = 200_000


def nested(depth):
    found = []
    for _ in range(depth):
        found = [found]
    return found


def test_what_is_nested_too_deep_to_be_written_costs_the_others_nothing(tmp_path):
    files = {
        "a.py": Row(b"1", b"digest", {"facts": [True, "x"]}),
        "deep.py": Row(b"2", b"other", {"facts": nested(DEEP)}),
    }
    save_rows(str(tmp_path), "/project", Rows(files, {"receiver": ["deep.py"]}, {}))
    kept = load_rows(str(tmp_path), "/project")
    assert {path: (row.digest, row.answers) for path, row in kept.files.items()} == {
        "a.py": (b"digest", {"facts": [True, "x"]}),
        "deep.py": (b"other", {}),
    }
    assert kept.words == {"receiver": ["deep.py"]}
