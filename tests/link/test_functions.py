"""What decorators leave of a receiver's signature, as Django's check sees it."""

import pytest
from link.linking import row

WRAPPER = """
import functools
from functools import update_wrapper, wraps
def replaced(func):
    def inner(sender, **kw): ...
    return inner
def wrapped(func):
    @wraps(func)
    def inner(*args, **kw): ...
    return inner
def marked(func):
    def inner(*args, **kw): ...
    update_wrapper(inner, func)
    return inner
def by_hand(func):
    def inner(*args, **kw): ...
    inner.__wrapped__ = func
    return inner
def decorated(func):
    @what
    def inner(*args, **kw): ...
    return inner
def noted(func):
    func.noted = True
    return func
def factory(option):
    return replaced
def either(func):
    if func:
        return func
    return replaced
def thing(x):
    return x
class Holder: ...
short = lambda func: func
"""


@pytest.mark.parametrize(
    ("decorator", "accepts"),
    [
        ("replaced", True),
        ("wrapped", False),
        ("noted", False),
        ("factory(1)", True),
        ("functools.cache", False),
        ("functools.lru_cache(None)", False),
        ("marked", None),
        ("by_hand", None),
        ("decorated", None),
        ("either", None),
        ("thing(what)", None),
        ("Holder", None),
        ("short", None),
        ("what", None),
        ("vendor.deco", None),
        ("wrapped\n@what", None),
        ("replaced\n@wrapped", True),
    ],
)
def test_a_decorator_leaves_or_replaces_the_signature_or_nobody_knows(
    decorator: str, *, accepts: bool | None
):
    text = f"import vendor\n{WRAPPER}\n@{decorator}\ndef h(sender): ...\npost_save.connect(h)\n"
    assert row(text).receiver.accepts_kwargs is accepts


@pytest.mark.parametrize("known", [True, False])
def test_a_signature_that_is_not_known_is_said_to_be_the_written_one_that_does_not_count(*, known: bool):
    decorator = "replaced" if known else "what"
    function = row(f"{WRAPPER}\n@{decorator}\ndef h(sender): ...\npost_save.connect(h)\n").receiver.function
    assert function is not None
    assert (function.known_signature, function.parameters.kwarg) == (known, "kw" if known else None)


def test_what_a_decorator_that_returns_a_lambda_takes_is_not_known():
    deco = "def deco(func):\n    return lambda **kw: func(**kw)\n"
    text = f"{deco}@deco\ndef h(sender): ...\npost_save.connect(h)\n"
    assert row(text).receiver.accepts_kwargs is None


def test_the_lines_of_the_decorators_belong_to_the_function():
    function = row("@receiver(post_save)\ndef h(sender, **kw): ...\n").receiver.function
    assert function is not None
    assert (function.decorator_lines, function.location.span.line) == ((5,), 6)
