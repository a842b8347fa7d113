"""Patterns of .gitignore files, compared with git's own answers."""

from __future__ import annotations

import subprocess

import pytest

from signal_lint.gitignore import rules_of, verdict

#: Patterns and paths, of folders with a slash at the end; the expected answers are git's, asked for below.
PATTERNS = [
    *(
        "*.py[cod]",
        "a.py",
        "a",
        "a/",
        "/a",
        "/a/",
        "a/b",
        "a/*",
        "a/**",
        "**/a",
        "**/a/",
        "a/**/b",
        "/**/b",
        "**",
        "***/b",
    ),
    *(
        "*",
        "?",
        "a?",
        "[ab]",
        "[!ab]",
        "[^ab].py",
        "[a-c]x",
        "[c-a]",
        "[]x]",
        "[a-]",
        "[[:alpha:]]",
        "[[:nope:]]",
        "[[:digit:]x]",
    ),
    *(
        "[",
        "[a",
        "\\",
        "a\\",
        "\\a",
        "\\*",
        "\\!a",
        "!a",
        "!",
        "#a",
        "\\#a",
        "a ",
        "a\\ ",
        " a",
        "a\r",
        "a//b",
        "//",
        "[/]",
        "[!a]b",
    ),
    *(
        "*a*b",
        "a*b*c",
        "**a",
        "a**",
        "a/**/b/**/c",
        "x/*/c",
        "[\\]]",
        "[\\a]",
        "[!a-c]",
        "[a-cx-z]",
        ".*",
        "*.",
        "uü",
        "ü*",
    ),
]
PATHS = [
    *(
        "a",
        "b",
        "c",
        "x",
        "ab",
        "ba",
        "aXb",
        "abc",
        "a.py",
        "a.pyc",
        "b.py",
        "ax",
        "bx",
        "]",
        "-",
        "[",
        "*",
        "\\",
        "!a",
        "#a",
        "a ",
        " a",
    ),
    *("a/b", "b/a", "a/x/b", "x/a/b/c", "a/b/c", "x/y/c", "a/x/b/y/c", ".a", "1", "uüu"),
]
REAL = """\
__pycache__/
*.py[cod]
*$py.class
/build/
dist/
!dist/keep/
.venv*/
**/migrations/*_auto_*.py
/docs/_build
*.log
"""
REAL_PATHS = (
    "a/__pycache__",
    "a/x.pyc",
    "build",
    "a/build",
    ".venv3",
    "shop/migrations/0001_auto_2.py",
    "docs/_build",
    "x.py",
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    return folder


def by_git(repository, text, paths):
    """Return the paths that git leaves out, none of whose folders it does."""
    (repository / ".gitignore").write_text(text, newline="")
    command = ["git", "-c", "core.quotePath=false", "check-ignore", "--no-index", "-z", "--stdin"]
    ran = subprocess.run(
        command, cwd=repository, input="\0".join(paths).encode(), capture_output=True, check=False
    )
    return set(ran.stdout.decode().split("\0")) - {""}


def by_us(text, paths):
    rules = rules_of(text.split("\n"))
    return {path for path in paths if rules and any(_left_out(rules, path))}


def _left_out(rules, path):
    parts = path.split("/")
    for depth in range(1, len(parts) + 1):
        yield bool(verdict(rules, "/".join(parts[:depth]), is_folder=depth < len(parts)))


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_fits_what_git_says(repository, pattern):
    assert by_us(pattern, PATHS) == by_git(repository, pattern, PATHS)


@pytest.mark.parametrize("last", ["!a", "!a/b", "!*", "b", "!b/"])
def test_the_last_pattern_that_fits_decides(repository, last):
    text = f"a\n/x\nb*\n{last}\n"
    assert by_us(text, PATHS) == by_git(repository, text, PATHS)


def test_a_file_as_people_write_it(repository):
    paths = [*REAL_PATHS, *(f"{path}/x.py" for path in REAL_PATHS)]
    assert by_us(REAL, paths) == by_git(repository, REAL, paths) != set()


def test_a_folder_is_told_from_a_file():
    rules = rules_of(["a/"])
    assert (verdict(rules, "a", is_folder=True), verdict(rules, "a", is_folder=False)) == (True, None)


def test_what_says_nothing_has_no_rules():
    assert rules_of(["", "# a", "!", "/", "  ", "["]) is None
