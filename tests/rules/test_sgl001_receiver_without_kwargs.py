"""SGL001 on small projects built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rules.building import SIGNALS, connection, findings, function, named, receiver

from signal_lint.connections import Sender, Signal
from signal_lint.edits import AppendKwargs
from signal_lint.findings import Fix
from signal_lint.rules.sgl001_receiver_without_kwargs import check
from signal_lint.source import at_line

REFUSED = function(positional=named("sender", "instance"))


def test_a_receiver_without_kwargs_is_found_at_its_def():
    (finding,) = findings(check, connections=(connection(receiver(REFUSED, accepts_kwargs=False)),))
    assert finding.location == at_line(SIGNALS, 8)
    assert finding.message == (
        "`on_save` receives `post_save` but does not accept `**kwargs`, "
        "which Django demands of every receiver"
    )
    assert finding.lines == (7, 8)
    assert finding.fix == Fix(
        "Add `**kwargs` to the parameters", "safe", (AppendKwargs(REFUSED.location, "kwargs"),)
    )


def test_a_function_that_a_decorator_replaces_has_nothing_to_add():
    replaced = replace(REFUSED, definition=function(kwarg="kwargs").definition)
    (finding,) = findings(check, connections=(connection(receiver(replaced, accepts_kwargs=False)),))
    assert finding.message.startswith("What the decorators of `on_save` make of it receives `post_save` but")
    assert finding.fix is None


def test_what_accepts_kwargs_or_may_do_so_is_silent():
    accepting, unknown = (receiver(REFUSED, accepts_kwargs=answer) for answer in (True, None))
    assert findings(check, connections=(connection(accepting), connection(unknown))) == []


def test_a_connection_to_no_known_signal_is_silent():
    refused = connection(receiver(REFUSED, accepts_kwargs=False), signal=None)
    assert findings(check, connections=(refused,)) == []


def test_a_signal_that_may_be_of_another_library_is_silent():
    ping = Signal("somewhere.ping", None, is_model_signal=None)
    refused = connection(receiver(REFUSED, accepts_kwargs=False), ping)
    assert findings(check, connections=(refused,)) == []


def test_several_connections_of_a_receiver_are_one_finding():
    refused = receiver(REFUSED, accepts_kwargs=False)
    delete = Signal("django.db.models.signals.post_delete", None, is_model_signal=True)
    signals = connection(refused), connection(refused, delete, sender=Sender("model", "Order"))
    (finding,) = findings(check, connections=signals)
    assert "receives `post_save` and `post_delete` but" in finding.message
    assert [related.message for related in finding.related] == [
        "Connected to `post_save` here",
        "Connected to `post_delete` of `Order` here",
    ]


def test_a_receiver_outside_the_project_is_found_at_its_connection():
    (finding,) = findings(check, connections=(connection(receiver(None, accepts_kwargs=False)),))
    assert finding.location == at_line(SIGNALS, 7)
    assert (finding.fix, finding.lines) == (None, ())


@pytest.mark.parametrize(
    ("groups", "name"),
    [
        ({"positional": named("sender", "kwargs")}, "extra"),
        ({"vararg": "kwargs", "keyword_only": named("extra")}, "_kwargs"),
        ({"positional_only": named("sender")}, "kwargs"),
    ],
)
def test_the_new_parameter_has_a_fresh_name(groups: dict, name: str):
    refused = receiver(function(**groups), accepts_kwargs=False)
    (finding,) = findings(check, connections=(connection(refused),))
    assert finding.fix
    assert finding.fix.edits == (AppendKwargs(finding.location, name),)
