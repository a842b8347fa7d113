"""The table of signals: what names stand for, and what is sent."""

import importlib

import pytest
from django.db.models.signals import ModelSignal
from django.dispatch import Signal, receiver

from signal_lint.django.signals import (
    RECEIVER_DECORATORS,
    SIGNAL_CLASSES,
    is_lookalike,
    known_signal,
    known_signals,
)

SINCE_6 = "django.tasks"


def imported(dotted: str) -> object:
    module, _, name = dotted.rpartition(".")
    return getattr(importlib.import_module(module), name)


def test_an_alias_stands_for_the_canonical_signal():
    signal = known_signal("django.test.signals.setting_changed")
    assert signal is known_signal("django.core.signals.setting_changed")
    assert signal is not None
    assert signal.name == "django.core.signals.setting_changed"


def test_any_other_name_is_no_known_signal():
    assert known_signal("django.db.models.signals.post_savee") is None
    assert known_signal("post_save") is None


def test_post_save_says_everything_it_sends():
    signal = known_signal("django.db.models.signals.post_save")
    assert signal is not None
    assert signal.always == ("instance", "created", "raw", "using", "update_fields")
    assert (signal.is_model_signal, signal.complete, signal.package) == (True, True, "django")


def test_arguments_added_later_carry_their_version():
    signal = known_signal("django.db.models.signals.pre_migrate")
    assert signal is not None
    assert signal.since == (("plan", (1, 10)), ("apps", (1, 10)), ("stdout", (4, 0)))


def test_arguments_that_a_flush_omits_are_sent_only_sometimes():
    signal = known_signal("django.db.models.signals.post_migrate")
    assert signal is not None
    assert signal.sometimes == ("apps", "plan", "stdout")
    assert "plan" not in signal.always


def test_signals_come_and_go_with_versions():
    enqueued = known_signal("django.tasks.signals.task_enqueued")
    synced = known_signal("django.db.models.signals.post_syncdb")
    assert enqueued is not None
    assert synced is not None
    assert (enqueued.added, enqueued.removed) == ((6, 0), None)
    assert (synced.added, synced.removed) == (None, (1, 9))


def test_the_class_of_a_signal_that_depends_on_the_release_is_unknown():
    signal = known_signal("django_fsm.signals.post_transition")
    assert signal is not None
    assert signal.is_model_signal is None


def test_third_party_signals_whose_sends_could_not_all_be_read_are_incomplete():
    signal = known_signal("wagtail.signals.page_published")
    assert signal is not None
    assert signal.package == "wagtail"
    assert any(not signal.complete for signal in known_signals().values())


def test_every_signal_of_the_installed_django_is_one_of_its_class():
    for signal in known_signals().values():
        if signal.package == "django" and not signal.removed and not signal.name.startswith(SINCE_6):
            assert isinstance(imported(signal.name), ModelSignal) is signal.is_model_signal


def test_the_classes_and_decorators_are_those_of_the_installed_django():
    names = [name for name in SIGNAL_CLASSES if name.startswith("django.") and SINCE_6 not in name]
    for name in names:
        assert imported(name) is (ModelSignal if SIGNAL_CLASSES[name] else Signal)
    assert all(imported(name) is receiver for name in RECEIVER_DECORATORS if SINCE_6 not in name)


@pytest.mark.parametrize("name", ["celery.signals.task_prerun", "blinker", "PyQt6.QtCore.pyqtSignal"])
def test_look_alikes_are_told_apart(name: str):
    assert is_lookalike(name)
    assert known_signal(name) is None


@pytest.mark.parametrize("name", ["blinkered.signals.x", "django.core.signals.request_started"])
def test_what_only_begins_like_a_look_alike_is_none(name: str):
    assert not is_lookalike(name)
