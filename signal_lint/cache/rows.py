"""What the files of a project answered when they were asked, by the digest of their bytes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping

from signal_lint.cache.encoding import Plain
from signal_lint.cache.stamps import Entry, unpacked
from signal_lint.cache.store import INSTALLATION, read, write
from signal_lint.cache.tool import tool_inputs

_KIND = "rows"

ByWord = dict[str, list[str]]
"""The paths of the files that hold a word, for every word that was asked for."""


class Row:
    """One file: its stamp and digest, and by question what was answered."""

    __slots__ = ("answers", "digest", "stamp")

    def __init__(self, stamp: bytes, digest: bytes, answers: dict[str, Plain]) -> None:
        self.stamp = stamp
        self.digest = digest
        self.answers = answers


class Rows:
    """The rows of a project by path, and which words were looked for in all of these files."""

    __slots__ = ("files", "imports", "words")

    def __init__(self, files: dict[str, Row], words: ByWord, imports: ByWord) -> None:
        self.files = files
        self.words = words
        self.imports = imports


def load_rows(folder: str, root: str) -> Rows:
    """Return the rows that are kept for a project, none where nothing sound is."""
    found = read(folder, _KIND, _key(root))
    if found is not None:
        # Wherever it is installed, and since when.
        tool = [digest for _, digest, _ in tool_inputs()]
        try:
            inputs = unpacked(found[0])
            if [digest for _, digest, _ in inputs[: len(tool)]] == tool:
                return _rows(root, inputs[len(tool) :], json.loads(found[1]))
        except (ValueError, TypeError, IndexError, AttributeError, RecursionError):
            return Rows({}, {}, {})
    return Rows({}, {}, {})


def save_rows(folder: str, root: str, rows: Rows) -> None:
    """Keep the rows of a project."""
    numbers = {path: number for number, path in enumerate(rows.files)}
    start = os.fsencode(root) + b"/"
    inputs = [(row.stamp, row.digest, start + os.fsencode(path)) for path, row in rows.files.items()]
    words, imports = (_text(_numbered(each, numbers)) for each in (rows.words, rows.imports))
    answers = ",".join([_answers(row) for row in rows.files.values()])
    answer = f'{{"words":{words},"imports":{imports},"answers":[{answers}]}}'
    write(folder, _KIND, _key(root), [*tool_inputs(), *inputs], answer.encode("utf-8", "surrogatepass"))


def _rows(root: str, inputs: Iterable[Entry], document: object) -> Rows:
    match document:
        case {"words": dict() as words, "imports": dict() as imports, "answers": list() as answers}:
            start = len(os.fsencode(root)) + 1
            paths = [(os.fsdecode(path[start:]), stamp, digest) for stamp, digest, path in inputs]
            files = {
                path: Row(stamp, digest, dict(answered))
                for (path, stamp, digest), answered in zip(paths, answers, strict=True)
            }
            names = list(files)
            return Rows(files, _named(words, names), _named(imports, names))
        case _:
            raise ValueError("not the rows of a project")


def _answers(row: Row) -> str:
    try:
        return _text(row.answers)
    except RecursionError:
        # Of Python 3.12, whose limit no stack raises: what is nested so deep is read again each time.
        return "{}"


def _text(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _numbered(by_word: ByWord, numbers: Mapping[str, int]) -> dict[str, list[int]]:
    return {word: [numbers[path] for path in paths if path in numbers] for word, paths in by_word.items()}


def _named(by_word: Mapping[str, list[int]], names: list[str]) -> ByWord:
    return {word: [names[number] for number in numbers] for word, numbers in by_word.items()}


def _key(root: str) -> bytes:
    return os.fsencode(f"{INSTALLATION} {root}")
