"""Imports added at the top of files, and into `ready()`."""

from __future__ import annotations

import pytest
from fixing.editing import PATH, at, refusals, rewritten

from signal_lint.edits import AddImport, ImportInReady, ReplaceExpression

SETTINGS = AddImport(PATH, "django.conf", "settings")
LINE = "from django.conf import settings\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = 1\n", f"{LINE}x = 1\n"),
        ('"""Doc."""\n\nx = 1\n', f'"""Doc."""\n{LINE}\nx = 1\n'),
        (
            "from django.apps import apps\nfrom django.db import models\n\nfrom shop import x\n",
            f"from django.apps import apps\n{LINE}from django.db import models\n\nfrom shop import x\n",
        ),
        (
            "import os\n\nfrom django.db import models\n",
            f"import os\n\nfrom django.db import models\n{LINE}",
        ),
        ("import django.db\nfrom .models import A\n", f"{LINE}import django.db\nfrom .models import A\n"),
        ("from .models import A\nx = 1\n", f"from .models import A\n{LINE}x = 1\n"),
        ("from __future__ import annotations\n", f"from __future__ import annotations\n{LINE}"),
        (LINE, LINE),
        (
            "from django.conf import global_settings, settings\n",
            "from django.conf import global_settings, settings\n",
        ),
        ("x.settings\nf(settings=1)\n", f"{LINE}x.settings\nf(settings=1)\n"),
    ],
)
def test_an_import_is_added_among_those_at_the_top(before: str, after: str):
    assert rewritten(before, SETTINGS) == after


def test_the_code_that_needs_the_import_is_no_other_use():
    text = "f(sender=OLD)\n"
    edit = ReplaceExpression(at(text, "OLD"), "settings.AUTH_USER_MODEL")
    assert rewritten(text, edit, SETTINGS) == f"{LINE}f(sender=settings.AUTH_USER_MODEL)\n"


@pytest.mark.parametrize(
    "text",
    [
        "from shop import settings\n",
        "from django.conf import settings as settings_\nsettings = 1\n",
        "def f(settings): pass\n",
        "if x:\n    from django.conf import settings\n",
    ],
)
def test_a_name_with_another_meaning_is_left_alone(text: str):
    assert refusals(text, SETTINGS) == ["`settings` has another meaning in the file"]


def test_what_needs_the_import_does_not_stand_in_its_way():
    text = "connect(f, sender=User)\n"
    edits = ReplaceExpression(at(text, "User"), "settings.AUTH_USER_MODEL"), SETTINGS
    assert rewritten(text, *edits) == f"{LINE}connect(f, sender=settings.AUTH_USER_MODEL)\n"


def test_a_star_import_may_bring_the_name_but_hides_it_no_more():
    assert rewritten("from django.conf import *\n", SETTINGS) == f"from django.conf import *\n{LINE}"


READY = """\
class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
{}
"""


def in_ready(body: str, module: str = "shop.signals") -> str:
    text = READY.format(body)
    return rewritten(text, ImportInReady(at(text, "def ready"), module))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("        pass", "        IMPORT"),
        ("        go()", "        IMPORT\n        go()"),
        ('        """Doc."""\n        go()', '        """Doc."""\n        IMPORT\n        go()'),
        (
            "        from . import a\n\n        a.go()",
            "        from . import a\n        IMPORT\n\n        a.go()",
        ),
        ("        if x:\n            pass", "        IMPORT\n        if x:\n            pass"),
    ],
)
def test_a_module_is_imported_before_the_rest_of_ready(before: str, after: str):
    line = "from shop import signals  # noqa: F401"
    assert in_ready(before) == READY.format(after.replace("IMPORT", line))


def test_a_ready_on_one_line_gets_lines():
    text = "class C(AppConfig):\n    def ready(self): go(); stop()  # now\n"
    assert rewritten(text, ImportInReady(at(text, "def ready"), "signals")) == (
        "class C(AppConfig):\n    def ready(self):  # now\n"
        "        import signals  # noqa: F401\n        go()\n        stop()\n"
    )


def test_a_name_that_is_used_in_ready_is_not_bound_again():
    body = "        x = signals.post_save"
    assert in_ready(body) == READY.format(f"        import shop.signals  # noqa: F401\n{body}")


def test_without_a_free_name_nothing_is_imported():
    text = READY.format("        x = signals.post_save(shop)")
    edit = ImportInReady(at(text, "def ready"), "shop.signals")
    assert refusals(text, edit) == ["the names `signals` and `shop` are taken"]


@pytest.mark.parametrize("line", ["import signals", "import os, signals as handlers"])
def test_an_import_that_may_be_meant_for_the_module_is_left_alone(line: str):
    text = READY.format(f"        if x:\n            {line}")
    edit = ImportInReady(at(text, "def ready"), "shop.signals")
    assert refusals(text, edit) == ["`ready()` imports a top-level `signals`, which may be meant for it"]


def in_class(text: str, *modules: str) -> str:
    return rewritten(text, *(ImportInReady(at(text, "class"), module) for module in modules))


ADDED = "    def ready(self):\n        from shop import signals  # noqa: F401\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("class C(AppConfig):\n    name = 'shop'\n", f"class C(AppConfig):\n    name = 'shop'\n\n{ADDED}"),
        ("class C(apps.AppConfig):\n    pass\n", f"class C(apps.AppConfig):\n{ADDED}"),
        (
            "class C(Base):\n    name = 'shop'\n",
            "class C(Base):\n    name = 'shop'\n\n"
            + ADDED.replace("        from", "        super().ready()\n        from"),
        ),
        (
            "class C(AppConfig):\n\tname = 'shop'\n",
            "class C(AppConfig):\n\tname = 'shop'\n\n" + ADDED.replace("    ", "\t"),
        ),
    ],
)
def test_a_class_without_ready_gets_one(before: str, after: str):
    assert in_class(before, "shop.signals") == after


def test_a_class_gets_one_ready_for_two_modules():
    assert in_class("class C(AppConfig):\n    name = 'shop'\n", "shop.signals", "shop.receivers") == (
        f"class C(AppConfig):\n    name = 'shop'\n\n{ADDED}        from shop import receivers  # noqa: F401\n"
    )


def test_a_class_on_one_line_is_left_alone():
    text = "class C(AppConfig): name = 'shop'\n"
    edit = ImportInReady(at(text, "class"), "shop.signals")
    assert refusals(text, edit) == ["its class is written on one line"]


def test_a_coroutine_in_the_place_of_ready_is_left_alone():
    text = "class C(AppConfig):\n    async def ready(self): pass\n"
    edit = ImportInReady(at(text, text.rstrip()), "shop.signals")
    assert refusals(text, edit) == ["its `ready()` is a coroutine, which Django never runs"]


@pytest.mark.parametrize(
    "above",
    [
        "f(settings.X)\n",
        "@f(settings.X)\ndef g(): pass\n",
        "class A(settings.X): pass\n",
        "class A:\n    x = settings.X\n",
        "if x:\n    f(settings.X)\n",
        "try:\n    f(settings.X)\nfinally:\n    pass\n",
    ],
)
def test_an_import_below_the_place_that_needs_it_comes_too_late(above: str):
    assert refusals(f"{above}{LINE}", SETTINGS) == [
        "`settings` is imported only below the place that would need it"
    ]


def test_the_body_of_a_function_waits_for_an_import_below():
    text = f"def g():\n    return settings.X\n{LINE}"
    assert rewritten(text, SETTINGS) == text


def test_a_docstring_may_share_its_line():
    assert rewritten('"""Doc."""; x = 1\n', SETTINGS) == f'"""Doc."""; x = 1\n{LINE}'


def test_a_comment_keeps_its_pass():
    body = "        # nothing to do\n        pass  # yet"
    line = "from shop import signals  # noqa: F401"
    assert in_ready(body) == READY.format(f"        {line}\n{body}")


def test_imports_stand_below_what_the_parent_does():
    body = "        super().ready()\n        go()"
    line = "        from shop import signals  # noqa: F401\n"
    assert in_ready(body) == READY.format(body.replace("        go", f"{line}        go"))


def test_a_name_behind_from_is_not_bound():
    body = "        from shop import signals"
    assert "import shop.other.signals  # noqa: F401" in in_ready(body, "shop.other.signals")


@pytest.mark.parametrize("module", ["shop.class", "shop.my-signals"])
def test_a_module_that_no_statement_can_name_is_not_imported(module: str):
    text = READY.format("        pass")
    edit = ImportInReady(at(text, "def ready"), module)
    assert refusals(text, edit) == [f"no import statement can name `{module}`"]


def test_the_new_ready_is_indented_as_its_class():
    text = "if x:\n    pass\nclass C(AppConfig):\n\tname = 'shop'\n"
    assert in_class(text, "shop.signals").endswith(
        "\n\n\tdef ready(self):\n\t\tfrom shop import signals  # noqa: F401\n"
    )
