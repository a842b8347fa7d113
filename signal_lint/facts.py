"""What one file says, as written, and how the linker asks for it.

Invariant: facts are frozen plain data; each is a pure function of one file's
bytes and of the extractor's version, whoever asks and in whatever order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Protocol

from signal_lint.record import record
from signal_lint.syntax import Import, ImportFrom, Statement

#: The names that code which connects has to use, whatever else it does.
CONNECTING = frozenset({"connect", "disconnect", "receiver"})


@record
class ImportFact:
    """One import statement, wherever in the file it stands.

    `runs` says when: with the module itself (`module`: also inside `if`, `try`
    and class bodies), only when a function is called (`function`), or never
    (`type-checking`: under `if TYPE_CHECKING`). `owner` is the qualname of the
    innermost function or class around it, `""` for the module.
    """

    statement: Import | ImportFrom
    runs: Literal["module", "function", "type-checking"]
    owner: str


@record
class Suppression:
    """A `# noqa` comment; `codes` is None where it names none and so means all.

    flake8 takes one within a string for a comment, and so does every other door. `ours` tells that it is
    a real one that names codes of signal-lint.
    """

    line: int
    codes: tuple[str, ...] | None
    column: int = 0
    ours: bool = False


@record
class Problem:
    """Why a file, or a part of it, could not be read. `line` 1-based, `column` 0-based.

    `unreadable` is the file's fault, `internal` the analyser's own.
    """

    line: int
    column: int
    message: str
    kind: Literal["unreadable", "internal"] = "unreadable"


@record
class FileFacts:
    """One file: complete but shallow. What `body` holds as `Deferred` is asked for by key."""

    path: str
    body: tuple[Statement, ...]
    imports: tuple[ImportFact, ...]
    suppressions: tuple[Suppression, ...]
    problem: Problem | None = None


class Sources(Protocol):
    """The files of the project, as the linker may ask for them.

    Paths are POSIX and relative to the project root.
    """

    @property
    def paths(self) -> tuple[str, ...]:
        """Every Python file of the project, sorted."""

    def facts(self, path: str) -> FileFacts:
        """Return the facts of a file of `paths`; one that can't be read has a problem and no body."""

    def imports(self, path: str) -> tuple[ImportFact, ...]:
        """Return those of `facts`; of a file of which nothing else is asked, nothing else is kept."""

    def statement(self, path: str, key: str) -> Statement | None:
        """Return the whole statement behind a `Deferred`, None where it can't be parsed.

        A class comes with its methods as `Deferred`; everything else is complete.
        """

    def header(self, path: str, key: str, words: frozenset[str]) -> Statement | None:
        """Return the statement behind a `Deferred`, as `statement` does.

        But a function whose body holds none of the words has one `Deferred` for its body, of its own key.
        """

    def holds(self, path: str, key: str, words: frozenset[str]) -> bool:
        """Tell whether the text behind a `Deferred` holds one of the whole words, strings included."""

    def mentions(self, path: str, key: str, names: frozenset[str]) -> bool:
        """Tell whether the code behind a `Deferred` holds one of the names, in no string and no comment."""

    def containing(self, words: frozenset[str]) -> Mapping[str, frozenset[str]]:
        """Return, by path, which of these words a file holds as whole ASCII words; no file without any."""

    def importing(self, words: frozenset[str]) -> Mapping[str, frozenset[str]]:
        """Like `containing`, but looks only at lines that belong to an import statement.

        May name a file too many (a line of a docstring that looks like an import), never one too few.
        """

    def spells(self, path: str, package: str, name: str) -> bool:
        """Tell whether an import statement of a file spells a name in a package; too often, as `importing`.

        Both are single words: it holds `package.name`, or `package import …, name`. Dots alone are no
        package: what follows them stands in one called `from`.
        """
