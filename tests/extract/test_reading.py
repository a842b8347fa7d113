"""Facts of one file, and statements by key."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signal_lint import syntax
from signal_lint.extract import members as members_module
from signal_lint.extract import reading as reading_module
from signal_lint.extract.reading import Reading
from signal_lint.extract.statements import Chunk
from signal_lint.facts import FileFacts, ImportFact, Problem
from signal_lint.source import Span
from signal_lint.syntax import Deferred, Statement


def facts(text: str) -> FileFacts:
    return Reading("a.py", text).facts


def outline(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.kind, each.names) for each in facts(text).body if isinstance(each, Deferred)]


def statement(text: str, key: str = "0") -> Statement | None:
    return Reading("a.py", text).statement(key)


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("async def f(): pass", "function", ("f",)),
        ("@d\nclass A: pass", "class", ("A",)),
        ("a = b = 1", "assignment", ("a", "b")),
        ("a, (b, *c) = [d, e] = x", "assignment", ("a", "b", "c", "d", "e")),
        ("a.b, c[0], d, *e = x", "assignment", ("d", "e")),
        ("a.b = c", "assignment", ()),
        ("a[b] = c", "assignment", ()),
        ("a: int = 1", "assignment", ("a",)),
        ("a: int", "assignment", ("a",)),
        ("a += [1]", "assignment", ("a",)),
        ("(a).b += [1]", "assignment", ()),
        ("type A[T] = list[T]", "assignment", ("A",)),
        ("type = 1", "assignment", ("type",)),
        ("a = lambda b=1: b", "assignment", ("a",)),
        ("lambda a=1: a", "other", ()),
        ("a = b == c", "assignment", ("a",)),
        ("a.append(b=1)", "other", ()),
        ("assert a == 1", "other", ()),
        ("match = 1", "assignment", ("match",)),
        ('"""text"""', "other", ()),
        ("é = 'f(=)'", "assignment", ("é",)),
    ],
)
def test_a_deferred_statement_says_what_it_is_and_binds(text: str, kind: str, names: tuple[str, ...]) -> None:
    assert outline(text) == [(kind, names)]


def test_statements_between_semicolons_are_apart_and_keep_their_columns() -> None:
    reading = Reading("a.py", "a = 1;  f(b); import c\n")
    assert [each.span for each in reading.facts.body] == [
        Span(1, 0, 1, 5),
        Span(1, 8, 1, 12),
        Span(1, 14, 1, 22),
    ]
    second = reading.statement("1")
    assert isinstance(second, syntax.Expr)
    assert second.span == Span(1, 8, 1, 12)


@pytest.mark.parametrize(
    "text", ["if a:\n    b\nelse:\n    c", "with a as b: pass", "match a:\n    case 1:\n        b", "del a"]
)
def test_compounds_and_deletions_are_lowered_at_once(text: str) -> None:
    (only,) = facts(text).body
    assert not isinstance(only, Deferred)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import a", ("module", "")),
        ("if x: import a", ("module", "")),
        ("lazy import a", ("module", "")),
        ("if TYPE_CHECKING:\n    import a", ("type-checking", "")),
        ("if not typing.TYPE_CHECKING:\n    pass\nelse:\n    import a", ("type-checking", "")),
        ("if TYPE_CHECKING and x:\n    def f():\n        import a", ("type-checking", "f")),
        ("if x:\n    class A:\n        def f(self):\n            import a", ("function", "A.f")),
        ("for x in y:\n    pass\nelse:\n    import a", ("module", "")),
        ("try:\n    pass\nexcept A:\n    import a", ("module", "")),
        ("with x:\n    import a", ("module", "")),
        ("match x:\n    case 1:\n        import a", ("module", "")),
        ("class A:\n    import a", ("module", "A")),
        ("class A:\n    if TYPE_CHECKING:\n        import a", ("type-checking", "A")),
        ("def f():\n    if TYPE_CHECKING:\n        pass\n    else:\n        import a", ("function", "f")),
        ("def f(): x; import a", ("function", "f")),
        (
            "class A:\n    @x\n    async def f(self):\n        def g(): pass\n        import a",
            ("function", "A.f"),
        ),
    ],
)
def test_an_import_says_when_it_runs_and_who_owns_it(text: str, expected: tuple[str, str]) -> None:
    (fact,) = facts(f"'''\nimport nothing\n'''\n{text}\n").imports
    assert (fact.runs, fact.owner) == expected
    assert fact.statement == syntax.Import((syntax.Alias("a"),))


def test_a_nested_import_keeps_its_place() -> None:
    (fact,) = facts("def f():\n    from .a import (\n        b as c,\n    )\n").imports
    expected = syntax.ImportFrom("a", (syntax.Alias("b", "c"),), 1)
    assert fact == ImportFact(expected, "function", "f")
    assert fact.statement.span == Span(2, 4, 4, 5)


@pytest.mark.parametrize(
    "text", ["from a.\\\n  b import c", "from a.b\\\n\\\n import c", "x; from\\\n a.b import c"]
)
def test_a_nested_import_may_go_on_before_it_says_so(text: str) -> None:
    (fact,) = facts(f"def f():\n    {text}\n").imports
    assert (fact.statement, fact.runs) == (syntax.ImportFrom("a.b", (syntax.Alias("c"),), 0), "function")


def test_what_looks_like_an_import_in_a_string_is_none() -> None:
    assert facts("def f():\n    '''\n    import a\n    '''\n").imports == ()


def test_a_class_comes_with_its_members_deferred() -> None:
    text = "@d\nclass A(B):\n\t'''doc'''\n\ta = 1; b: int\n\tdef f(self): connect()\n\tclass D:\n\t\tx = 1\n"
    reading = Reading("a.py", text)
    found = reading.statement("0")
    assert isinstance(found, syntax.ClassDef)
    members = [(each.kind, each.names) for each in found.body if isinstance(each, Deferred)]
    assert members == [
        ("other", ()),
        ("assignment", ("a",)),
        ("assignment", ("b",)),
        ("function", ("f",)),
        ("class", ("D",)),
    ]
    kinds = [type(reading.statement(f"0.{index}")).__name__ for index in range(5)]
    assert kinds == ["Expr", "Assign", "Assign", "FunctionDef", "ClassDef"]


def test_what_runs_with_a_class_body_comes_with_it() -> None:
    found = statement("class A:\n    if a:\n        b = 1\n    c.d, (e) = 1\n")
    assert isinstance(found, syntax.ClassDef)
    assert [type(each).__name__ for each in found.body] == ["If", "Assign"]


def test_a_method_is_found_without_asking_for_its_class_first() -> None:
    assert isinstance(statement("class A:\n    def f(self): pass\n", "0.0"), syntax.FunctionDef)


@pytest.mark.parametrize("key", ["7", "0.9", "nonsense"])
def test_an_unknown_key_has_no_statement(key: str) -> None:
    assert statement("class A: pass\n", key) is None


def test_words_are_looked_for_in_the_text_behind_a_key() -> None:
    reading = Reading("a.py", "def f(): a.connect(b)\n")
    assert reading.holds("0", frozenset({"connect"}))
    assert not reading.holds("0", frozenset({"conn"}))
    assert not reading.holds("1", frozenset({"connect"}))


def test_a_mention_and_a_span_reach_from_the_decorators_to_the_end_of_the_code() -> None:
    (found,) = facts("@receiver(a)\ndef f():\n    b;  # c\n# d\n").body
    assert isinstance(found, Deferred)
    assert found.mentions
    assert found.span == Span(1, 0, 3, 5)


def test_a_mistake_hides_nothing_that_is_sound() -> None:
    text = "if a:\n    print 'x'\n    import lost\nimport b\ndef f():\n    pass\n"
    reading = Reading("a.py", text)
    assert reading.problem == Problem(2, 13, "invalid syntax")
    assert reading.facts.problem == reading.problem
    assert [fact.statement for fact in reading.facts.imports][-1] == syntax.Import((syntax.Alias("b"),))
    assert isinstance(reading.facts.body[-1], Deferred)


def test_a_mistake_in_a_function_is_met_when_it_is_asked_for() -> None:
    reading = Reading("a.py", "def f():\n    print 'x'\ndef g(): pass\n")
    assert reading.problem is None
    assert reading.statement("0") is None
    assert reading.problem == Problem(2, 13, "invalid syntax")
    assert isinstance(reading.statement("1"), syntax.FunctionDef)


def test_a_mistake_in_a_class_costs_the_member_that_has_it() -> None:
    reading = Reading("a.py", "class A(B):\n    x = 1\n    y = = 2\n    def f(self): pass\n")
    assert isinstance(reading.statement("0"), syntax.ClassDef)
    assert isinstance(reading.statement("0.0"), syntax.Assign)
    assert reading.statement("0.1") is None
    assert isinstance(reading.statement("0.2"), syntax.FunctionDef)
    assert reading.problem == Problem(3, 10, "invalid syntax")


def test_a_header_that_cannot_be_parsed_has_no_class() -> None:
    assert statement("class A(B:\n    x = 1\n    def f(self): pass\n") is None


def test_a_header_with_a_mistake_has_no_class_and_no_function() -> None:
    assert statement("class A(B C):\n    x = 1\n") is None
    assert Reading("a.py", "def f(a b):\n    pass\n").header("0", frozenset({"connect"})) is None


def test_of_a_function_only_the_header_is_read_where_its_body_holds_no_word() -> None:
    reading = Reading("a.py", "@d\ndef f(a):\n    b.connect(c)\n")
    header = reading.header("0", frozenset({"send"}))
    assert isinstance(header, syntax.FunctionDef)
    assert isinstance(header.body[0], Deferred)
    assert header.span == Span(2, 0, 3, 16)
    assert reading.header("0", frozenset({"send"})) is header
    assert reading.header("0", frozenset({"connect"})) == reading.statement("0") != header


def test_an_import_with_a_mistake_hides_no_other() -> None:
    found = facts("def f():\n    import a b\n    import c\n")
    assert [fact.statement for fact in found.imports] == [syntax.Import((syntax.Alias("c"),))]
    assert found.problem is not None
    assert found.problem.line == 2


def test_a_target_that_only_the_parser_understands_binds_its_names() -> None:
    assert outline("f(a).b, *c = x") == [("assignment", ("c",))]
    assert outline("a[b if c else d], e = f = x") == [("assignment", ("e", "f"))]


@pytest.mark.parametrize("text", ["'#", "\\\n # c", "import b\n\\\n\\\n#"])
def test_a_comment_without_code_before_it_belongs_to_no_statement(text: str) -> None:
    for each in facts(text).body:
        assert each.span.end_line <= text.count("\n") + 1


def lines_for_statements(text: str, start: int, stop: int, indent: str = "") -> list[Chunk]:
    """Split as the splitter never does: every line is taken for a statement."""
    ends = [found.start() for found in re.finditer("\n", text)]
    starts = [0, *[end + 1 for end in ends]]
    return [Chunk(first, first, end) for first, end in zip(starts, ends, strict=False)]


def test_where_the_splitter_was_wrong_the_whole_file_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "split", lines_for_statements)
    found = facts("if a:\n    import b\n")
    assert found.problem is None
    assert isinstance(found.body[0], syntax.If)
    assert [fact.statement for fact in found.imports] == [syntax.Import((syntax.Alias("b"),))]


@pytest.mark.parametrize(
    "text", ["def f(): (\n    a)\n", "class A:\n    def f(self): (\n    a)\n", "@a\n@b\nclass C: pass\n"]
)
def test_a_statement_cut_short_is_taken_from_the_whole_file(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(reading_module, "split", lines_for_statements)
    reading = Reading("a.py", text)
    found = [reading.statement(each.key) for each in reading.facts.body if isinstance(each, Deferred)]
    assert reading.problem is None
    assert all(each is None or not isinstance(each, Deferred) for each in found)


def lines_for_members(text: str, start: int, stop: int, indent: str) -> list[Chunk]:
    return [chunk for chunk in lines_for_statements(text, start, stop, indent) if chunk.start >= start]


def test_where_the_splitter_was_wrong_in_a_class_the_whole_file_decides(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(members_module, "split", lines_for_members)
    reading = Reading("a.py", "class A:\n    x = (1,\n        2)\n    y = 1\n")
    assert isinstance(reading.statement("0"), syntax.ClassDef)
    found = reading.statement("0.0")
    assert isinstance(found, syntax.Assign)
    assert found.span == Span(2, 4, 3, 10)
    assert reading.problem is None


CODE = [
    "def f():\n", "class A(B):\n", "    x = 1\n", "    import a\n", "\tx\n", "@d\n", "else:\n", "if a:\n",
    "a; b\n",     "# c\n",     "    def g(self): pass\n", "import b\n", "from c import (\n", "d)\n", "(", ")",
    "'", '"""', "f'{", "}", "\\\n", "\f",
    "x.connect(y)\n", "print 'x'\n", "a = b, c = d\n", "match x:\n",
    "    case [1, *_]: pass\n", "é", "pass\n",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(CODE), max_size=14).map("".join))
def test_no_text_makes_reading_fail(text: str) -> None:
    reading = Reading("a.py", text)
    before = reading.facts
    for found in before.body:
        if isinstance(found, Deferred):
            whole = reading.statement(found.key)
            assert whole is None or not isinstance(whole, Deferred)
    assert reading.facts == before


def test_a_decorator_of_no_definition_is_a_problem() -> None:
    assert facts("@receiver(a)\nb.connect(c)\n").problem is not None


@pytest.mark.parametrize("question", [Reading.holds, Reading.mentions, Reading.header])
def test_a_member_is_found_whether_or_not_its_class_was_asked_for(question):
    """What is kept from an earlier run may answer for the class, and the file for its member."""
    text = "class A:\n    def a(self):\n        x\n\n    def b(self):\n        y\n"
    asked = Reading("a.py", text)
    asked.statement("0")
    for key in ("0.0", "0.1", "0.2", "9.0"):
        fresh = Reading("a.py", text)
        assert question(fresh, key, frozenset("x")) == question(asked, key, frozenset("x"))
