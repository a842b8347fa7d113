"""Code as people write it: generated receivers in every layout that Python allows."""

from __future__ import annotations

from hypothesis import strategies as st

#: Between tokens within parentheses.
SPACES = [
    "",
    " ",
    "  ",
    "\t",
    "\n",
    "\n    ",
    "  # why\n  ",
    "# größe\n\t",
    " \\\n ",
    "\n\n  # two\n",
    "\x0c ",
]
COMMENTS = ["", "  # noqa", "# ünïcode", "\t# a, b): ("]
NAMES = ["sender", "instance", "größe", "raw", "_", "using"]
VALUES = ["None", "f(x)", "'it\\'s'", '"# no comment"', "{'a': [1]}", "lambda a: a", "x if y else (z)", "é"]
INDENTS = ["    ", "  ", "\t", " \t"]
NEWLINES = ["\n", "\r\n"]
ABOVE = ["", "# above\n", "import os\n\n", '"""Doc."""\n', "x = 1; y = 2\n", "# -*- coding: utf-8 -*-\n\n"]

space = st.sampled_from(SPACES)
comment = st.sampled_from(COMMENTS)


@st.composite
def separated(draw: st.DrawFn, parts: list[str]) -> str:
    """Write parts with commas between, and perhaps one behind the last."""
    text = "".join(
        f"{draw(space)}{part}{draw(space)}{',' if index < len(parts) - 1 else ''}"
        for index, part in enumerate(parts)
    )
    return text + draw(st.sampled_from(["", "," + draw(space)])) if parts else draw(space)


@st.composite
def parameters(draw: st.DrawFn) -> str:
    """Write parameters of every kind, in their order, without `**`."""
    plain, default = st.sampled_from(["", ": int"]), st.sampled_from([f"={value}" for value in VALUES])
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=4))
    required = draw(st.integers(0, len(names)))
    parts = [name + draw(plain if index < required else default) for index, name in enumerate(names)]
    star = draw(st.sampled_from([[], ["*", "only"], ["*args"], ["*args", "only=1"]]))
    slash = ["/"] if parts and draw(st.booleans()) else []
    cut = draw(st.integers(1, len(parts))) if slash else 0
    return draw(separated([*parts[:cut], *slash, *parts[cut:], *star]))


@st.composite
def arguments(draw: st.DrawFn) -> str:
    """Write arguments: positional, starred, keywords, two stars."""
    first = draw(st.lists(st.sampled_from([*VALUES, "*more", "(x for x in y)"]), max_size=2))
    named = draw(st.lists(st.sampled_from(["sender=A", "dispatch_uid='ü'", "**rest"]), unique=True))
    return draw(separated([*first, *sorted(named)]))


@st.composite
def decorators(draw: st.DrawFn) -> str:
    """Write decorators with comments above and behind them."""
    return "".join(
        draw(st.sampled_from(["", "# on\n"])) + f"@{name}({draw(arguments())}){draw(comment)}\n"
        for name in draw(st.lists(st.sampled_from(["log", "receiver", "a.b"]), unique=True))
    )


@st.composite
def receivers(draw: st.DrawFn) -> str:
    """Write a module with one decorated function `on_save`, whose body calls `target(…)`."""
    head = f"{draw(st.sampled_from(['', 'async ']))}def on_save({draw(parameters())}):{draw(comment)}\n"
    call = f"[{draw(space)}target({draw(arguments())}){draw(space)}]"
    body = f"{draw(st.sampled_from(INDENTS))}x = {call}{draw(comment)}\n"
    text = draw(st.sampled_from(ABOVE)) + draw(decorators()) + head + body + draw(comment)
    return text.replace("\n", draw(st.sampled_from(NEWLINES)))
