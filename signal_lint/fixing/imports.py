"""An import added at the top of a file."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from signal_lint.fixing.refusal import Refused

Line = cst.BaseStatement | cst.SimpleStatementLine


def with_import(original: cst.Module, module: cst.Module, source: str, name: str) -> cst.Module:
    """Return a module that has `from source import name`; raise Refused where the name was taken.

    It was taken in the original: what is edited already may use what is to be imported.
    """
    if any(_imports(line, source, name) for line in module.body):
        return module
    if uses(original, name):
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
    """Tell whether a line is a string and nothing else."""
    match parts(line):
        case [cst.Expr(value=cst.SimpleString() | cst.ConcatenatedString())]:
            return True
        case _:
            return False


def uses(node: cst.CSTNode, name: str) -> bool:
    """Tell whether a name stands anywhere within a node, other than behind a dot or as a keyword."""
    match node:
        case cst.Name():
            return node.value == name
        case cst.Attribute():
            return uses(node.value, name)
        case cst.Arg():
            return uses(node.value, name)
        case _:
            return any(uses(child, name) for child in node.children)
