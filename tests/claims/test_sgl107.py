"""Django decides: the bodies of the receivers that the fixture marks do not run, and all others do."""

from __future__ import annotations

import pytest
from claims.asking import FIXTURES, ask_project, marks_of

SHOP = {f"shop/{path.name}": path.read_text() for path in sorted((FIXTURES / "SGL107" / "shop").glob("*.py"))}
SETTINGS = 'DEFAULT_AUTO_FIELD = "django.db.models.AutoField"'
SENT = """
import warnings
warnings.simplefilter("ignore")
from django.test import override_settings
from shop import defects, lookalikes
from shop.models import Order
order = Order.objects.create(code="a")
order.delete()
lookalikes.catalogue()
with override_settings(USE_TZ=False):
    pass
names = {each if isinstance(each, str) else each[0] for each in lookalikes.RAN}
answer = [sorted(set(defects.RAN)), sorted(names), django.VERSION[0]]
"""
LOOK_ALIKES = ["awaited", "counted", "entered", "iterated", "nested", "on_save", "summed", "titles"]


@pytest.fixture(scope="module")
def answer() -> tuple[list[str], list[str], int]:
    """Ask Django, once, which bodies of the fixture ran."""
    found: tuple[list[str], list[str], int] = ask_project(SENT, SHOP, SETTINGS)
    return found


def test_no_generator_runs_and_a_coroutine_does_from_django_5_on(answer: tuple[list[str], list[str], int]):
    ran, _, major = answer
    assert ran == (["announce"] if major >= 5 else [])
    assert marks_of("SGL107") == 4


def test_everything_else_runs(answer: tuple[list[str], list[str], int]):
    assert answer[1] == LOOK_ALIKES
