"""Lists of arguments and parameters: one more at the end, or one less, laid out as the rest is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import libcst as cst

from signal_lint.fixing.refusal import Refused

Whitespace = cst.BaseParenthesizableWhitespace
Part = TypeVar("Part", cst.Arg, cst.Param)
NO_SPACE = cst.SimpleWhitespace("")
SPACE = cst.SimpleWhitespace(" ")


def with_argument(call: cst.Call, keyword: str, value: str) -> cst.Call:
    """Return the call with `keyword=value` at its end."""
    equal = cst.AssignEqual(whitespace_before=NO_SPACE, whitespace_after=NO_SPACE)
    argument = cst.Arg(keyword=cst.Name(keyword), equal=equal, value=cst.parse_expression(value))
    if any(each.keyword is not None and each.keyword.value == keyword for each in call.args):
        raise Refused(f"it has the argument `{keyword}` already")
    if not call.args:
        return call.with_changes(args=[argument])
    last = call.args[-1]
    if isinstance(last.value, cst.GeneratorExp) and not last.value.lpar:
        raise Refused("its only argument is a generator without parentheses of its own")
    before = _before_each(call.args, call.whitespace_before_args)
    space = last.whitespace_after_arg
    last, argument = _joined(last.with_changes(whitespace_after_arg=NO_SPACE), space, argument, before)
    if not isinstance(argument.comma, cst.Comma):
        argument = argument.with_changes(whitespace_after_arg=_without_comment(space))
    return call.with_changes(args=[*call.args[:-1], last, argument])


def without_argument(call: cst.Call, index: int) -> cst.Call:
    """Return the call without one of its arguments; raise Refused where a comment would go with it."""
    removed, kept = call.args[index], [*call.args[:index], *call.args[index + 1 :]]
    lost: list[cst.CSTNode] = [removed]
    if not kept:
        lost.append(call.whitespace_before_args)
        call = call.with_changes(whitespace_before_args=NO_SPACE)
    elif index == len(kept):
        lost.append(kept[-1])
        kept[-1] = kept[-1].with_changes(
            comma=removed.comma, whitespace_after_arg=removed.whitespace_after_arg
        )
    if any(map(holds_comment, lost)):
        raise Refused("a comment stands beside the argument")
    return call.with_changes(args=kept)


def with_double_star(parameters: cst.Parameters, name: str, opening: Whitespace) -> cst.Parameters:
    """Return the parameters with `**name` behind the last; `opening` stands in front of the first."""
    if parameters.star_kwarg is not None:
        raise Refused("it has a `**` parameter already")
    added = cst.Param(name=cst.Name(name), star="**")
    if isinstance(parameters.posonly_ind, cst.ParamSlash) and not (
        parameters.params or parameters.kwonly_params or isinstance(parameters.star_arg, cst.Param)
    ):
        return _behind_slash(parameters, parameters.posonly_ind, added)
    for group in ("kwonly_params", "star_arg", "params"):
        found = getattr(parameters, group)
        parts = [found] if isinstance(found, cst.Param) else [] if group == "star_arg" else [*found]
        if parts:
            before = _before_each(_all(parameters), opening)
            space = parts[-1].whitespace_after_param
            parts[-1], added = _joined(
                parts[-1].with_changes(whitespace_after_param=NO_SPACE), space, added, before
            )
            if not isinstance(added.comma, cst.Comma):
                added = added.with_changes(whitespace_after_param=_without_comment(space))
            changed = parts[0] if group == "star_arg" else parts
            return parameters.with_changes(**{group: changed, "star_kwarg": added})
    return parameters.with_changes(star_kwarg=added)


def holds_comment(node: cst.CSTNode) -> bool:
    """Tell whether a comment stands anywhere within a node."""
    return isinstance(node, cst.Comment) or any(map(holds_comment, node.children))


def _behind_slash(parameters: cst.Parameters, slash: cst.ParamSlash, added: cst.Param) -> cst.Parameters:
    comma = slash.comma
    if isinstance(comma, cst.Comma):
        added = added.with_changes(
            comma=comma.with_changes(whitespace_after=_without_comment(comma.whitespace_after))
        )
    first = cst.Comma(whitespace_after=SPACE)
    if holds_comment(slash):
        raise Refused("a comment stands behind the `/` of its parameters")
    return parameters.with_changes(posonly_ind=slash.with_changes(comma=first), star_kwarg=added)


def _all(parameters: cst.Parameters) -> list[cst.Param]:
    star = [parameters.star_arg] if isinstance(parameters.star_arg, cst.Param) else []
    return [*parameters.posonly_params, *parameters.params, *star, *parameters.kwonly_params]


def _before_each(parts: Sequence[cst.Arg] | Sequence[cst.Param], opening: Whitespace) -> Whitespace:
    """Return what stands in front of each part: behind the comma before it, or behind the parenthesis."""
    commas = [part.comma.whitespace_after for part in parts[:-1] if isinstance(part.comma, cst.Comma)]
    found = commas[-1] if commas else opening
    return _without_comment(found) if isinstance(found, cst.ParenthesizedWhitespace) else SPACE


def _joined(last: Part, space: Whitespace, added: Part, before: Whitespace) -> tuple[Part, Part]:
    """Put a comma between the last part and the added one; `space` stood behind the last.

    A trailing comma stays one, now behind the added part, and a comment stays beside the last.
    """
    comma = last.comma
    if isinstance(comma, cst.Comma):
        space = comma.whitespace_after
        added = added.with_changes(comma=comma.with_changes(whitespace_after=_without_comment(space)))
    between = cst.Comma(whitespace_after=_behind(space, before))
    return last.with_changes(comma=between), added


def _behind(space: Whitespace, before: Whitespace) -> Whitespace:
    """Return `before`, with the comments of the space that it replaces."""
    if not (isinstance(space, cst.ParenthesizedWhitespace) and holds_comment(space)):
        return before
    if isinstance(before, cst.ParenthesizedWhitespace):
        return space.with_changes(indent=before.indent, last_line=before.last_line)
    deeper = cst.SimpleWhitespace(f"{space.last_line.value}    ")
    return space.with_changes(last_line=deeper)


def _without_comment(space: Whitespace) -> Whitespace:
    if not isinstance(space, cst.ParenthesizedWhitespace):
        return space
    end = cst.TrailingWhitespace(whitespace=NO_SPACE, newline=space.first_line.newline)
    return space.with_changes(first_line=end, empty_lines=[])
