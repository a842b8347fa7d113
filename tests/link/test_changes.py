"""What becomes of lists, dicts and names after they are written."""

import pytest
from link.linking import senders, signals

BOOK, TAG, AUTHOR = (f"model shop.models.{name}" for name in ("Book", "Tag", "Author"))


def indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())


def everywhere(text: str) -> tuple[set[str], set[str]]:
    """Return the senders of code that runs at module level, and of the same code in a function."""
    return set(senders(text)), set(senders(f"def f():\n{indented(text)}f()\n"))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("", {BOOK}),
        ("L.append(Tag)", {BOOK, TAG}),
        ("L.insert(0, Tag)", {BOOK, TAG}),
        ("L.extend([Tag, Author])", {BOOK, TAG, AUTHOR}),
        ("L += [Tag]", {BOOK, TAG}),
        ("L.append(Tag)\nL += [Author]", {BOOK, TAG, AUTHOR}),
        ("if what:\n    L.append(Tag)", {BOOK, TAG}),
        ("L.extend(what)", {BOOK, "each ?"}),
        ("L.extend(Tag)", {BOOK, "each ?"}),
        ("L.append(L[0])", {BOOK}),
        ("L.sort()", {BOOK}),
        ("L.index(Book)", {BOOK}),
        ("L.remove(Book)", {"each ?"}),
        ("L.clear()", {"each ?"}),
        ("L[0] = Tag", {TAG}),
        ("L[0] += Tag", {BOOK, "each ?"}),
        ("del L[0]", {"each ?"}),
        ("L.append(Tag)\nL = [Author]", {AUTHOR}),
        ("other.append(Tag)\nother[0] = L", {BOOK}),
        ("class A:\n    L = 1", {BOOK}),
    ],
)
def test_a_loop_takes_what_a_list_holds_after_its_changes(change: str, found: set[str]):
    text = f"L = [Book]\n{change}\nfor m in L:\n    post_save.connect(on_save, m)\nL.append(what)\n"
    assert everywhere(text) == (found, found)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("", BOOK),
        ("T.get('k')", BOOK),
        ("T['k'] = Tag", "dynamic ?"),
        ("T.update(k=Tag)", "dynamic ?"),
        ("T.setdefault('k', Tag)", "dynamic ?"),
        ("T.pop('k')", "dynamic ?"),
        ("del T['k']", "dynamic ?"),
        ("T['k'] |= Tag", "dynamic ?"),
        ("if what:\n    T['k'] = Tag", "dynamic ?"),
        ("T['k'] = Tag\nT = {'k': Author}", AUTHOR),
    ],
)
def test_a_dict_that_is_changed_is_not_known(change: str, found: str):
    text = f"T = {{'k': Book}}\n{change}\npost_save.connect(on_save, T['k'])\nT['k'] = what\n"
    assert everywhere(text) == ({found}, {found})


@pytest.mark.parametrize("change", ["T['k'] = Tag", "T.pop('k')"])
def test_a_loop_over_a_dict_that_is_changed_takes_what_nobody_knows(change: str):
    text = f"T = {{'k': Book}}\n{change}\nfor m in T.values():\n    post_save.connect(on_save, m)\n"
    assert senders(text) == ["each ?"]


def test_an_element_of_a_list_that_has_no_known_order_is_not_known():
    text = "import os\nL = [Book]\nif os.name:\n    L = [Tag]\na, b = L\n"
    assert (
        senders(f"{text}post_save.connect(on_save, L[0])\npost_save.connect(on_save, a)\n")
        == ["dynamic ?"] * 2
    )


@pytest.mark.parametrize(
    "definition",
    [
        "def set():\n    global S\n    S = what()",
        "class A:\n    def set(self):\n        if True:\n            global S\n            S = what()",
        "if True:\n    def set():\n        global other, S\n        S = what()",
        "def set():\n    def inner():\n        global S\n        S = what()",
    ],
)
def test_a_name_that_a_function_binds_again_is_not_known(definition: str):
    text = f"S = post_save\nM = Book\n{definition}\nS.connect(on_save)\npre_save.connect(on_save, M)\n"
    assert (signals(text), senders(text)) == (["django.db.models.signals.pre_save"], [BOOK])


def test_a_word_in_a_text_binds_nothing_again():
    text = "S = post_save\ndef f():\n    '''the global S'''\n    nonlocal_ = 1\nS.connect(on_save)\n"
    assert signals(text) == ["django.db.models.signals.post_save"]


@pytest.mark.parametrize(
    "change",
    ["MODELS.append(Tag)", "MODELS[0] = Tag", "del MODELS[0]", "MODELS[0] += 1", "MODELS.update(a=Tag)"],
)
@pytest.mark.parametrize("written", ["MODELS = [Book]", "MODELS = {Book: 1}"])
def test_a_list_that_a_function_changes_may_hold_more_when_it_is_looped_over(change: str, written: str):
    loop = "def connect_all():\n    for model in MODELS:\n        post_save.connect(on_save, sender=model)\n"
    text = f"{written}\ndef add():\n    {change}\n{loop}connect_all()\n"
    assert "each ?" in senders(text)


@pytest.mark.parametrize(
    "harmless", ["MODELS.index(Book)", "len(MODELS)", "other.append(MODELS)", "x = 'MODELS'", "MODELS = []"]
)
def test_a_list_that_functions_only_read_is_what_is_written(harmless: str):
    loop = "def connect_all():\n    for model in MODELS:\n        post_save.connect(on_save, sender=model)\n"
    assert senders(f"MODELS = [Book]\ndef look():\n    {harmless}\n{loop}connect_all()\n") == [BOOK]


def test_a_function_that_cannot_be_parsed_changes_nothing():
    loop = "def connect_all():\n    for model in MODELS:\n        post_save.connect(on_save, sender=model)\n"
    assert senders(f"MODELS = [Book]\ndef look(:\n    MODELS.append(1)\n{loop}connect_all()\n") == [BOOK]
