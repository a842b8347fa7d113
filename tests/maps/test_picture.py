"""What is folded in a picture, and what is said about it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from maps.fixed import CONNECTIONS, IN_TWO_APPS, LAMBDA, made, many, of
from rules.building import app, connection, project, receiver

from signal_lint.maps.dot import dot
from signal_lint.maps.mermaid import mermaid
from signal_lint.maps.picture import MOST_ARROWS, MOST_BOXES, picture
from signal_lint.source import at_line

ARROWS = "Arrows lead to receivers; one without words is a connection that Django makes at start-up."
APPS = project(apps=tuple(app(name=f"app{number}") for number in range(40)))


def drawn(connections, group_by="model"):
    """Return a picture, whose invariant is that no connection is left out or counted twice."""
    shown = picture(APPS, connections, group_by)
    graph = shown.graph
    keys = [node.key for node in graph.nodes] + [edge.key for edge in graph.edges]
    keys += [cluster.key for cluster in graph.clusters]
    assert len(keys) == len(set(keys))
    assert sum(edge.connections for edge in graph.edges) + sum(
        node.connections for node in graph.nodes
    ) == len(connections)
    return shown


def kinds(shown):
    """Return how many boxes of each kind there are."""
    found = [node.kind for node in shown.graph.nodes]
    return {kind: found.count(kind) for kind in sorted(set(found))}


def words(shown):
    """Return the lines of the boxes that stand for several things."""
    return [node.lines for node in shown.graph.nodes if node.kind in ("receivers", "group")]


def test_a_small_map_is_shown_whole():
    shown = drawn(many(5, 2, 5))
    assert kinds(shown) == {"receiver": 50, "source": 10}
    assert shown.notes == ("50 connections: 50 at start-up.", ARROWS)


def test_a_map_without_connections_says_so():
    assert drawn([]).notes == ("No connections found.",)
    assert "No connections found." in dot(drawn([]))
    assert "No connections found#46;" in mermaid(drawn([]))


@pytest.mark.parametrize(
    ("connections", "most", "folded"),
    [
        (many(2, 2, 30), 12, 120),
        (many(10, 3, 10), 6, 300),
        (many(30, 2, 6), 3, 360),
        (many(70, 2, 3), 1, 420),
    ],
)
def test_receivers_of_a_signal_and_sender_are_folded_first(connections, most, folded):
    shown = drawn(connections)
    assert set(kinds(shown)) == {"receivers", "source"}
    assert shown.notes[1] == (
        f"Folded: {folded} connections; a box counts the receivers of a signal and sender "
        f"that share their fate, if they are more than {most}."
    )


def test_receivers_that_are_few_stay_beside_those_that_are_folded():
    shown = drawn([*many(2, 1, 80), *many(1, 3, 1)[1:]])
    assert kinds(shown) == {"receiver": 2, "receivers": 2, "source": 4}
    assert words(shown) == [("80 receivers",), ("80 receivers",)]
    assert shown.notes[1].startswith("Folded: 160 connections; ")


def test_receivers_with_another_fate_are_folded_by_themselves():
    late = [replace(row, loaded="late") for row in many(1, 1, 60)]
    shown = drawn([*late, *many(1, 1, 110)[60:]])
    assert sorted(words(shown)) == [("50 receivers",), ("60 receivers",)]
    assert sorted(edge.words for edge in shown.graph.edges) == ["50 connections", "60 connections, late"]


def test_connections_are_counted_where_receivers_are():
    shown = drawn([row for row in many(1, 1, 110) for _ in range(2)])
    assert words(shown) == [("110 receivers",)]
    assert [edge.words for edge in shown.graph.edges] == ["220 connections"]


def test_signals_and_apps_are_folded_into_each_other():
    by_signal, by_app = (drawn(many(40, 5, 2), group_by) for group_by in ("signal", "app"))
    assert words(by_signal)[0] == ("app0", "1 sender, 2 receivers", "2 connections: 2 at start-up")
    assert by_signal.notes[1:] == (
        "Folded: 400 connections; each signal with more than 24 senders has a box for each app.",
    )
    assert words(by_app)[0] == ("django.signals.s0", "1 sender, 2 receivers", "2 connections: 2 at start-up")
    rule = "each app with more than 3 pairs of signal and sender has a box for each signal"
    assert by_app.notes[1:] == (f"Folded: 400 connections; {rule}.",)


def test_models_are_folded_as_a_whole():
    shown = drawn(many(100, 5, 1))
    assert words(shown)[0] == (
        "shop.M0", "shop/models.py:1", "5 signals, 5 receivers", "5 connections: 5 at start-up",
    )  # fmt: skip
    assert kinds(shown) == {"group": 100}
    assert shown.notes[1:] == ("Folded: 500 connections; each sender with more than 3 signals is one box.",)


def test_groups_that_are_small_stay_beside_those_that_are_folded():
    shown = drawn([*many(1, 300, 1), *many(3, 1, 1)[1:]])
    assert kinds(shown) == {"group": 1, "receiver": 2, "source": 2}
    assert shown.notes[1:] == (
        "Folded: 300 connections; each sender with more than 24 signals is one box.",
        ARROWS,
    )


def test_the_smallest_of_too_many_groups_share_a_box():
    shown = drawn([*many(400, 1, 1), *many(1, 2, 1)])
    assert kinds(shown) == {"group": MOST_BOXES}
    assert words(shown)[0][0] == "shop.M0"
    rest = ("101 more senders", "1 signal, 101 receivers", "101 connections: 101 at start-up")
    assert words(shown)[-1] == rest
    assert shown.notes[1:] == ("Folded: 402 connections; each sender is one box.",)


@pytest.mark.parametrize("group_by", ["model", "signal", "app"])
@pytest.mark.parametrize(
    "connections",
    [many(1, 1, 900), many(900, 1, 1), many(1, 900, 1), many(30, 30, 1), many(9, 10, 10), many(160, 5, 1)],
    ids=lambda connections: connections[-1].receiver.name,
)
def test_no_picture_is_too_large(connections, group_by):
    shown = drawn(connections, group_by)
    assert len(shown.graph.nodes) <= MOST_BOXES
    assert len(shown.graph.edges) <= MOST_ARROWS
    # What Mermaid takes where nobody has told it otherwise.
    assert len(mermaid(shown)) < 50_000


def test_boxes_without_arrows_stand_in_rows():
    shown = drawn(many(401, 1, 1))
    assert "  b1 -> b2 [style=invis];\n  b2 -> b3 [style=invis];\n  b4 -> b5" in dot(shown)
    assert "  b1 ~~~ b2 ~~~ b3 ~~~ b4 ~~~ b5\n  b6 ~~~ b7" in mermaid(shown)


def test_arrows_between_many_boxes_are_folded_too():
    shared = [
        connection(**made(f"r{number}", number + 1), sender=of(f"M{model}:{model + 1}"), loaded="startup")
        for number in range(18)
        for model in range(18)
    ]
    shown = drawn(shared)
    assert kinds(shown) == {"receivers": 18, "source": 18}
    assert shown.notes[1].startswith("Folded: 324 connections; ")


def test_what_is_too_wide_for_a_box_is_cut_and_told_in_full_beside_it():
    name, path = "very_" * 30, f"{'deep/' * 30}signals.py"
    (box,) = [
        node for node in drawn([connection(**made(name, 1, path))]).graph.nodes if node.kind == "receiver"
    ]
    assert box.lines == (f"{'very_' * 11}very…", f"…{f'{path}:2'[-59:]}")
    assert box.title == f"shop.signals.{name}, {path}:2"


def test_an_anonymous_receiver_is_shown_as_written():
    (box,) = [node for node in picture(IN_TWO_APPS, CONNECTIONS, "app").graph.nodes if "lambda" in node.title]
    assert box.lines == (LAMBDA.text, "shop/apps.py:9")


def test_a_receiver_outside_the_project_has_the_place_of_its_connection():
    shown = drawn([connection(receiver(None), location=at_line("shop/apps.py", 9))])
    assert shown.graph.nodes[1].lines == ("elsewhere.on_save", "connected in shop/apps.py:9")


def test_a_signal_that_is_not_known_is_shown_as_written():
    shown = drawn([connection(signal=None, signal_text="signals[0.5]"), connection()])
    sources = [node.lines for node in shown.graph.nodes if node.kind == "source"]
    assert sorted(sources) == [("post_save",), ("signals[0.5] (not resolved)",)]


def test_signals_with_one_last_name_have_their_whole_names():
    sources = {node.lines[0] for node in drawn(CONNECTIONS).graph.nodes if node.kind == "source"}
    assert sources >= {"bar.sales.sold", "shop.sales.sold", "post_save", "post_delete"}
