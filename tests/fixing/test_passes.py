"""Fixes of a whole project: which are made, in how many passes, and which are withheld.

The analysis is made up: it finds every name in capitals, to be written in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from fixing.editing import at_offset
from outcomes import diagnostic, outcome

from signal_lint.edits import AddImport, AppendKwargs, Edit, ImportInReady, RemoveStatement, ReplaceExpression
from signal_lint.findings import Diagnostic, Fix
from signal_lint.fixing.passes import MOST_PASSES, Repair, repair
from signal_lint.outcome import Outcome

Making = Callable[[str, re.Match[str]], tuple[Edit, ...]]


def smaller(path: str, match: re.Match[str]) -> tuple[Edit, ...]:
    return (ReplaceExpression(at_offset(path, match.string, *match.span()), match[0].lower()),)


def repaired(
    files: Mapping[str, bytes], make: Making = smaller, *, safety: str = "safe", unsafe: bool = False
) -> tuple[Repair, list[int]]:
    """Fix made-up files; return the result, and how many files each analysis was given."""
    given: list[int] = []

    def diagnostics(texts: Mapping[str, bytes]) -> Iterator[Diagnostic]:
        for path, data in sorted(texts.items()):
            for match in re.finditer(r"\b[A-Z]+\b(\(.*\))?", data.decode(errors="replace")):
                fix = Fix("Write small", safety, make(path, match))
                yield diagnostic(location=at_offset(path, match.string, *match.span()), fix=fix)

    def analyse(texts: Mapping[str, bytes]) -> Outcome:
        given.append(len(texts))
        return outcome(*diagnostics({**files, **texts}))

    return repair(analyse, lambda path: files[path] or "it is empty", unsafe=unsafe), given


def test_fixes_of_several_files_are_made_in_one_pass():
    done, given = repaired({"a.py": b"x = A + B\n", "b.py": b"y = C\n", "c.py": b"z\n"})
    assert done.after == {"a.py": b"x = a + b\n", "b.py": b"y = c\n"}
    assert done.before == {"a.py": b"x = A + B\n", "b.py": b"y = C\n"}
    assert (len(done.fixed), done.withheld, done.outcome.diagnostics) == (3, (), ())
    # As found, as read, and as fixed.
    assert given == [0, 2, 2]


def test_a_fix_may_leave_nothing_of_a_file():
    done, _ = repaired({"a.py": b"A\n"}, lambda path, match: (RemoveStatement(at_offset(path, "A", 0, 1)),))
    assert (done.after, done.withheld) == ({"a.py": b""}, ())


def test_nothing_to_fix_is_one_analysis():
    done, given = repaired({"a.py": b"x\n"})
    assert (done.before, done.after, done.fixed, given) == ({}, {}, (), [0])


def test_unsafe_fixes_are_made_when_asked_for():
    files = {"a.py": b"A\n"}
    assert repaired(files, safety="unsafe")[0].after == {}
    assert repaired(files, safety="unsafe", unsafe=True)[0].after == {"a.py": b"a\n"}


def test_findings_may_share_an_edit():
    def sharing(path: str, match: re.Match[str]) -> tuple[Edit, ...]:
        return *smaller(path, match), AddImport(path, "y", "z")

    done, given = repaired({"a.py": b"f(A, B)\n"}, sharing)
    assert (done.after, given) == ({"a.py": b"from y import z\nf(a, b)\n"}, [0, 1, 1])


def test_a_fix_that_waits_sees_what_the_one_before_it_did():
    def whole(path: str, match: re.Match[str]) -> tuple[Edit, ...]:
        """Let every fix rewrite the whole call."""
        code = match.string.strip().replace(match[0], match[0].lower())
        return (ReplaceExpression(at_offset(path, match.string, 0, len(match.string) - 1), code),)

    done, given = repaired({"a.py": b"f(A, B)\n"}, whole)
    assert (done.after, given) == ({"a.py": b"f(a, b)\n"}, [0, 1, 1, 1])


def test_imports_do_not_wait_for_each_other():
    def importing(path: str, match: re.Match[str]) -> tuple[Edit, ...]:
        ready = at_offset(path, match.string, 0, match.string.index(":"))
        return *smaller(path, match), ImportInReady(ready, match[0].lower())

    done, given = repaired({"a.py": b"def ready(self): return\nx = A\ny = B\n"}, importing)
    assert given == [0, 1, 1]
    assert done.after["a.py"].startswith(b"def ready(self):\n    import a  # noqa: F401\n    import b")


def test_a_fix_is_made_whole_or_not_at_all():
    def two(path: str, match: re.Match[str]) -> tuple[Edit, ...]:
        return *smaller(path, match), AppendKwargs(at_offset("b.py", "def f(**k): pass\n", 0, 1), "kwargs")

    done, _ = repaired({"a.py": b"A\n", "b.py": b"def f(**k): pass\n"}, two)
    assert (done.after, done.fixed) == ({}, ())
    assert [each.reason for each in done.withheld] == ["it has a `**` parameter already"]


def test_a_file_that_cannot_be_read_is_not_fixed():
    def elsewhere(path: str, match: re.Match[str]) -> tuple[Edit, ...]:
        return (RemoveStatement(at_offset("b.py", "x\n", 0, 1)),)

    done, _ = repaired({"a.py": b"A\n", "b.py": b""}, elsewhere)
    assert (done.after, [each.reason for each in done.withheld]) == ({}, ["it is empty"])


def test_a_file_that_cannot_be_written_back_is_not_fixed():
    done, _ = repaired({"a.py": b"A # \xff\n"})
    assert done.withheld[0].reason == "the file is not valid utf-8: can't decode byte 0xff"


def test_what_the_encoding_cannot_express_is_not_written():
    def foreign(path: str, match: re.Match[str]) -> tuple[Edit, ...]:
        return (ReplaceExpression(at_offset(path, match.string, *match.span()), "'ä'"),)

    done, _ = repaired({"a.py": b"# coding: ascii\nA\n"}, foreign)
    assert done.withheld[0].reason == "its encoding, `ascii`, has no way to write it"


def test_a_file_may_come_to_nothing():
    def without(path: str, match: re.Match[str]) -> tuple[Edit, ...]:
        return (RemoveStatement(at_offset(path, match.string, *match.span())),)

    done, _ = repaired({"a.py": b"A\n"}, without)
    assert (done.after, done.withheld) == ({"a.py": b""}, ())


def test_fixes_that_undo_each_other_come_to_an_end():
    def more(path: str, match: re.Match[str]) -> tuple[Edit, ...]:
        return (ReplaceExpression(at_offset(path, match.string, *match.span()), f"{match[0]}B"),)

    done, given = repaired({"a.py": b"A\n"}, more)
    assert len(given) == MOST_PASSES + 1
    assert done.after["a.py"] == b"A" + b"B" * (MOST_PASSES - 1) + b"\n"
