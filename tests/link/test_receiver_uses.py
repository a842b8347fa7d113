"""Which uses of `receiver` are met, and with which signal."""

from __future__ import annotations

import pytest
from link.linking import rows, shop


def uses(text: str) -> list[tuple[int, str, bool, str]]:
    """Return of each use how many lines it stands below the imports, what it is on, if it is called, and the signal."""
    return [
        (each.location.span.line - 4, each.on, each.call is not None, each.signal.name if each.signal else "")
        for each in shop(text).receiver_uses
    ]


BODY = "\ndef on(sender, **kwargs):\n    pass\n"
SAVE = "django.db.models.signals.post_save"


@pytest.mark.parametrize(
    ("written", "called", "signal"),
    [
        ("@receiver", False, ""),
        ("@receiver(post_save)", True, SAVE),
        ("@receiver([post_save, pre_save])", True, SAVE),
        ("@receiver([])", True, ""),
        ("@receiver(sender=Book, signal=post_save)", True, SAVE),
        ("@receiver(unknown)", True, ""),
    ],
)
def test_a_decorator_is_a_use(written: str, called: object, signal: str):
    assert uses(written + BODY) == [(1, "on", called, signal)]


def test_a_call_is_a_use_by_itself_and_what_it_gives_is_none():
    text = "saved = receiver(post_save)\n\n@saved" + BODY
    assert uses(text) == [(1, "", True, SAVE)]


@pytest.mark.parametrize(
    "around",
    [
        "try:\n    {}\nexcept TypeError:\n    pass\n",
        "with expected(TypeError):\n    {}\n",
    ],
)
def test_what_may_be_expected_to_raise_is_left_out(around: str):
    assert uses(around.format("receiver(post_save, Book)")) == []


def test_another_decorator_of_that_name_is_none():
    assert uses("from shop.other import receiver\n\n@receiver" + BODY) == []


@pytest.mark.parametrize(
    ("decorators", "names"),
    [
        ("@receiver(post_save)\n@staticmethod", ("django.dispatch.receiver", "builtins.staticmethod")),
        ("saved = receiver(post_save)\n\n@receiver(pre_save)\n@saved", ("django.dispatch.receiver",) * 2),
        (
            "def own(f):\n    return f\n\n@receiver(post_save)\n@own",
            ("django.dispatch.receiver", "shop.signals.own"),
        ),
        ("@receiver(post_save)\n@table['x']", ("django.dispatch.receiver", None)),
    ],
)
def test_a_function_tells_its_decorators(decorators: str, names: tuple[str | None, ...]):
    function = rows(decorators + BODY)[0].receiver.function
    assert function is not None
    assert function.decorators == names
