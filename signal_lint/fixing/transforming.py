"""The one transformer that interprets edits: from a tree and edits to a new tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import libcst as cst

from signal_lint.edits import (
    AddArgument,
    AddImport,
    AppendKwargs,
    AwaitCall,
    Edit,
    ImportInReady,
    RaiseDecorator,
    RemoveArgument,
    RemoveStatement,
    ReplaceExpression,
    place_of,
)
from signal_lint.fixing.imports import parts, uses, uses_from_outside, with_import
from signal_lint.fixing.layout import SPACE, holds_comment, with_argument, with_double_star, without_argument
from signal_lint.fixing.ready import importing, with_ready
from signal_lint.fixing.refusal import Refused
from signal_lint.fixing.removal import Body, without_statements
from signal_lint.source import Location, Span

Node = cst.CSTNode
Decorated = cst.FunctionDef | cst.ClassDef

#: Which nodes an edit may be about; an expression or small statement is known by its end too.
KINDS: dict[type[Edit], tuple[type[Node], ...]] = {
    AppendKwargs: (cst.FunctionDef, cst.Lambda),
    AddArgument: (cst.Call,),
    RemoveArgument: (cst.Call,),
    ReplaceExpression: (cst.BaseExpression,),
    AwaitCall: (cst.Call,),
    RemoveStatement: (cst.BaseSmallStatement,),
    RaiseDecorator: (cst.Decorator,),
    ImportInReady: (cst.FunctionDef, cst.ClassDef),
    AddImport: (),
}
TO_THE_END = (AddArgument, RemoveArgument, ReplaceExpression, AwaitCall, RemoveStatement)


class Transformer(cst.CSTTransformer):
    """Makes edits on the way up; `refused` says of each that was not made why."""

    def __init__(self, spans: Mapping[Node, Span], edits: Iterable[Edit]) -> None:
        super().__init__()
        self.refused: dict[Edit, str] = dict.fromkeys(edits, "the code that it is about is not there")
        self._spans = spans
        #: What the statement or body around it has to do.
        self._noted: dict[Node, Edit] = {}
        self._imports = [edit for edit in self.refused if isinstance(edit, AddImport)]
        self._starting: dict[tuple[int, int], list[Edit]] = {}
        for edit in self.refused:
            span = place_of(edit).span
            self._starting.setdefault((span.line, span.column), []).append(edit)

    def on_visit(self, node: Node) -> bool:
        """Say whether to look into a node: into a statement only where an edit begins on one of its lines.

        To rebuild all others takes most of the time, and changes nothing.
        """
        if not isinstance(node, cst.BaseStatement) or node not in self._spans:
            return True
        decorators = node.decorators if isinstance(node, Decorated) else ()
        first, last = self._spans[decorators[0] if decorators else node].line, self._spans[node].end_line
        return any(first <= line <= last for line, _ in self._starting)

    def on_leave(self, original_node: Node, updated_node: Node) -> Node:  # type: ignore[override]
        """Make the edits of one node."""
        for edit in self._edits_of(original_node):
            if isinstance(edit, RemoveStatement | RaiseDecorator):
                self._noted[original_node] = edit
            else:
                updated_node = self._attempt(edit, original_node, updated_node)
        if self._noted:
            updated_node = self._around(original_node, updated_node)
        if isinstance(updated_node, cst.Module):
            for addition in self._imports:
                updated_node = self._attempt(addition, original_node, updated_node)
        return updated_node

    def _edits_of(self, node: Node) -> list[Edit]:
        spans = dict.fromkeys((self._spans.get(node), self._with_brackets(node)))
        return [
            edit
            for span in spans
            if span is not None
            for edit in self._starting.get((span.line, span.column), ())
            if isinstance(node, KINDS[type(edit)])
            and (not isinstance(edit, TO_THE_END) or place_of(edit).span == span)
        ]

    def _with_brackets(self, node: Node) -> Span | None:
        """Return where an expression stands with all its brackets: that of an argument counts them."""
        if not (isinstance(node, cst.BaseExpression) and node.lpar):
            return self._spans.get(node)
        start, end = self._spans[node.lpar[0]], self._spans[node.rpar[-1]]
        return Span(start.line, start.column, end.end_line, end.end_column)

    def _attempt(self, edit: Edit, original: Node, updated: Node) -> Node:
        try:
            changed = self._edited(edit, original, updated)
        except Refused as reason:
            self.refused[edit] = str(reason)
            return updated
        self.refused.pop(edit, None)
        return changed

    def _edited(self, edit: Edit, original: Node, updated: Node) -> Node:
        match edit, updated:
            case AppendKwargs(name=name), cst.FunctionDef() | cst.Lambda() if uses_from_outside(
                updated.body, name
            ):
                raise Refused(f"its body uses another `{name}`")
            case AppendKwargs(name=name), cst.FunctionDef(whitespace_before_params=opening):
                return updated.with_changes(params=with_double_star(updated.params, name, opening))
            case AppendKwargs(name=name), cst.Lambda():
                space = updated.whitespace_after_lambda if updated.params.children else SPACE
                params = with_double_star(updated.params, name, SPACE)
                return updated.with_changes(params=params, whitespace_after_lambda=space)
            case AddArgument(keyword=keyword, value=value), cst.Call():
                return with_argument(updated, keyword, value)
            case RemoveArgument(value=value), cst.Call() if isinstance(original, cst.Call):
                return without_argument(updated, self._index(original, value))
            case AwaitCall(), cst.Call():
                return cst.Await(updated)
            case ReplaceExpression(code=code), cst.BaseExpression():
                return _replaced(updated, code)
            case ImportInReady(module=module), cst.FunctionDef():
                return importing(updated, module)
            case ImportInReady(module=module), cst.ClassDef():
                return with_ready(updated, module)
            case AddImport(module=source, name=name), cst.Module():
                return with_import(updated, source, name, original)
            case _:
                raise Refused("another fix has changed what it is about")

    def _index(self, call: cst.Call, value: Location) -> int:
        """Return which argument of a call has its value at a place."""
        for index, argument in enumerate(call.args):
            if value.span in (self._spans.get(argument.value), self._with_brackets(argument.value)):
                return index
        raise Refused("the argument is not there")

    def _around(self, original: Node, updated: Node) -> Node:
        """Make the noted edits of what stands directly within a node."""
        if isinstance(original, Body) and isinstance(updated, Body):
            return self._without_statements(original, updated)
        if isinstance(original, Decorated) and isinstance(updated, Decorated):
            return self._with_raised(original, updated)
        return updated

    def _without_statements(self, original: Body, updated: Body) -> Node:
        lines = [line for line in original.body if isinstance(line, cst.SimpleStatementLine)]
        self._keep_what_is_used(original)
        taken = self._taken(part for line in lines for part in line.body)
        return without_statements(original, updated, taken) if taken else updated

    def _keep_what_is_used(self, body: Body) -> None:
        """Refuse to remove a statement whose names stand elsewhere in its body."""
        units = [part for line in body.body for part in (parts(line) or (line,))]
        kept = [part for part in units if part not in self._noted]
        for part in units:
            used = [
                name
                for name in _bound(part)
                if any(uses(each, name) for each in kept if name not in _bound(each))
            ]
            if part in self._noted and used:
                self.refused[self._noted.pop(part)] = f"`{used[0]}` is used elsewhere in the file"

    def _with_raised(self, original: Decorated, updated: Decorated) -> Node:
        taken = self._taken(original.decorators)
        pairs = [*zip(original.decorators, updated.decorators, strict=True)]
        above = [new for old, new in pairs if old in taken]
        return updated.with_changes(decorators=[*above, *(new for old, new in pairs if old not in taken)])

    def _taken(self, parts: Iterable[Node]) -> frozenset[Node]:
        """Return the noted ones of the parts of a node, which are now done."""
        taken = frozenset(part for part in parts if part in self._noted)
        for part in taken:
            self.refused.pop(self._noted[part], None)
        return taken


def _bound(part: Node) -> list[str]:
    match part:
        case cst.Assign(targets=targets):
            return [each.target.value for each in targets if isinstance(each.target, cst.Name)]
        case cst.AnnAssign(target=cst.Name(value=name)):
            return [name]
        case _:
            return []


def _replaced(expression: cst.BaseExpression, code: str) -> cst.BaseExpression:
    if holds_comment(expression):
        raise Refused("a comment stands within the expression")
    return cst.parse_expression(code).with_changes(lpar=expression.lpar, rpar=expression.rpar)
