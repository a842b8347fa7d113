"""The files of a project as the linker asks for them, with what they answered in earlier runs.

Invariant: an answer is a pure function of one file's bytes, so it holds as long as these have the same
digest, and it makes no difference whether a file is asked or its row.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from signal_lint import facts, source, syntax
from signal_lint.cache.digests import digest_of
from signal_lint.cache.encoding import Encoding, NotPlainError, Plain
from signal_lint.cache.rows import ByWord, Row, Rows
from signal_lint.cache.stamps import UNSURE, current
from signal_lint.extract import FileSources
from signal_lint.facts import FileFacts, ImportFact, Problem
from signal_lint.syntax import Statement

T = TypeVar("T")

_ENCODING = Encoding((source, syntax, facts))
_FACTS = "facts"
_IMPORTS = "imports"
_NOTHING = b""
_Ask = Callable[[FileSources], T]


class RememberedSources:
    """The files below a root.

    `stamps` has one of every file, taken before anything was read; `kept` are the rows of earlier runs. What
    an editor has not saved yet, `unsaved`, wins over the disk.
    """

    def __init__(
        self, root: Path, stamps: Mapping[str, bytes], unsaved: Mapping[str, bytes], kept: Rows
    ) -> None:
        self.paths = tuple(sorted({*stamps, *unsaved}))
        now = {**stamps, **dict.fromkeys(unsaved, UNSURE)}
        self._rows = {path: Row(now[path], b"", {}) for path in self.paths}
        self._torn: set[str] = set()
        self._start = os.fsencode(root) + b"/"
        files = FileSources(root, self.paths, unsaved, self._seen)
        known = [
            path for path, row in kept.files.items() if path in self._rows and self._is_same(files, path, row)
        ]
        changed = sorted(set(self.paths) - set(known))
        for path in known:
            self._rows[path].answers = kept.files[path].answers
        self._known = FileSources(root, tuple(known), _part(unsaved, known), self._seen)
        self._changed = FileSources(root, tuple(changed), _part(unsaved, changed), self._seen)
        self._files = {**dict.fromkeys(known, self._known), **dict.fromkeys(changed, self._changed)}
        self._words = _of_files(kept.words, known)
        self._imports = _of_files(kept.imports, known)
        self._facts: dict[str, FileFacts] = {}
        self._statements: dict[tuple[str, str], Statement | None] = {}
        self._parsed: set[str] = set()
        self._problems: dict[str, Problem] = {}
        # Stamps too: a file with an old one is read again each time.
        self.has_news = {path: row.stamp for path, row in self._rows.items()} != {
            path: row.stamp for path, row in kept.files.items()
        }

    @property
    def parsed(self) -> int:
        """The number of files of which anything had to be parsed, now or when it was asked for first."""
        return len(self._parsed)

    def problems(self) -> tuple[tuple[str, Problem], ...]:
        """Return every problem met so far, by path."""
        met = {**self._problems, **dict(self._changed.problems())}
        return tuple(sorted(met.items(), key=lambda each: each[0]))

    def read_ahead(self, words: frozenset[str], jobs: int) -> None:
        """Read changed files that hold one of the words in up to `jobs` processes, if that pays."""
        self._changed.read_ahead(words, jobs)

    def first(self, path: str, pattern: re.Pattern[bytes]) -> tuple[str, int] | None:
        """Return the group of what matches first in the bytes of a file, and its line; None for nothing."""
        question = f"first {_name_of(frozenset({pattern.pattern.decode()}))}"
        match self._rows[path].answers.get(question):
            case [str() as text, int() as line]:
                return text, line
            case []:
                return None
        found = self._files[path].first(path, pattern)
        self._keep(path, question, list(found or ()))
        return found

    def rows(self) -> Rows:
        """Return what is known now, of every file that could be read and for every word ever asked for."""
        words = _with(self._words, self._changed.containing(frozenset(self._words)))
        imports = _with(self._imports, self._changed.importing(frozenset(self._imports)))
        # Last: what has just been read may have changed.
        return Rows({path: row for path, row in self._rows.items() if row.digest}, words, imports)

    def entries(self) -> Iterator[tuple[str, bytes, bytes]]:
        """Yield path, stamp and digest of every file; what can't be read now may be readable next time."""
        for path, row in self._rows.items():
            yield path, row.stamp, row.digest

    def facts(self, path: str) -> FileFacts:
        """Return the facts of a file; one that can't be read has a problem and no body."""
        if path not in self._facts:
            self._facts[path] = self._read(path)
        return self._facts[path]

    def imports(self, path: str) -> tuple[ImportFact, ...]:
        """Return the imports of a file; of one of which nothing else is asked, its row holds nothing else."""
        answers = self._rows[path].answers
        if path in self._facts or _FACTS in answers:
            return self.facts(path).imports
        match answers.get(_IMPORTS):
            case [bool() as parsed, plain] if isinstance(found := _sound(plain), FileFacts):
                pass
            case _:
                files = self._files[path]
                found = FileFacts(path, (), files.imports(path), (), files.problem(path))
                parsed = files.is_parsed_at_once(path)
                self._keep(path, _IMPORTS, [parsed, _ENCODING.encoded(found)])
        self._note(path, found.problem, parsed=parsed)
        return found.imports

    def statement(self, path: str, key: str) -> Statement | None:
        """Return the whole statement behind a `Deferred`, None where it can't be parsed."""
        return self._statement(path, f"statement {key}", lambda files: files.statement(path, key))

    def header(self, path: str, key: str, words: frozenset[str]) -> Statement | None:
        """Return the statement behind a `Deferred`, of a function only the header where it suffices."""
        question = f"header {key} {_name_of(words)}"
        return self._statement(path, question, lambda files: files.header(path, key, words))

    def holds(self, path: str, key: str, words: frozenset[str]) -> bool:
        """Tell whether the text behind a `Deferred` holds one of the words as a whole word."""
        self.facts(path)
        question = f"holds {key} {_name_of(words)}"
        return self._is(path, question, lambda files: files.holds(path, key, words))

    def mentions(self, path: str, key: str, names: frozenset[str]) -> bool:
        """Tell whether the code behind a `Deferred` holds one of the names, in no string and no comment."""
        self.facts(path)
        question = f"mentions {key} {_name_of(names)}"
        return self._is(path, question, lambda files: files.mentions(path, key, names))

    def spells(self, path: str, package: str, name: str) -> bool:
        """Tell whether an import statement of a file holds `package.name`, or `package import …, name`."""
        return self._is(path, f"spells {package} {name}", lambda files: files.spells(path, package, name))

    def containing(self, words: frozenset[str]) -> Mapping[str, frozenset[str]]:
        """Return, by path, which of the words a file holds as whole words."""
        if fresh := words.difference(self._words):
            self._learn(self._words, fresh, self._known.containing(fresh))
        return _together(words, self._words, self._changed.containing(words))

    def importing(self, words: frozenset[str]) -> Mapping[str, frozenset[str]]:
        """Return, by path, which of the words the import statements of a file hold."""
        if fresh := words.difference(self._imports):
            self._learn(self._imports, fresh, self._known.importing(fresh))
        return _together(words, self._imports, self._changed.importing(words))

    def _learn(self, by_word: ByWord, words: Iterable[str], held: Mapping[str, frozenset[str]]) -> None:
        self.has_news = True
        by_word |= {word: [] for word in words}
        for path, some in held.items():
            for word in some:
                by_word[word].append(path)

    def _read(self, path: str) -> FileFacts:
        """Return the facts of a file, from its row if they are there."""
        match self._rows[path].answers.get(_FACTS):
            case [bool() as parsed, plain] if isinstance(found := _sound(plain), FileFacts):
                pass
            case _:
                found = self._files[path].facts(path)
                parsed = self._files[path].is_parsed_at_once(path)
                self._keep(path, _FACTS, [parsed, _ENCODING.encoded(found)])
        self._note(path, found.problem, parsed=parsed)
        return found

    def _statement(self, path: str, question: str, ask: _Ask[Statement | None]) -> Statement | None:
        place = (path, question)
        if place not in self._statements:
            self._statements[place] = self._asked(path, question, ask)
        return self._statements[place]

    def _asked(self, path: str, question: str, ask: _Ask[Statement | None]) -> Statement | None:
        """Return the answer to a question; it may bring to light what is wrong with the file."""
        problem = self.facts(path).problem
        match self._rows[path].answers.get(question):
            case [plain_problem, plain]:
                found, met = _sound(plain), _sound(plain_problem)
                if isinstance(found, Statement | None) and isinstance(met, Problem | None):
                    self._note(path, met, parsed=True)
                    return found
        files = self._files[path]
        before = files.problem(path)
        found = ask(files)
        met = files.problem(path)
        self._note(path, met, parsed=True)
        # Which of several questions met with a problem can't be told afterwards.
        if before == problem:
            self._keep(path, question, [_ENCODING.encoded(met), _ENCODING.encoded(found)])
        return found

    def _is(self, path: str, question: str, ask: _Ask[bool]) -> bool:
        match self._rows[path].answers.get(question):
            case bool() as answer:
                return answer
        answer = ask(self._files[path])
        self._keep(path, question, answer)
        return answer

    def _keep(self, path: str, question: str, answer: Plain) -> None:
        self._rows[path].answers[question] = answer
        self.has_news = True

    def _note(self, path: str, problem: Problem | None, *, parsed: bool) -> None:
        if parsed:
            self._parsed.add(path)
        if problem:
            self._problems[path] = problem

    def _is_same(self, files: FileSources, path: str, row: Row) -> bool:
        """Tell whether a file holds what it did; look inside only if the stamp differs."""
        mine = self._rows[path]
        if mine.stamp == row.stamp != UNSURE:
            mine.digest = row.digest
        else:
            files.read(path)
        return mine.digest == row.digest

    def _seen(self, path: str, data: bytes | Problem) -> None:
        """Take the digest of what was read; a file that changes meanwhile has neither stamp nor row.

        Nor has one that can't be read: that may be over before anything that has a time changes.
        """
        row, digest = self._rows[path], digest_of(data) if isinstance(data, bytes) else _NOTHING
        if digest and path not in self._torn and self._is_still(path, row, digest):
            row.digest = digest
        else:
            self._torn.add(path)
            row.stamp, row.digest = UNSURE, b""

    def _is_still(self, path: str, row: Row, digest: bytes) -> bool:
        """Tell whether what was read is what was read before; at first, of what the stamp is."""
        if row.digest:
            return row.digest == digest
        return row.stamp == UNSURE or current(self._start + os.fsencode(path), row.stamp) == row.stamp


def _sound(plain: Plain) -> object:
    """Return what plain data stands for; where that is nothing, something that is no answer."""
    try:
        return _ENCODING.decoded(plain)
    except NotPlainError:
        return NotPlainError


def _part(unsaved: Mapping[str, bytes], paths: Iterable[str]) -> dict[str, bytes]:
    return {path: unsaved[path] for path in paths if path in unsaved}


def _of_files(by_word: ByWord, paths: Iterable[str]) -> ByWord:
    these = frozenset(paths)
    return {word: [path for path in held if path in these] for word, held in by_word.items()}


def _with(by_word: ByWord, held: Mapping[str, frozenset[str]]) -> ByWord:
    """Return by word all the paths, in one list and of the other form."""
    found = {word: list(paths) for word, paths in by_word.items()}
    for path, words in held.items():
        for word in words:
            found[word].append(path)
    return found


def _together(
    words: frozenset[str], by_word: ByWord, held: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """Return by path, sorted, the words in either of the two forms."""
    found = {path: set(some) for path, some in held.items()}
    for word in words:
        for path in by_word[word]:
            found.setdefault(path, set()).add(word)
    return {path: frozenset(found[path]) for path in sorted(found)}


@cache
def _name_of(words: frozenset[str]) -> str:
    """Return a short name for a set of words, the same in every run."""
    return blake2b(" ".join(sorted(words)).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
