"""Imports that fail on the Django that is installed here, or on its Python."""

from __future__ import annotations

import importlib

import django
import pytest

from signal_lint.django.outdated import LAST_WITH

GONE = [key for key, last in LAST_WITH.items() if last < django.VERSION[:2]]


@pytest.mark.parametrize(("module", "name"), GONE)
def test_what_is_gone_cannot_be_imported(module: str, name: str | None):
    try:
        found = importlib.import_module(module)
    except ImportError:
        return
    assert name is not None
    assert not hasattr(found, name)
