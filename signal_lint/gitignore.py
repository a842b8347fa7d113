"""The patterns of .gitignore files, as git reads them; a `?` is a character, where git takes a byte.

Invariant: no pattern makes matching take long: a tree may be laid out to stall whoever reads it. Of `*a*b`
the earliest `a` is taken and never another one, which atomic groups say; so is the first `a` of `**/a/**/b`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from signal_lint.record import record

#: What a `[…]` may name, in ASCII.
_CLASSES = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": " \t",
    "cntrl": "\0-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": "!-/:-@\\[-`{-~",
    "space": " \t-\r",
    "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}
_TOKEN = re.compile(
    r"(?P<stars>\*+)|(?P<any>\?)|\\(?P<escaped>.)|\[(?P<not>[!^]?)(?P<set>\]?(?:\[:\w+:\]|\\.|[^\]\\])*+)\]"
    r"|(?P<broken>[\[\\])|(?P<literal>.)",
    re.DOTALL,
)
_MEMBER = re.compile(r"\[:(?P<named>\w+):\]|(?P<start>\\.|[^\\])-(?P<end>\\.|[^\\])|\\?(?P<one>.)", re.DOTALL)
_FOLDERS = "(?:[^/]+/)*?"


@record
class Rule:
    """A pattern as an expression for whole paths, and whether what fits is left out or, after a `!`, kept."""

    fits: str
    leaves_out: bool
    only_folders: bool


@record
class Rules:
    """The rules of a file from its last to its first; `any` fits whatever one of them may fit."""

    rules: tuple[Rule, ...]
    any: re.Pattern[str]


def rules_of(lines: Iterable[str]) -> Rules | None:
    """Return what lines of a .gitignore file say, None where that is nothing."""
    found = [rule for line in lines for rule in _rule(line)]
    if not found:
        return None
    return Rules(tuple(reversed(found)), _compiled("|".join(dict.fromkeys(rule.fits for rule in found))))


def verdict(rules: Rules, path: str, *, is_folder: bool) -> bool | None:
    """Tell whether a path is left out, None where nothing is said of it itself."""
    if rules.any.match(path) is None:
        return None
    for rule in rules.rules:
        if (is_folder or not rule.only_folders) and _compiled(rule.fits).match(path):
            return rule.leaves_out
    return None


# Most rules of a long file fit nothing, and are looked at only together.
@functools.cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.DOTALL)


def _rule(line: str) -> Iterator[Rule]:
    pattern = _without_trailing_spaces(line.removesuffix("\r"))
    if pattern.startswith("#"):
        return
    leaves_out = not pattern.startswith("!")
    pattern = pattern.removeprefix("!")
    only_folders = pattern.endswith("/")
    pattern = pattern.removesuffix("/")
    names = pattern.removeprefix("/").split("/") if "/" in pattern else ["**", pattern]
    fits = _path(names) if pattern else None
    if fits is not None:
        yield Rule(fits, leaves_out, only_folders)


def _without_trailing_spaces(line: str) -> str:
    stripped = line.rstrip(" ")
    backslashes = len(stripped) - len(stripped.rstrip("\\"))
    return f"{stripped} " if backslashes % 2 and stripped != line else stripped


def _path(names: Sequence[str]) -> str | None:
    """Return the expression for a whole path, None where the pattern fits nothing."""
    # What stands before, between and after the `**`, each name an expression for one name of a path.
    groups = [""]
    for index, name in enumerate(names):
        if re.fullmatch(r"\*\*+", name):
            groups.append("")
            continue
        written = _name(name)
        if written is None:
            return None
        groups[-1] += written if index == len(names) - 1 else f"{written}/"
    first, *between = groups
    if not between:
        return rf"{first}\Z"
    last = between.pop()
    earliest = "".join(f"(?>{_FOLDERS}{group})" for group in between if group)
    return rf"{first}{earliest}{_FOLDERS}{last}\Z" if last else rf"{first}{earliest}.+\Z"


def _name(pattern: str) -> str | None:
    """Return the expression for one name, None where the pattern fits nothing."""
    # What stands before, between and after the `*`, each of a fixed length.
    chunks = [""]
    for token in _TOKEN.finditer(pattern):
        match token.lastgroup:
            case "stars":
                chunks.append("")
            case "any":
                chunks[-1] += "[^/]"
            case "set":
                written = _set(token["set"], negated=bool(token["not"]))
                if written is None:
                    return None
                chunks[-1] += written
            case "broken":
                return None
            case group:
                chunks[-1] += re.escape(token[group or 0])
    first, *between = chunks
    if not between:
        return first
    last = between.pop()
    return first + "".join(f"(?>[^/]*?{chunk})" for chunk in between) + f"[^/]*{last}"


def _set(members: str, *, negated: bool) -> str | None:
    """Return the expression for one character of a set, None where it names a class that does not exist."""
    written = ""
    for member in _MEMBER.finditer(members):
        if member["named"]:
            if member["named"] not in _CLASSES:
                return None
            written += _CLASSES[member["named"]]
        elif member["start"]:
            start, end = member["start"][-1], member["end"][-1]
            # As in git, of a range that runs backwards the start is left.
            written += f"{re.escape(start)}-{re.escape(max(start, end))}"
        else:
            written += re.escape(member["one"])
    if negated:
        return f"[^/{written}]"
    return f"(?!/)[{written}]"
