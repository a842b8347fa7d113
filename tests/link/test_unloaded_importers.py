"""Why a module is never loaded although another imports it."""

from __future__ import annotations

import pytest
from link.starting import CONNECTS, module

WIRING = {"shop/wiring.py": "from . import signals\n"}


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        (WIRING, "only `shop.wiring` imports it, which no module of the project imports"),
        (
            {**WIRING, "shop/tests.py": "from . import wiring\n"},
            "only `shop.wiring` imports it, which only tests import",
        ),
        (
            {**WIRING, "shop/more.py": "from . import wiring\n"},
            "only `shop.wiring` imports it, which only modules import that are never loaded (`shop.more`)",
        ),
        (
            {"shop/apps.py": "def ready(self):\n    from . import signals\n"},
            "only `shop.apps` imports it, in `ready()`, which Django does not call",
        ),
    ],
)
def test_the_reason_names_who_imports_it_in_vain(files: dict[str, str], reason: str):
    found = module(**{"shop/signals.py": CONNECTS, **files})
    assert (found.loaded, found.reason) == ("never", reason)
