"""The shape of the code: which way imports go, how long files and functions are, who parses.

What the commands import is tested in cli/test_imports.py.
"""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

REPOSITORY = Path(__file__).parents[1]
PACKAGE = REPOSITORY / "signal_lint"
FILES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((REPOSITORY / "tests").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEST = 300, 40, 15
# The command line's options, one after the other.
DECLARATIONS = {"_check_options"}
CONTRACTS = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path):
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def body_lines(function):
    """Return how many lines a function has below its first; decorators are data."""
    return function.end_lineno - function.lineno


def imported(path):
    for node in ast.walk(tree(path)):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom(module=str()):
                yield node.module


def test_imports_go_downwards_only(monkeypatch, capsys):
    monkeypatch.chdir(REPOSITORY)
    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out


def test_every_module_has_its_layer():
    (layers,) = [contract for contract in CONTRACTS if contract["type"] == "layers"]
    named = {name for layer in layers["layers"] for name in layer.replace("|", " ").split()}
    assert layers["exhaustive"]
    assert named == {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()} - {
        "__init__",
        "__pycache__",
    }


@each_file
def test_a_file_is_short(path):
    short = len(path.read_text(encoding="utf-8").splitlines()) < LONGEST_FILE
    assert short


@each_file
def test_a_function_is_short(path):
    long = {function.name for function in functions(path) if body_lines(function) >= LONGEST_FUNCTION}
    assert long <= DECLARATIONS


@each_file
def test_only_extraction_and_fixing_import_the_parser(path):
    if path.relative_to(PACKAGE).parts[0] not in ("extract", "fixing"):
        assert [name for name in imported(path) if name.partition(".")[0] == "libcst"] == []


@each_file
def test_a_module_says_what_it_is(path):
    assert ast.get_docstring(tree(path))


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name)
def test_a_test_is_short(path):
    tests = [function for function in functions(path) if function.name.startswith("test_")]
    assert [test.name for test in tests if body_lines(test) > LONGEST_TEST] == []
