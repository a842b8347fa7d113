"""The map that people read."""

from __future__ import annotations

from dataclasses import replace

from rules.building import POST_SAVE, app, connection, function, project, receiver

from signal_lint.connections import Lost, NotFollowed, Sender
from signal_lint.maps.tree import places_not_followed, tree
from signal_lint.models import Model
from signal_lint.source import at_line
from signal_lint.text.paint import plain

BOOK = Model("shop.models.Book", "shop.Book", at_line("shop/models.py", 5), abstract=False, proxy=False)
OF_BOOK = connection(sender=Sender("model", "Book", BOOK.name, BOOK.label, BOOK), loaded="startup")
OF_ANY = connection(loaded="startup")
LEAF = "    shop.signals.on_save  shop/signals.py:8  at start-up"


def lines(*connections, group_by="model", **parts):
    return tree(project(**parts), connections, group_by, plain).splitlines()


def test_the_tree_begins_with_models():
    assert lines(OF_BOOK, OF_ANY) == [
        "any sender", f"  {POST_SAVE.name}", LEAF,
        "shop.Book  shop/models.py:5", f"  {POST_SAVE.name}", LEAF,
    ]  # fmt: skip


def test_the_tree_can_begin_with_signals():
    expected = [POST_SAVE.name, "  any sender", LEAF, "  shop.Book  shop/models.py:5", LEAF]
    assert lines(OF_BOOK, OF_ANY, group_by="signal") == expected


def test_the_tree_can_begin_with_apps():
    api = replace(OF_ANY, location=at_line("shop/api/signals.py", 3))
    other = replace(OF_ANY, location=at_line("other/signals.py", 3))
    inner = replace(app(name="shop.api"), path="shop/api")
    outside = replace(app(name="django.contrib.auth"), path=None)
    shown = lines(OF_ANY, api, other, group_by="app", apps=(app(), inner, outside))
    assert [line for line in shown if not line.startswith(" ")] == ["in no installed app", "shop", "shop.api"]


def test_a_receiver_connected_elsewhere_says_where():
    shown = lines(replace(OF_ANY, location=at_line("shop/apps.py", 9)))
    assert shown[2:] == [LEAF, "      connected in shop/apps.py:9"]


def test_a_connection_that_start_up_does_not_make_says_why():
    shown = lines(connection(reason="nothing imports `shop.signals`", test=True))
    leaf = "    shop.signals.on_save  shop/signals.py:8  never loaded (test)"
    assert shown[2:] == [leaf, "      nothing imports `shop.signals`"]


def test_a_connection_without_a_reason_gives_none():
    assert lines(connection(loaded="unknown"))[2:] == [
        "    shop.signals.on_save  shop/signals.py:8  not known"
    ]


def test_a_lost_connection_says_why():
    collected = replace(OF_ANY, lost=Lost("collected", "nothing keeps it"))
    disconnected = replace(OF_ANY, lost=Lost("disconnected", "again", at_line("shop/apps.py", 9)))
    assert lines(collected)[-1] == "      collected: nothing keeps it"
    assert lines(disconnected)[-1] == "      disconnected: again (shop/apps.py:9)"


def test_what_is_not_resolved_is_shown_as_written():
    row = connection(receiver(None), None, sender=Sender("dynamic", "model"), loaded="late")
    assert lines(row)[:2] == ["model (not resolved)", "  post_save (not resolved)"]
    assert lines(row)[2] == "    elsewhere.on_save  shop/signals.py:7  late"


def test_a_model_of_another_distribution_has_no_place():
    user = replace(BOOK, name="django.contrib.auth.models.User", label="auth.User", location=None)
    row = connection(sender=Sender("model", "User", user.name, user.label, user))
    assert lines(row)[0] == "auth.User"


def test_receivers_of_one_signal_are_in_order_of_place():
    second = replace(OF_ANY, receiver=receiver(function("z", 3)), location=at_line("a.py", 1))
    assert "shop.signals.z" in lines(OF_ANY, second)[2]


def test_a_project_without_connections_says_so():
    assert lines() == ["No connections found."]


def test_a_condition_stands_below_the_row():
    row = connection(loaded="startup", condition="`a` (shop/apps.py:3)")
    assert "\n      if `a` (shop/apps.py:3)\n" in tree(project(), (row,), "model", plain)


def test_places_that_are_not_followed_are_listed():
    place = NotFollowed(at_line("shop/signals.py", 7), "post_save.connect(f)", "it never runs")
    assert places_not_followed((place,), plain) == (
        "Not followed: 1 place\n  post_save.connect(f)  shop/signals.py:7\n    it never runs\n"
    )
    assert places_not_followed((), plain) == ""
