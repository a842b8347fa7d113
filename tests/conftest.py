"""For all tests: none uses the cache of whoever runs them."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def no_cache(monkeypatch):
    """Name a cache folder that cannot be made; tests of the cache name their own."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/cache")
