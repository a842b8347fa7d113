"""Methods of strings, by which a loader takes a dotted name apart, and what `pop()` takes off a list."""

import pytest
from link.linking import senders

BOOK = "model shop.models.Book"
IMPORT = "from importlib import import_module\ndef load(path):\n    "


@pytest.mark.parametrize(
    "body",
    [
        "module, _, name = path.rpartition('.')\n    return getattr(import_module(module), name)",
        "module, name = path.rsplit('.', 1)\n    return getattr(import_module(module), name)",
        "parts = path.split('.')\n    name = parts.pop()\n    return getattr(import_module('.'.join(parts)), name)",
        "first, _, rest = path.partition('.')\n    return getattr(import_module(first + '.models'), 'Book')",
        "first, rest = path.split('.', 1)\n    return getattr(import_module(first + '.models'), 'Book')",
        "return getattr(import_module(path.replace('.Book', '')), 'Book')",
    ],
)
def test_a_loader_takes_a_dotted_name_apart(body: str):
    assert senders(f"{IMPORT}{body}\npost_save.connect(on_save, load('shop.models.Book'))\n") == [BOOK]


@pytest.mark.parametrize(
    "body",
    [
        "module, name = path.split()\n    return getattr(import_module(module), name)",
        "module, name = path.rsplit('.', what)\n    return getattr(import_module(module), name)",
        "module, name = path.rsplit('.', '1')\n    return getattr(import_module(module), name)",
        "module, _, name = path.rpartition('')\n    return getattr(import_module(module), name)",
        "return getattr(import_module('.'.join(path)), 'Book')",
        "return getattr(import_module('.'.join({'shop', 'models'})), 'Book')",
        "return getattr(import_module('.'.join(['shop', 'models', what])), 'Book')",
        "return getattr(import_module('.'.join(['shop', 'models', 1])), 'Book')",
        "return getattr(import_module(path.title()), 'Book')",
        "parts = what(path)\n    name = parts.pop()\n    return getattr(import_module('shop.models'), name)",
        "parts = ['Tag', 'Book']\n    while parts: name = parts.pop()\n    return getattr(import_module('shop.models'), name)",
        "parts = []\n    name = parts.pop()\n    return getattr(import_module('shop.models'), name)",
        "parts = {'Tag', 'Book'}\n    name = parts.pop()\n    return getattr(import_module('shop.models'), name)",
    ],
)
def test_what_is_not_known_is_not_taken_apart(body: str):
    assert senders(f"{IMPORT}{body}\npost_save.connect(on_save, load('shop.models.Book'))\n") == ["dynamic ?"]
