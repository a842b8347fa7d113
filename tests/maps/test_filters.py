"""Which connections are asked for, and what is no name of anything."""

from __future__ import annotations

from dataclasses import replace

import pytest
from maps.fixed import BOOK, ORDER, OTHER_SOLD, SOLD
from rules.building import app, connection, project

from signal_lint.connections import Sender
from signal_lint.maps.filters import Filters, filtered
from signal_lint.settings import UsageError
from signal_lint.source import at_line

BAR = replace(app(name="site.bar"), label="bar", path="bar")
OUTSIDE = replace(app(name="django.contrib.auth"), label="auth", path=None)
OF_BOOK = connection(sender=BOOK)
OF_ORDER = connection(sender=ORDER, location=at_line("bar/signals.py", 1))
OF_ANY = connection(signal=SOLD, location=at_line("urls.py", 1))
OF_BAR = connection(signal=OTHER_SOLD, location=at_line("bar/signals.py", 2))
UNKNOWN = connection(signal=None, sender=Sender("dynamic", "Book"))
ROWS = (OF_BOOK, OF_ORDER, OF_ANY, OF_BAR, UNKNOWN)


def asked(**names):
    filters = Filters(**{kind: tuple(values) for kind, values in names.items()})
    return filtered(project(apps=(app(), BAR, OUTSIDE), connections=ROWS), ROWS, filters)


def test_without_filters_all_is_asked_for():
    assert asked() == list(ROWS)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("bar", [OF_ORDER, OF_BAR]),
        ("site.bar", [OF_ORDER, OF_BAR]),
        ("shop", [OF_BOOK, UNKNOWN]),
        ("auth", []),
    ],
)
def test_an_app_is_asked_for_by_name_or_label(name, rows):
    assert asked(apps=[name]) == rows


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("sold", [OF_ANY, OF_BAR]),
        ("shop.sales.sold", [OF_ANY]),
        ("django.db.models.signals.post_save", [OF_BOOK, OF_ORDER]),
        ("post_save", [OF_BOOK, OF_ORDER]),
        ("m2m_changed", []),
    ],
)
def test_a_signal_is_asked_for_by_its_name_short_or_dotted(name, rows):
    assert asked(signals=[name]) == rows


@pytest.mark.parametrize("name", ["Book", "shop.Book", "shop.models.Book"])
def test_a_model_is_asked_for_by_label_or_name(name):
    assert asked(models=[name]) == [OF_BOOK]


def test_either_of_two_values_will_do():
    assert asked(models=["Book", "Order"]) == [OF_BOOK, OF_ORDER]


def test_two_options_have_to_fit_both():
    assert asked(apps=["bar"], signals=["post_save"]) == [OF_ORDER]
    assert asked(apps=["bar"], models=["Book"]) == []


def test_a_sender_is_known_although_a_path_leaves_it_out():
    whole = project(connections=ROWS)
    assert filtered(whole, [OF_ANY], Filters(models=("Book",))) == []


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"apps": ["shop", "baar"]}, "--app: no known app is called `baar` (did you mean `bar`?)"),
        (
            {"signals": ["pre_sav"]},
            "--signal: no known signal is called `pre_sav` (did you mean `pre_save`?)",
        ),
        ({"models": ["Oder"]}, "--model: no known sender is called `Oder` (did you mean `Order`?)"),
        ({"models": ["zzz"]}, "--model: no known sender is called `zzz`"),
        ({"models": ["model"]}, "--model: no known sender is called `model`"),
    ],
)
def test_what_is_no_name_of_anything_is_refused(names, message):
    with pytest.raises(UsageError) as caught:
        asked(**names)
    assert str(caught.value) == message
