"""One file's text -> its `FileFacts`, and, by key, the statements that these leave out.

Invariant: what is parsed alone is parsed as it stands in the file; where that
fails, the whole file decides, and its mistake hides nothing that is sound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from signal_lint import syntax
from signal_lint.extract.import_facts import imports_of
from signal_lint.extract.members import header_end, members
from signal_lint.extract.nested_imports import FoundImport, nested_imports
from signal_lint.extract.outline import Outline, bound_names, outlines
from signal_lint.extract.plain_imports import plain_import
from signal_lint.extract.prefilter import words_of
from signal_lint.extract.regions import Lowered, Region, code_end, deferred
from signal_lint.extract.statements import split
from signal_lint.extract.suppressions import suppressions
from signal_lint.extract.tokens import Text, holds_names
from signal_lint.facts import FileFacts, ImportFact, Problem

_EAGER = ("import", "eager")


class Reading:
    """A file being read: what was found in it so far.

    `parsed` tells whether an answer that somebody asked for took the parser, now or before it was asked for.
    """

    __slots__ = (
        "_headers",
        "_outlines",
        "_source",
        "_statements",
        "_whole",
        "facts",
        "parsed",
        "parsed_at_once",
        "problem",
    )

    def __init__(self, path: str, text: str) -> None:
        self.parsed = False
        self.problem: Problem | None = None
        self._source = Text(text)
        self._statements: dict[str, syntax.Statement | None] = {}
        self._headers: dict[str, syntax.Statement | None] = {}
        self._whole: Lowered | None = None
        found = [outline for chunk in split(text, 0, len(text)) for outline in outlines(text, chunk)]
        self._outlines = {str(index): outline for index, outline in enumerate(found)}
        body, imports = self._contents()
        self.facts = FileFacts(path, body, imports, suppressions(self._source), self.problem)
        self.parsed_at_once = self.parsed

    def statement(self, key: str) -> syntax.Statement | None:
        """Return the statement behind a key, None where there is none or it can't be parsed."""
        outline = self._outline(key)
        if outline is not None:
            self.parsed = True
            if key not in self._statements:
                self._statements[key] = self._statement(key, outline)
        return self._statements.get(key)

    def header(self, key: str, words: frozenset[str]) -> syntax.Statement | None:
        """Return the statement behind a key; only the header of a function whose body holds no such name."""
        outline = self._outline(key)
        if outline is None or outline.kind != "function" or key in self._statements:
            return self.statement(key)
        end = header_end(self._source.text, outline)
        if end is None or holds_names(self._source.text, end, outline.end, words):
            return self.statement(key)
        if key not in self._headers:
            self._headers[key] = self._header(key, outline, end)
        return self._headers[key]

    def _header(self, key: str, outline: Outline, end: int) -> syntax.Statement | None:
        (header,) = self._parse([Region(outline.start, end, "header")])
        match header:
            case (syntax.FunctionDef() as head,):
                start = self._source.offset(head.span.line, head.span.column)
                span = self._source.span(start, code_end(self._source.text, start, outline.end))
                body = syntax.Deferred("other", (), key, mentions=False, span=span)
                return replace(head, body=(body,), span=span)
            case _:
                return self.statement(key)

    def holds(self, key: str, words: frozenset[str]) -> bool:
        """Tell whether the text behind a key holds one of the words as a whole word, strings included."""
        outline = self._outline(key)
        if outline is None:
            return False
        text = self._source.text[outline.start : outline.end]
        return bool(words_of(text.encode(errors="surrogatepass"), words))

    def mentions(self, key: str, names: frozenset[str]) -> bool:
        """Tell whether the code behind a key holds one of the names, in no string and no comment."""
        outline = self._outline(key)
        return outline is not None and holds_names(self._source.text, outline.start, outline.end, names)

    def _outline(self, key: str) -> Outline | None:
        """Return the outline behind a key; those of members come with their class."""
        owner, _, member = key.partition(".")
        if member:
            self.statement(owner)
        return self._outlines.get(key)

    def _contents(self) -> tuple[tuple[syntax.Statement, ...], tuple[ImportFact, ...]]:
        """Return the body of the file and its imports, in the order of the text."""
        imports: dict[str, list[FoundImport]] = {}
        regions: list[Region] = []
        for key, outline in self._outlines.items():
            if _is_parsed_at_once(outline):
                regions.append(_region(outline, "statement"))
            else:
                imports[key] = nested_imports(self._source.text, outline.start, outline.end)
                regions += [Region(found.start, found.end) for found in imports[key]]
        results = self._parse(regions)
        if _has_problem(results):
            whole = self._whole_file()
            if not isinstance(whole, Problem):
                return whole, tuple(imports_of(whole))
        body: list[syntax.Statement] = []
        facts: list[ImportFact] = []
        parsed = iter(results)
        for key, outline in self._outlines.items():
            if key in imports:
                body.append(deferred(self._source, outline, key))
                facts += _import_facts(imports[key], parsed)
            else:
                statements = self._eager(key, next(parsed))
                body += statements
                facts += imports_of(statements)
        return tuple(body), tuple(facts)

    def _eager(self, key: str, result: Lowered) -> tuple[syntax.Statement, ...]:
        """Return what stands in the body for an outline that was parsed at once."""
        outline = self._outlines[key]
        if isinstance(result, Problem):
            return self._salvaged(outline)
        if outline.kind in _EAGER:
            return result
        self._statements[key] = result[0]
        named = replace(outline, names=tuple(bound_names(result[0])))
        return (deferred(self._source, named, key),)

    def _salvaged(self, outline: Outline) -> tuple[syntax.Statement, ...]:
        """Return the imports of a statement that can't be parsed."""
        found = nested_imports(self._source.text, outline.start, outline.end)
        results = self._parse([Region(each.start, each.end) for each in found if each.runs == "module"])
        return tuple([result[0] for result in results if not isinstance(result, Problem)])

    def _statement(self, key: str, outline: Outline) -> syntax.Statement | None:
        is_member = "." in key
        if outline.kind == "class" and not is_member:
            end = header_end(self._source.text, outline)
            if end is not None:
                return self._class(key, outline, end)
        (result,) = self._parse([_region(outline, "member" if is_member else "statement")])
        if isinstance(result, Problem):
            return self._from_whole_file(outline)
        return result[0]

    def _class(self, key: str, outline: Outline, end: int) -> syntax.Statement | None:
        """Return a class whose header ends at `end`, its members deferred as the statements of a file are."""
        found = members(self._source.text, end, outline)
        at_once = [member for member in found if _is_parsed_at_once(member)]
        regions = [_region(member, "member") for member in at_once]
        header, *results = self._parse([Region(outline.start, end, "header"), *regions])
        match header:
            case (syntax.ClassDef() as head,) if not self._is_sound_in_whole_file(results):
                start = self._source.offset(head.span.line, head.span.column)
            case _:
                return self._from_whole_file(outline)
        parsed = iter(results)
        body: list[syntax.Statement] = []
        for index, member in enumerate(found):
            if not _is_parsed_at_once(member):
                member_key = f"{key}.{index}"
                self._outlines[member_key] = member
                body.append(deferred(self._source, member, member_key))
            else:
                result = next(parsed)
                body += () if isinstance(result, Problem) else result
        last = code_end(self._source.text, start, outline.end)
        return replace(head, body=tuple(body), span=self._source.span(start, last))

    def _is_sound_in_whole_file(self, results: Sequence[Lowered]) -> bool:
        """Tell whether what can't be parsed alone can be parsed where it stands."""
        return _has_problem(results) and not isinstance(self._whole_file(), Problem)

    def _from_whole_file(self, outline: Outline) -> syntax.Statement | None:
        """Return the statement of an outline as found in the whole file, which was parsed for it."""
        whole = self._whole_file()
        if isinstance(whole, Problem):
            return None
        line, _ = self._source.place(outline.head)
        for statement in whole:
            if statement.span.line == line:
                return statement
            if isinstance(statement, syntax.ClassDef):
                for member in statement.body:
                    if member.span.line == line:
                        return member
        return None

    def _whole_file(self) -> Lowered:
        if self._whole is None:
            from signal_lint.extract.parsing import parse_file

            self._whole = parse_file(self._source)
            if isinstance(self._whole, Problem):
                self.problem = self._whole
        return self._whole

    def _parse(self, regions: Sequence[Region]) -> list[Lowered]:
        """Return what regions hold; plain imports are read without the parser."""
        plain = [self._plain(region) for region in regions]
        rest = [region for region, found in zip(regions, plain, strict=True) if found is None]
        parsed = iter(self._parsed(rest) if rest else ())
        return [next(parsed) if found is None else found for found in plain]

    def _plain(self, region: Region) -> Lowered | None:
        if region.kind != "statement" or not self._source.text.startswith(("import", "from"), region.start):
            return None
        found = plain_import(self._source, region.start, region.end)
        return None if found is None else (found,)

    def _parsed(self, regions: Sequence[Region]) -> list[Lowered]:
        from signal_lint.extract.parsing import parse_regions

        self.parsed = True
        return parse_regions(self._source, regions)


def _has_problem(results: Sequence[Lowered]) -> bool:
    return any(isinstance(result, Problem) for result in results)


def _is_parsed_at_once(outline: Outline) -> bool:
    return outline.kind in _EAGER or outline.names is None


def _region(outline: Outline, kind: Literal["statement", "member"]) -> Region:
    return Region(outline.start, outline.end, kind if outline.whole_lines else "statement")


def _import_facts(found: Sequence[FoundImport], parsed: Iterator[Lowered]) -> Iterator[ImportFact]:
    for each in found:
        match next(parsed):
            case (syntax.Import() | syntax.ImportFrom() as statement,):
                yield ImportFact(statement, each.runs, each.owner)
