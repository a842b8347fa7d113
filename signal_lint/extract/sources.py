"""The files of a project on disk, as the linker asks for them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from signal_lint.disk import LARGEST, contents
from signal_lint.extract.decoding import decode
from signal_lint.extract.prefilter import all_import_words, finder, import_words, spells
from signal_lint.extract.reading import Reading
from signal_lint.facts import FileFacts, ImportFact, Problem
from signal_lint.syntax import Statement

_LARGEST_FILE = LARGEST
#: Two processes took longer than one for 2 million characters (two cores): each imports the parser, and hands
#: back trees whose transport costs a third of what it saves.
WORTH_A_PROCESS = 2_000_000


class FileSources:
    """The files below a root; what an editor has not saved yet wins over the disk.

    `seen` is told the path and the bytes of every file that is read, each time, or why there are none.

    Invariant: every answer depends on the bytes of one file only, never on what
    was asked before.
    """

    def __init__(
        self,
        root: Path,
        paths: tuple[str, ...],
        unsaved: Mapping[str, bytes],
        seen: Callable[[str, bytes | Problem], None] | None = None,
    ) -> None:
        self._root = os.fspath(root)
        self._seen = seen
        self._paths = tuple(sorted({*paths, *unsaved}))
        self._unsaved = dict(unsaved)
        self._readings: dict[str, Reading | FileFacts] = {}
        # Of the files of which nobody asked for more than the imports: these, whether anything is parsed, and
        # what is wrong.
        self._skimmed: dict[str, tuple[tuple[ImportFact, ...], bool, Problem | None]] = {}
        self._indexed: set[str] = set()
        self._spelled: dict[bytes, list[str]] = {}
        self._spellings: dict[str, bytes] = {}
        self._holders: dict[str, list[str]] = {}
        self._containing: dict[frozenset[str], Mapping[str, frozenset[str]]] = {}
        self._importing: dict[frozenset[str], Mapping[str, frozenset[str]]] = {}

    @property
    def paths(self) -> tuple[str, ...]:
        """Every Python file of the project, sorted."""
        return self._paths

    @property
    def files(self) -> int:
        """The number of files."""
        return len(self._paths)

    @property
    def parsed(self) -> int:
        """The number of files of which anything was parsed."""
        whole = (isinstance(reading, Reading) and reading.parsed for reading in self._readings.values())
        return sum(whole) + sum(parsed for _, parsed, _ in self._skimmed.values())

    def is_parsed_at_once(self, path: str) -> bool:
        """Tell whether anything of a file has to be parsed for its facts."""
        if path in self._skimmed:
            return self._skimmed[path][1]
        reading = self._reading(path)
        return isinstance(reading, Reading) and reading.parsed_at_once

    def problem(self, path: str) -> Problem | None:
        """Return what has been found wrong with a file so far."""
        return self._skimmed[path][2] if path in self._skimmed else self._reading(path).problem

    def problems(self) -> tuple[tuple[str, Problem], ...]:
        """Return every problem met so far, by path."""
        met = {path: reading.problem for path, reading in self._readings.items()}
        met |= {path: problem for path, (_, _, problem) in self._skimmed.items()}
        return tuple([(path, problem) for path, problem in sorted(met.items()) if problem])

    def read_ahead(self, words: frozenset[str], jobs: int, worth: int = WORTH_A_PROCESS) -> None:
        """Read the files that hold one of the words in up to `jobs` processes.

        `worth` is how many characters each has to get, or else all is read on demand.
        """
        if jobs < 2:
            return
        paths = [path for path in self.containing(words) if path not in self._readings]
        texts = [(path, text) for path in paths if isinstance(text := self._text(path), str)]
        if sum(len(text) for _, text in texts) >= worth * jobs:
            from signal_lint.extract.ahead import read_ahead

            self._readings |= read_ahead(texts, jobs)

    def facts(self, path: str) -> FileFacts:
        """Return the facts of a file; one that can't be read has a problem and no body."""
        reading = self._reading(path)
        return reading if isinstance(reading, FileFacts) else reading.facts

    def imports(self, path: str) -> tuple[ImportFact, ...]:
        """Return the imports of a file; its text is not kept for that."""
        if path in self._readings:
            return self.facts(path).imports
        if path not in self._skimmed:
            reading = self._read(path)
            facts = reading if isinstance(reading, FileFacts) else reading.facts
            parsed = isinstance(reading, Reading) and reading.parsed
            self._skimmed[path] = (facts.imports, parsed, facts.problem)
        return self._skimmed[path][0]

    def statement(self, path: str, key: str) -> Statement | None:
        """Return the whole statement behind a `Deferred`, None where it can't be parsed."""
        reading = self._reading(path)
        return reading.statement(key) if isinstance(reading, Reading) else None

    def header(self, path: str, key: str, words: frozenset[str]) -> Statement | None:
        """Return the statement behind a `Deferred`, of a function only the header where it suffices."""
        reading = self._reading(path)
        return reading.header(key, words) if isinstance(reading, Reading) else None

    def holds(self, path: str, key: str, words: frozenset[str]) -> bool:
        """Tell whether the text behind a `Deferred` holds one of the words as a whole word."""
        reading = self._reading(path)
        return isinstance(reading, Reading) and reading.holds(key, words)

    def mentions(self, path: str, key: str, names: frozenset[str]) -> bool:
        """Tell whether the code behind a `Deferred` holds one of the names, in no string and no comment."""
        reading = self._reading(path)
        return isinstance(reading, Reading) and reading.mentions(key, names)

    def containing(self, words: frozenset[str]) -> Mapping[str, frozenset[str]]:
        """Return, by path, which of the words a file holds as whole words."""
        if words not in self._containing:
            fresh = frozenset(words - self._holders.keys())
            if fresh:
                self._look_for(fresh)
            self._containing[words] = _by_path({word: self._holders[word] for word in words})
        return self._containing[words]

    def _look_for(self, words: frozenset[str]) -> None:
        """Read every file once and note which of the words it holds."""
        self._holders |= {word: [] for word in words}
        search = finder(words)
        for path in self._paths:
            data = self.read(path)
            if isinstance(data, bytes):
                if path not in self._indexed:
                    self._index_imports(path, data)
                for word in search(data):
                    self._holders[word].append(path)
            else:
                self._readings.setdefault(path, FileFacts(path, (), (), (), data))

    def importing(self, words: frozenset[str]) -> Mapping[str, frozenset[str]]:
        """Return, by path, which of the words the import statements of a file hold."""
        if words not in self._importing:
            self._index_all()
            self._importing[words] = _by_path({word: self._spelled.get(_encoded(word), ()) for word in words})
        return self._importing[words]

    def _index_all(self) -> None:
        """Note of every file which words its import statements hold."""
        if len(self._indexed) < len(self._paths):
            for path in self._paths:
                if path not in self._indexed:
                    data = self.read(path)
                    self._index_imports(path, data if isinstance(data, bytes) else b"")

    def spells(self, path: str, package: str, name: str) -> bool:
        """Tell whether an import statement of a file holds `package.name`, or `package import …, name`."""
        if path not in self._spellings:
            data = self.read(path)
            self._spellings[path] = import_words(data if isinstance(data, bytes) else b"")
        return spells(self._spellings[path], _encoded(package), _encoded(name))

    def first(self, path: str, pattern: re.Pattern[bytes]) -> tuple[str, int] | None:
        """Return the group of what matches first in the bytes of a file, and its line; None for nothing."""
        data = self.read(path)
        match = pattern.search(data) if isinstance(data, bytes) else None
        if match is None or match.lastindex is None:
            return None
        start = match.start(match.lastindex)
        return match[match.lastindex].decode("ascii"), match.string.count(b"\n", 0, start) + 1

    def _index_imports(self, path: str, data: bytes) -> None:
        self._indexed.add(path)
        for word in all_import_words(data):
            self._spelled.setdefault(word, []).append(path)

    def _reading(self, path: str) -> Reading | FileFacts:
        if path not in self._readings:
            self._readings[path] = self._read(path)
            self._skimmed.pop(path, None)
        return self._readings[path]

    def _read(self, path: str) -> Reading | FileFacts:
        text = self._text(path)
        return FileFacts(path, (), (), (), text) if isinstance(text, Problem) else Reading(path, text)

    def _text(self, path: str) -> str | Problem:
        data = self.read(path)
        return decode(data) if isinstance(data, bytes) else data

    def read(self, path: str) -> bytes | Problem:
        """Return the bytes of a file, or why there are none."""
        data = self._unsaved[path] if path in self._unsaved else self._on_disk(path)
        if self._seen is not None:
            self._seen(path, data)
        return data

    def _on_disk(self, path: str) -> bytes | Problem:
        try:
            return contents(f"{self._root}/{path}", _LARGEST_FILE)
        except OSError as error:
            return Problem(1, 0, f"the file can't be read: {error.strerror}")


def _by_path(holders: Mapping[str, Iterable[str]]) -> Mapping[str, frozenset[str]]:
    """Return, by path, the words that each file holds; the paths are sorted."""
    held: dict[str, set[str]] = {}
    for word, paths in holders.items():
        for path in paths:
            held.setdefault(path, set()).add(word)
    return {path: frozenset(held[path]) for path in sorted(held)}


def _encoded(word: str) -> bytes:
    return word.encode("utf-8", "surrogatepass")
