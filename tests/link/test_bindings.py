"""What statements bind a name to, and what they leave of what it was before."""

import pytest
from link.linking import receivers, senders, signals
from link.test_names import POST_SAVE

AUTHOR, BOOK, TAG, UNKNOWN = (
    "model shop.models.Author",
    "model shop.models.Book",
    "model shop.models.Tag",
    "dynamic ?",
)


def of(text: str, **files: str) -> list[str]:
    """Return the senders of a connection that asks for M behind a text."""
    return senders(f"import os\n{text}post_save.connect(on_save, M)\n", **files)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("if True:\n    M = Tag\n", TAG),
        ("if False:\n    M = Tag\n", BOOK),
        ("if True and not False:\n    M = Tag\n", TAG),
        ("if False or os.name:\n    M = Tag\n", UNKNOWN),
        ("if True or os.name:\n    M = Tag\n", TAG),
        ("M = Tag if True else Author\n", TAG),
        ("M = Tag if os.name else Author\n", UNKNOWN),
        ("M = (other := Tag)\n", TAG),
        ("M = Tag < Book\n", UNKNOWN),
        ("if True:\n    if os.name:\n        M = Tag\n", UNKNOWN),
        ("if os.name:\n    M = Tag\n", UNKNOWN),
        ("if os.name:\n    M = Tag\nelse:\n    M = Tag\n", TAG),
        ("if (M := Tag):\n    pass\n", TAG),
        ("if (M := Tag):\n    M = Book\n", UNKNOWN),
        ("if not (M := Tag):\n    pass\n", UNKNOWN),
        ("while (M := Tag):\n    pass\n", TAG),
        ("while (M := Tag):\n    M = Author\n    break\n", UNKNOWN),
        ("while os.name:\n    M = Tag\n", UNKNOWN),
        ("while os.name:\n    pass\nelse:\n    M = Tag\n", TAG),
    ],
)
def test_a_branch_counts_where_it_is_taken_for_certain(text: str, found: str):
    assert of(f"M = Book\n{text}") == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("for M in os.environ:\n    if os.name:\n        M = Tag\n", UNKNOWN),
        ("for M in os.environ:\n    M = Tag\n", TAG),
        ("for M in os.environ:\n    pass\n", "each ?"),
        ("with open(os.name) as M:\n    pass\n", UNKNOWN),
        ("with open(os.name) as M:\n    if os.name:\n        M = Tag\n", UNKNOWN),
        ("with open(os.name) as M:\n    M = Tag\n", TAG),
        ("with os.scandir():\n    M = Tag\n", TAG),
        ("first, *M = os.environ\n", UNKNOWN),
        ("match os.name:\n    case 'nt':\n        M = Tag\n", UNKNOWN),
        ("match os.name:\n    case M:\n        pass\n", UNKNOWN),
    ],
)
def test_what_a_loop_a_context_or_a_match_binds_is_not_taken_for_certain(text: str, found: str):
    assert of(f"M = Book\n{text}") == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("try:\n    os.stat('a')\nexcept OSError:\n    M = Tag\n", UNKNOWN),
        ("try:\n    os.stat('a')\nexcept OSError as M:\n    pass\n", UNKNOWN),
        ("try:\n    if os.name:\n        M = Tag\nexcept OSError:\n    M = Author\n", UNKNOWN),
        ("try:\n    from shop.models import Tag as M\nexcept ImportError:\n    M = None\n", TAG),
        ("try:\n    os.stat('a')\nfinally:\n    M = Tag\n", TAG),
        ("try:\n    os.stat('a')\nfinally:\n    if os.name:\n        M = Tag\n", UNKNOWN),
        ("try:\n    from shop.names import *\nexcept ImportError:\n    M = None\n", TAG),
    ],
)
def test_a_try_leaves_what_every_run_leaves(text: str, found: str):
    assert of(f"M = Book\n{text}", **{"shop/names.py": "from shop.models import Tag as M\n"}) == [found]


def test_a_name_that_only_a_case_binds_is_what_it_binds_it_to():
    assert of("match os.name:\n    case 'nt':\n        M = Tag\n    case _:\n        pass\n") == [TAG]


@pytest.mark.parametrize("text", ["M = Book\nM: type\n", "M: type = Book\n", "M = N = Book\n"])
def test_an_annotation_alone_binds_nothing(text: str):
    assert of(text) == [BOOK]


def test_an_expression_that_names_its_value_binds_the_name():
    assert senders("def f():\n    (M := Tag)\n    post_save.connect(on_save, M)\nf()\n") == [TAG]


@pytest.mark.parametrize(
    "text",
    [
        "import shop.models as sm\nM = sm.Tag\n",
        "import shop.models\nM = shop.models.Tag\n",
        "import os, shop.models as sm\nM = sm.Tag\n",
        "from . import models\nM = models.Tag\n",
        "from shop import *\nfrom .models import *\nM = Tag\n",
    ],
)
def test_a_model_is_known_through_every_form_of_import(text: str):
    assert of(text) == [TAG]


@pytest.mark.parametrize(
    "text", ["from ....far import M\n", "from ....far import *\n", "from vendor import *\n"]
)
def test_a_name_that_no_import_in_sight_binds_is_not_known(text: str):
    assert of(text) == [UNKNOWN]


def test_a_star_import_of_a_folder_without_init_carries_nothing():
    assert of("from plain import *\n", **{"plain/part.py": "M = 1\n"}) == [UNKNOWN]


def test_the_signals_of_django_are_those_even_where_its_source_is_analysed():
    files = {
        "django/__init__.py": "",
        "django/db/__init__.py": "",
        "django/db/models/__init__.py": "from django.db.models import signals\n",
        "django/db/models/signals.py": "post_save = make()\nother = make()\n",
    }
    text = "from django.db import models\nfrom django.db.models.signals import *\n"
    connects = "post_save.connect(on_save)\nmodels.signals.post_save.connect(on_save)\n"
    assert signals(text + connects, **files) == [POST_SAVE] * 2


def test_a_function_that_uses_the_name_it_gives_value_to_is_no_endless_question():
    text = "def pick():\n    one = M\n    return one\nM = pick()\npost_save.connect(on_save, M)\n"
    assert senders(text) == [UNKNOWN]


@pytest.mark.parametrize(("levels", "found"), [(3, BOOK), (80, UNKNOWN)])
def test_an_expression_deeper_than_anybody_writes_is_not_known(levels: int, found: str):
    assert of(f"M = {'[' * levels}Book{']' * levels}{'[0]' * levels}\n") == [found]


def test_the_name_of_the_own_module_and_package_is_known():
    text = "from importlib import import_module\nhandlers = import_module(f'{__package__}.handlers')\n"
    own = "import sys\nimport_module(__name__)\npost_save.connect(handlers.on_save)\n"
    assert receivers(text + own) == ["function shop.handlers.on_save"]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("{Book: 1}", [BOOK]),
        ("{Book: 1, **os.environ}", ["each ?"]),
        ("[Book, *os.environ]", ["each ?", BOOK]),
        ("[Book, *(Tag, Author)]", [AUTHOR, BOOK, TAG]),
    ],
)
def test_a_loop_goes_through_what_is_known_and_the_rest(value: str, found: list[str]):
    text = f"import os\nfor m in {value}:\n    post_save.connect(on_save, m)\n"
    assert sorted(senders(text)) == found


def test_a_tuple_target_of_another_length_is_not_known():
    assert of("M, other = Book, Tag, Author\n") == [UNKNOWN]
    assert of("(M, other), third = (Book, Tag), Author\n") == [BOOK]
    assert of("other.attribute, M = 1, Book\n") == [BOOK]
