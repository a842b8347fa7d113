"""On what a connection depends: the tests around it, as written and with their places."""

from __future__ import annotations

import pytest
from link.linking import row, rows, shop
from link.starting import ready, started

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


def loaded(ready_body: str, **files: str) -> list[tuple[str, str | None, bool]]:
    """Return of each connection of a project whose `ready()` does something when, if what, and if surely."""
    found = started(**{"shop/apps.py": ready(ready_body), **files}).connections
    return [(each.loaded, each.condition, each.certain) for each in found]


def test_an_import_in_ready_under_a_condition_is_one_of_what_it_loads():
    body = "if enabled():\n    from shop import signals"
    assert loaded(body) == [("startup", "`enabled()` (shop/apps.py:9)", False)]


def test_what_a_module_imports_that_is_loaded_under_a_condition_is_so_too():
    files = {"shop/far.py": "import shop.signals\n"}
    assert loaded("if a:\n    import shop.far", **files) == [("startup", "`a` (shop/apps.py:9)", False)]


def test_a_sure_import_wins_over_one_under_a_condition():
    assert loaded("if a:\n    import shop.signals\nimport shop.signals") == [("startup", None, True)]
    files = {"shop/models.py": "import shop.signals\n"}
    assert loaded("if a:\n    import shop.signals", **files) == [("startup", None, True)]


def test_modules_that_are_looked_for_under_a_condition_are_loaded_under_it():
    body = "from django.utils.module_loading import autodiscover_modules\nif a:\n    autodiscover_modules('signals')"
    assert loaded(body) == [("startup", "`a` (shop/apps.py:10)", False)]


def test_both_conditions_are_told():
    files = {
        "shop/signals.py": "from django.db.models.signals import post_save\nif b:\n    post_save.connect(print)\n"
    }
    assert loaded("if a:\n    import shop.signals", **files) == [
        ("startup", "`a` (shop/apps.py:9) and `b` (shop/signals.py:2)", False)
    ]


def test_an_app_that_is_listed_under_a_condition_is_one_of_what_its_start_up_loads():
    files = {"settings.py": "INSTALLED_APPS = ['far']\nif DEBUG:\n    INSTALLED_APPS += ['shop']\n"}
    text = "`shop` is an installed app (settings.py:3)"
    assert [row[:2] for row in loaded("import shop.signals", **files)] == [("startup", text)]
    connects = "from django.db.models.signals import post_save\npost_save.connect(print)"
    files["shop/signals.py"] = ""
    assert [row[:2] for row in loaded(connects, **files)] == [("startup", text)]


def test_a_use_of_the_decorator_under_a_condition_is_one():
    found = shop("if a:\n    @receiver(post_save)\n    def on(sender, **kw): pass\n")
    assert len(found.receiver_uses) == 1
