"""What keeps a module from being imported at all."""

from __future__ import annotations

import pytest
from link.starting import CONNECTS, started


def obstacle(text: str, **files: str) -> str | None:
    """Return what raises when `shop/signals.py`, which nothing imports, is imported."""
    found = started(**{"shop/signals.py": CONNECTS + text, **files}).modules
    (module,) = (each for each in found if each.name == "shop.signals")
    return module.obstacle and module.obstacle.message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\nprint(Missing)\n", "`Missing` is bound nowhere in the module"),
        (
            "\n@receiver(post_save, sender=Order)\ndef f(**kwargs): ...\n",
            "`Order` is bound nowhere in the module",
        ),
        ("\nCOUNT = len(rows)\n", "`rows` is bound nowhere in the module"),
        ("\nfrom shop.models import Nothing\n", "`shop.models` has no `Nothing`"),
        ("\nfrom shop.nothing import f\n", "there is no module `shop.nothing`"),
        ("\nimport shop.nothing\n", "there is no module `shop.nothing`"),
        ("\nfrom django.dispatch import post_save\n", "`django.dispatch` has no `post_save`"),
        ("\nfrom django.db.models import post_save\n", "`django.db.models` has no `post_save`"),
        ("\nclass Inner:\n    one = missing\n", "`missing` is bound nowhere in the module"),
        ("\nclass Inner:\n    def f(self): ...\n    f(rows)\n", "`rows` is bound nowhere in the module"),
        (
            "\nfrom django.db.models.signals import user_logged_in\n",
            "`django.db.models.signals` has no `user_logged_in`",
        ),
    ],
)
def test_what_surely_raises_is_told(text: str, said: str):
    assert obstacle(text) == said


@pytest.mark.parametrize("text", ["\ndef f(:\n", "\nx = (\n"])
def test_a_syntax_error_is_told(text: str):
    assert obstacle(text) == "Python cannot read this statement"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\nprint(__name__, len([each for each in ()]), (lambda x: x))\n",
        "\ntry:\n    from shop.nothing import f\nexcept ImportError:\n    f = None\n",
        "\nfrom elsewhere import *\nprint(Missing)\n",
        "\nfrom elsewhere import thing\n",
        "\nfrom .... import thing\n",
        "\nfrom shop import models\n",
        "\nfrom shop.models import *\n",
        "\nfrom django.test.signals import setting_changed\n",
        "\nfrom django.db.models.signals import ModelSignal\n",
        "\nclass Inner:\n    one = 1\n    two = one\n",
        "\nclass Inner:\n    one = __qualname__, __module__, __name__\n",
        "\nclass Inner(models.Model):\n    one = given_by_the_metaclass\n",
        "\nfrom django.contrib.auth import user_logged_in\n",
        "\nfrom django.db.models import Model\n",
        "\ndef f():\n    return missing\n",
        "\nif DEBUG:\n    print(1)\n",
    ],
)
def test_what_may_well_work_is_no_obstacle(text: str):
    assert obstacle(text) is None


@pytest.mark.parametrize(
    "names",
    [
        "from elsewhere import *\n",
        "def __getattr__(name): ...\n",
        "Nothing = 1\n",
        "# coding: nonsense\nx = 1\n",
    ],
)
def test_a_module_may_have_what_is_asked_for(names: str):
    assert obstacle("\nfrom shop.more import Nothing\n", **{"shop/more.py": names}) is None
