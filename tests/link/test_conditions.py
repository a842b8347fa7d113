"""On what a connection depends: the tests around it, as written and with their places."""

from __future__ import annotations

import pytest
from link.linking import row, rows

CONNECT = "post_save.connect(on_save)"


def condition(text: str, **files: str) -> str | None:
    """Return the condition of the only connection; the first line of the text is line 5."""
    return row(text, **files).condition


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CONNECT, None),
        (f"if True:\n    {CONNECT}", None),
        (f"if False:\n    pass\nelse:\n    {CONNECT}", None),
        (f"if a():\n    {CONNECT}", "`a()` (shop/signals.py:5)"),
        (f"if a:\n    pass\nelse:\n    {CONNECT}", "not `a` (shop/signals.py:5)"),
        (
            f"if a:\n    pass\nelif b:\n    {CONNECT}",
            "not `a` (shop/signals.py:5) and `b` (shop/signals.py:7)",
        ),
        (f"a and {CONNECT}", "`a` (shop/signals.py:5)"),
        (f"a or {CONNECT}", "not `a` (shop/signals.py:5)"),
        (f"{CONNECT} if a else None", "`a` (shop/signals.py:5)"),
        (f"None if a else {CONNECT}", "not `a` (shop/signals.py:5)"),
        (f"while a:\n    {CONNECT}", "`a` (shop/signals.py:5)"),
        (f"with a:\n    {CONNECT}", None),
        (f"match a:\n    case 1:\n        {CONNECT}", "`a` matches `1` (shop/signals.py:5)"),
        (
            f"try:\n    a()\nexcept LookupError:\n    pass\nelse:\n    {CONNECT}",
            "no `LookupError` (shop/signals.py:5)",
        ),
        (f"try:\n    a()\nexcept KeyError:\n    {CONNECT}", "`KeyError` (shop/signals.py:5)"),
        (f"try:\n    {CONNECT}\nexcept:\n    pass", "no error (shop/signals.py:5)"),
        (f"try:\n    a()\nexcept KeyError:\n    pass\nfinally:\n    {CONNECT}", None),
        (f"try:\n    {CONNECT}\nfinally:\n    pass", None),
    ],
)
def test_a_row_says_on_what_it_depends(text, expected):
    assert condition(text) == expected


@pytest.mark.parametrize(
    ("guard", "expected"),
    [
        ("if a:\n        return", "not `a` (shop/signals.py:6)"),
        ("if a:\n        b()\n    else:\n        return", "`a` (shop/signals.py:6)"),
        ("if a:\n        if b:\n            return", "no `return` (shop/signals.py:6)"),
        ("try:\n        a()\n    except KeyError:\n        return", "no `KeyError` (shop/signals.py:6)"),
        ("if a:\n        raise KeyError", None),
    ],
)
def test_a_guard_is_a_condition_of_what_stands_behind_it(guard, expected):
    assert condition(f"def wire():\n    {guard}\n    {CONNECT}\nwire()") == expected


def test_a_loop_that_may_break_is_a_condition_of_its_later_rounds():
    text = (
        "for each in (Book, Author):\n    post_save.connect(on_save, sender=each)\n    if a:\n        break"
    )
    assert [each.condition for each in rows(text)] == ["no `break` (shop/signals.py:5)", None]


def test_a_long_test_is_cut():
    text = condition(f"if {' or '.join(f'name_{number}' for number in range(40))}:\n    {CONNECT}")
    assert text is not None
    assert text.endswith("…` (shop/signals.py:5)")
    assert len(text) < 150
