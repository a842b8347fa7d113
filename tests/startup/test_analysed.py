"""What signal-lint says of each case of fixtures/startup: states, findings, fixes and notes."""

from __future__ import annotations

import pytest
from startup.analysed import analysed, disagreements
from startup.reading import Case, cases


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_signal_lint_says_what_is_expected(case: Case):
    assert list(disagreements(case, analysed(case))) == []
