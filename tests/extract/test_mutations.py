"""Real files with something cut out, doubled or put in: nothing raises, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from robustness.inspecting import inspect_bytes

FIXTURES = Path(__file__).parents[2] / "fixtures"
SEEDS = [path.read_bytes() for path in sorted(FIXTURES.rglob("*.py")) if 200 < path.stat().st_size < 1_500]
PIECES = [
    b"\r", b"\r\n", b"\f", b"\xef\xbb\xbf", b"\0", b"\t", b"\\\n", b"\\", b"'", b'"', b'"""', b"f'{", b"(",
    b")", b"]", b"#", b"# noqa: SGL1", b":", b";", b"@", b"import a", b"from . import (b,", b"\n    ",
    b"\xff", b"# coding: latin-1\n",
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Return a file of the fixtures after one to three accidents."""
    data = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(start + 40, len(data))))
        put = draw(
            st.sampled_from([b"", data[start:end] * 2]) | st.sampled_from(PIECES) | st.binary(max_size=3)
        )
        data = data[:start] + put + data[end:]
    return data


@settings(max_examples=60, deadline=None)
@given(mutated())
def test_no_accident_breaks_a_promise(data: bytes) -> None:
    assert inspect_bytes(data) == []


@pytest.mark.parametrize("ending", [b"\r", b"\r\n", b"\n\f"], ids=repr)
def test_line_ends_change_nothing(ending: bytes) -> None:
    assert [found for data in SEEDS[:5] for found in inspect_bytes(data.replace(b"\n", ending))] == []


def test_a_file_may_end_anywhere() -> None:
    data = SEEDS[0]
    assert [found for end in range(0, len(data), 3) for found in inspect_bytes(data[:end])] == []
