"""Guards by `update_fields` and by `raw`: the second signal carries others."""

from __future__ import annotations

import pytest
from flow.reading import receiving, verdict

GUARDED = [
    "if update_fields is None: instance.save(update_fields=['n'])",
    "if update_fields is not None: return\ninstance.save(update_fields=['n'])",
    "if update_fields: return\ninstance.save(update_fields=('n',))",
    "if kwargs.get('update_fields'): return\ninstance.save(update_fields={'n'})",
    "if 'n' not in (update_fields or ()): instance.save(update_fields=['n'])",
    "update_fields is None and instance.save(update_fields=['n'])",
    "if update_fields: instance.save()",
    "if update_fields is not None: instance.save()",
    "if 'x' in (update_fields or ()): instance.save()",
    "if 'x' in (update_fields or ()): instance.save(update_fields=['n'])",
    "if update_fields == {'n'}: return\ninstance.save(update_fields=['n'])",
    "if set(update_fields or ()) == {'n'}: return\ninstance.save(update_fields=['n'])",
    "if set(update_fields) & FIELDS: return\ninstance.save(update_fields=['n'])",
    "if len(update_fields or []) == 1: return\ninstance.save(update_fields=['n'])",
    "if raw: return\ninstance.save_base(raw=True)",
    "if not raw: instance.save_base(True)",
    "if raw: instance.save()",
]
NOT_SENT = [
    "instance.save(update_fields=[])",
    "instance.save(update_fields=())",
    "instance.save(update_fields=set())",
    "instance.save(False, False, None, [])",
    "instance.save(update_fields=names)",
    "instance.save(update_fields=[*names])",
    "names = []\nfill(names)\ninstance.save(update_fields=names)",
    "names = []\nnames += other\ninstance.save(update_fields=names)",
    "instance.save(skip_hooks=True)",
    "instance.save(**options)",
    "instance.save(*options)",
]
ENDLESS = [
    "instance.save(update_fields=['n'])",
    "instance.save(False, False, None, ['n'])",
    "instance.save(update_fields=None)",
    "instance.save(using='default')",
    "names = ['n', *more]\ninstance.save(update_fields=names)",
    "names = ['n'] + more\ninstance.save(update_fields=names)",
    "names = []\nnames.append('n')\ninstance.save(update_fields=names)",
    "if update_fields is None: instance.save()",
    "if update_fields and 'n' in update_fields: instance.save(update_fields=['n'])",
    "if update_fields and 'x' in update_fields: return\ninstance.save(update_fields=['n'])",
    "if raw: return\ninstance.save()",
    "if raw: return\ninstance.save_base()",
    "instance.save_base(raw=True)",
]


@pytest.mark.parametrize("body", GUARDED)
def test_a_test_that_the_second_signal_fails_is_a_guard(body: str):
    assert verdict(receiving(body)) == ""


@pytest.mark.parametrize("body", NOT_SENT)
def test_what_sends_nothing_or_perhaps_nothing_is_let_be(body: str):
    assert verdict(receiving(body)) == ""


@pytest.mark.parametrize("body", ENDLESS)
def test_update_fields_alone_is_no_guard_and_raw_needs_both_ends(body: str):
    assert verdict(receiving(body)) == "error"
