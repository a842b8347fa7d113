"""Guards by silence: the signal is disconnected or muted, or a decorator takes over."""

from __future__ import annotations

import pytest
from flow.reading import connected, defined, module, names, receiving, verdict
from rules.building import Nothing, connection, receiver

from signal_lint.flow.recursion import resendings
from signal_lint.flow.scenes import POST_SAVE
from signal_lint.source import at_line

MUTED = [
    "post_save.disconnect(on_save, sender=Order)\ninstance.save()",
    "signals.post_save.disconnect(on_save)\ninstance.save()\nsignals.post_save.connect(on_save)",
    "with mute_signals(post_save): instance.save()",
    "with factory.django.mute_signals(post_save): instance.save()",
    "with temporarily_disconnected(on_save): instance.save()",
    "with muted: instance.save()",
    "with lock_of(instance): instance.save()",
    "with open(path) as file, no_idea(): instance.save()",
    "disable_signals()\ninstance.save()\nenable_signals()",
]
HEARD = [
    "post_delete.disconnect(on_save)\ninstance.save()",
    "post_save.disconnect(on_save)\npost_save.connect(on_save)\ninstance.save()",
    "disable_signals()\nenable_signals()\ninstance.save()",
    "disable_account(instance)\ninstance.save()",
    "mark_handler()\ninstance.save()",
    "with mute_signals(post_save): pass\ninstance.save()",
    "with transaction.atomic(): instance.save()",
    "with suppress(ValueError): instance.save()",
    "if settings.QUIET: post_save.disconnect(on_save)\ninstance.save()",
]


@pytest.mark.parametrize("body", MUTED)
def test_what_nobody_hears_or_perhaps_nobody_is_guarded(body: str):
    assert verdict(receiving(body)) == ""


@pytest.mark.parametrize("body", HEARD)
def test_what_is_heard_again_is_not_guarded(body: str):
    assert verdict(receiving(body)) == "error"


@pytest.mark.parametrize("name", ["prevent_recursion", "run_once", "skip_signal()", "mute", "unheard_of(1)"])
def test_a_decorator_that_is_not_known_to_be_harmless_is_a_guard(name: str):
    assert verdict(f"@{name}\n{receiving('instance.save()')}") == ""


@pytest.mark.parametrize("name", ["transaction.atomic", "atomic()", "staticmethod"])
def test_a_decorator_that_only_calls_the_receiver_is_no_guard(name: str):
    assert verdict(f"@{name}\n{receiving('instance.save()')}") == "error"


def test_a_decorator_above_the_connection_never_runs_for_a_signal():
    body = module(f"@mute\n@receiver(post_save)\n{receiving('instance.save()')}")
    (received,) = defined(body)
    by_decorator = connected(received, form="decorator", location=at_line(received.location.path, 2))
    assert list(resendings(by_decorator, POST_SAVE, names(body)))


def test_nothing_is_said_of_a_receiver_outside_the_project():
    assert list(resendings(connection(receiver(None)), POST_SAVE, Nothing())) == []
