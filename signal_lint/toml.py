"""Reading TOML that somebody may have written to stall whoever reads it.

tomllib takes time and memory with the square of a key's parts: 200 kB can fill the memory of a machine.
"""

from __future__ import annotations

import re

#: tomllib takes a second or two for this much. No file that people write is as long.
LARGEST = 1_000_000
_MOST_PARTS = 50
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_LONG_KEY = re.compile(rf"(?<![\w-])(?:{_PART}){{{_MOST_PARTS}}}")


def parse(text: str) -> dict[str, object]:
    """Return what a document says; raise a ValueError that tells in one line why it can't be read."""
    # Costs 13 ms, and most runs find no TOML.
    import tomllib

    if len(text) > LARGEST:
        raise ValueError(f"larger than {LARGEST / 1_000_000:g} MB")
    if _LONG_KEY.search(text):
        raise ValueError(f"not valid TOML: a key of more than {_MOST_PARTS} parts")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("not valid TOML: nested too deep") from error
    except ValueError as error:
        # A TOMLDecodeError, or what Python says of a number with thousands of digits.
        raise ValueError(f"not valid TOML: {' '.join(str(error).split())}") from error
