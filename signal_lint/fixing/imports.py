"""An import added at the top of a file."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from signal_lint.fixing.refusal import Refused

Line = cst.BaseStatement | cst.SimpleStatementLine


def with_import(module: cst.Module, source: str, name: str, before: cst.CSTNode) -> cst.Module:
    """Return a module that has `from source import name`; raise Refused where the name is taken.

    It is taken where the module used it `before` its other edits: these may need the import.
    """
    found = [index for index, line in enumerate(module.body) if _imports(line, source, name)]
    if found and any(_needs(line, name) for line in module.body[: found[0]]):
        raise Refused(f"`{name}` is imported only below the place that would need it")
    if found:
        return module
    if uses(before, name):
        raise Refused(f"`{name}` has another meaning in the file")
    line = cst.parse_statement(f"from {source} import {name}")
    index = _place_among(module.body, source)
    return module.with_changes(body=[*module.body[:index], line, *module.body[index:]])


def _place_among(body: Sequence[Line], source: str) -> int:
    """Return where an import belongs at the top: sorted into the imports of its package, else last."""
    top = 0
    while top < len(body) and (is_import(body[top]) or (top == 0 and is_docstring(body[0]))):
        top += 1
    package = source.partition(".")[0]
    kin = [index for index in range(top) if _source_of(body[index]).partition(".")[0] == package]
    later = [index for index in kin if _source_of(body[index]) > source]
    # In front of the first of its package only where no blank line or comment of a group stands there.
    if later and (later[0] != kin[0] or not _leading(body[later[0]])):
        return later[0]
    return kin[-1] + 1 if kin else top


def _leading(line: Line) -> Sequence[cst.EmptyLine]:
    return line.leading_lines if isinstance(line, cst.SimpleStatementLine) else ()


def _imports(line: Line, source: str, name: str) -> bool:
    return any(
        isinstance(part, cst.ImportFrom)
        and _source_of(line) == source
        and not isinstance(part.names, cst.ImportStar)
        and any(alias.evaluated_name == name and alias.asname is None for alias in part.names)
        for part in parts(line)
    )


def _source_of(line: Line) -> str:
    """Return the module that a line imports from, "" for other lines and relative imports."""
    for part in parts(line):
        match part:
            case cst.ImportFrom(module=cst.Name() | cst.Attribute() as module, relative=()):
                return cst.Module([]).code_for_node(module)
            case cst.Import(names=[cst.ImportAlias() as alias, *_]):
                return alias.evaluated_name
    return ""


def parts(line: Line) -> Sequence[cst.BaseSmallStatement]:
    """Return the small statements of a line, none of a compound statement."""
    return line.body if isinstance(line, cst.SimpleStatementLine) else ()


def is_import(line: Line) -> bool:
    """Tell whether a line imports."""
    return any(isinstance(part, cst.Import | cst.ImportFrom) for part in parts(line))


def is_docstring(line: Line) -> bool:
    """Tell whether a line begins with a string that stands alone."""
    match parts(line):
        case [cst.Expr(value=cst.SimpleString() | cst.ConcatenatedString()), *_]:
            return True
        case _:
            return False


def takes(function: cst.FunctionDef | cst.Lambda, name: str) -> bool:
    """Tell whether a function has a parameter of a name."""
    taken = function.params
    stars = [each for each in (taken.star_arg, taken.star_kwarg) if isinstance(each, cst.Param)]
    named = (*taken.posonly_params, *taken.params, *taken.kwonly_params, *stars)
    return any(each.name.value == name for each in named)


def uses_from_outside(node: cst.CSTNode, name: str) -> bool:
    """Like `uses`, but for functions within that have a parameter of that name."""
    match node:
        case cst.FunctionDef() | cst.Lambda() if takes(node, name):
            return False
        case cst.Name() | cst.ImportFrom():
            return uses(node, name)
        case cst.Attribute() | cst.Arg():
            return uses_from_outside(node.value, name)
        case _:
            return any(uses_from_outside(child, name) for child in node.children)


def _needs(node: cst.CSTNode, name: str) -> bool:
    """Tell whether a statement asks for a name when it is reached: the body of a function waits."""
    match node:
        case cst.FunctionDef():
            return any(uses(part, name) for part in (*node.decorators, node.params))
        case cst.ClassDef():
            head = (*node.decorators, *node.bases, *node.keywords)
            return any(uses(part, name) for part in head) or _needs(node.body, name)
        case cst.BaseCompoundStatement() | cst.BaseSuite() | cst.Else() | cst.Finally() | cst.ExceptHandler():
            return any(_needs(child, name) for child in node.children)
        case _:
            return uses(node, name)


def uses(node: cst.CSTNode, name: str) -> bool:
    """Tell whether a name stands anywhere within a node, other than behind a dot or as a keyword."""
    match node:
        case cst.ImportFrom():
            return any(uses(child, name) for child in node.children if child is not node.module)
        case cst.Name():
            return node.value == name
        case cst.Attribute():
            return uses(node.value, name)
        case cst.Arg():
            return uses(node.value, name)
        case _:
            return any(uses(child, name) for child in node.children)
