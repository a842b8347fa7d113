"""An import added to the `ready()` of an AppConfig, or to an AppConfig that has none."""

from __future__ import annotations

from collections.abc import Sequence
from keyword import iskeyword

import libcst as cst

from signal_lint.fixing.imports import Line, is_docstring, is_import, parts, uses
from signal_lint.fixing.layout import holds_comment
from signal_lint.fixing.refusal import Refused


def with_ready(owner: cst.ClassDef, module: str) -> cst.ClassDef:
    """Return an AppConfig with a `ready()` that imports a module."""
    if not isinstance(owner.body, cst.IndentedBlock):
        raise Refused("its class is written on one line")
    for index, line in enumerate(owner.body.body):
        if isinstance(line, cst.FunctionDef) and line.name.value == "ready":
            if line.asynchronous:
                raise Refused("its `ready()` is a coroutine, which Django never runs")
            # Another fix has just added it.
            around = owner.body.body[:index], owner.body.body[index + 1 :]
            return _with_body(owner, [*around[0], importing(line, module), *around[1]])
    body = [line for line in owner.body.body if not _is_pass(line)]
    lines: list[Line] = [] if _is_plain(owner) else [_parsed("super().ready()")]
    lines.append(_import_line(module, cst.IndentedBlock([])))
    ready = cst.FunctionDef(
        name=cst.Name("ready"),
        params=cst.Parameters([cst.Param(cst.Name("self"))]),
        body=cst.IndentedBlock(lines, indent=owner.body.indent),
        leading_lines=[cst.EmptyLine(indent=False)] if body else [],
    )
    return _with_body(owner, [*body, ready])


def _with_body(owner: cst.ClassDef, lines: Sequence[Line]) -> cst.ClassDef:
    return owner.with_changes(body=owner.body.with_changes(body=lines))


def importing(ready: cst.FunctionDef, module: str) -> cst.FunctionDef:
    """Return a `ready()` that imports a module before everything else that it does."""
    package, _, name = module.rpartition(".")
    if package and _imports_top_level(ready, name):
        raise Refused(f"`ready()` imports a top-level `{name}`, which may be meant for it")
    body = _block(ready.body)
    lines = [line for line in body.body if not _is_pass(line)]
    index = 0
    while index < len(lines) and (
        is_import(lines[index]) or _is_super_ready(lines[index]) or (index == 0 and is_docstring(lines[0]))
    ):
        index += 1
    line = _import_line(module, ready.body)
    return ready.with_changes(body=body.with_changes(body=[*lines[:index], line, *lines[index:]]))


def _imports_top_level(node: cst.CSTNode, name: str) -> bool:
    """Tell whether something within a node is `import name`, as Python 2 had it for a module beside."""
    if isinstance(node, cst.Import):
        return any(alias.evaluated_name == name for alias in node.names)
    return any(_imports_top_level(child, name) for child in node.children)


def _import_line(module: str, within: cst.CSTNode) -> cst.SimpleStatementLine:
    """Return the import, under a name that means nothing else where it stands."""
    if not all(part.isidentifier() and not iskeyword(part) for part in module.split(".")):
        raise Refused(f"no import statement can name `{module}`")
    package, _, name = module.rpartition(".")
    whole = f"import {module}"
    text = f"from {package} import {name}" if package and not uses(within, name) else whole
    if text == whole and uses(within, module.partition(".")[0]):
        raise Refused(f"the names `{name}` and `{package}` are taken")
    return _parsed(f"{text}  # noqa: F401")


def _parsed(text: str) -> cst.SimpleStatementLine:
    return cst.ensure_type(cst.parse_statement(text), cst.SimpleStatementLine)


def _block(body: cst.BaseSuite) -> cst.IndentedBlock:
    """Return a body as a block; one on the line of its function, with a line for each statement."""
    if not isinstance(body, cst.SimpleStatementSuite):
        return cst.ensure_type(body, cst.IndentedBlock)
    single = [part.with_changes(semicolon=cst.MaybeSentinel.DEFAULT) for part in body.body]
    lines = [cst.SimpleStatementLine([part]) for part in single]
    return cst.IndentedBlock(lines, header=body.trailing_whitespace)


def _is_pass(line: Line) -> bool:
    """Tell whether a line is `pass` and may go: a comment beside or above it would be lost."""
    return [type(part) for part in parts(line)] == [cst.Pass] and not holds_comment(line)


def _is_super_ready(line: Line) -> bool:
    match parts(line):
        case [
            cst.Expr(
                value=cst.Call(
                    func=cst.Attribute(value=cst.Call(func=cst.Name("super")), attr=cst.Name("ready"))
                )
            )
        ]:
            return True
        case _:
            return False


def _is_plain(owner: cst.ClassDef) -> bool:
    """Tell whether a class derives from Django's AppConfig alone, whose `ready()` does nothing."""
    match owner.bases:
        case [cst.Arg(value=cst.Name(value="AppConfig") | cst.Attribute(attr=cst.Name(value="AppConfig")))]:
            return True
        case _:
            return False
