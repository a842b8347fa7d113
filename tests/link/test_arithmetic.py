"""What operators, formats and lists come to, seen in the uid or the senders of a connection."""

import pytest
from link.linking import row, senders


@pytest.mark.parametrize(
    ("text", "uid"),
    [
        ("'a' + 'b'", "ab"),
        ("'%s.%s' % ('a', 'b')", "a.b"),
        ("'%d' % 1", None),
        ("'%s' % what", None),
        ("'{}.{x}'.format('a', x='b')", "a.b"),
        ("'{}{}'.format('a')", None),
        ("'{}'.format(what)", None),
        ("f'{__name__}.x'", "shop.signals.x"),
        ("['a', 'b'][-1]", "b"),
        ("['a'][3]", None),
        ("{'k': 'a', 'k': 'b'}['k']", "b"),
        ("{'k': 'a', **what}['k']", None),
        ("'' or 'b'", "b"),
        ("Book and 'b'", "b"),
        ("what or 'b'", None),
        ("list(dict(a='x').values())[0]", "x"),
        ("[*{'x': 1}.keys()][0]", "x"),
        ("tuple(('a',))[0]", "a"),
        ("'a' if what else 'b'", None),
        ("'a' if not False else 'b'", "a"),
        ("'a' if True and False else 'b'", "b"),
    ],
)
def test_a_text_is_worked_out_where_all_its_parts_are_known(text: str, uid: str | None):
    assert row(f"post_save.connect(on_save, dispatch_uid={text})\n").dispatch_uid == uid


TRUE, FALSE, OPEN = {"model shop.models.Book"}, {"model shop.models.Tag"}, set[str]()


@pytest.mark.parametrize(
    ("value", "if_true", "if_none"),
    [
        ("[Book]", TRUE, FALSE),
        ("[]", FALSE, FALSE),
        ("[*what]", OPEN, FALSE),
        ("{'a': 1}", TRUE, FALSE),
        ("{}", FALSE, FALSE),
        ("{**what}", OPEN, FALSE),
        ("'text'", TRUE, FALSE),
        ("0", FALSE, FALSE),
        ("None", FALSE, TRUE),
        ("Book", TRUE, FALSE),
        ("on_save", TRUE, FALSE),
        ("what", OPEN, OPEN),
    ],
)
def test_a_value_is_true_or_none_as_far_as_it_is_known(value: str, if_true: set[str], if_none: set[str]):
    for test, found in (("p", if_true), ("p is None", if_none)):
        text = f"def f(p):\n    post_save.connect(on_save, Book if {test} else Tag)\nf({value})\n"
        assert set(senders(text)) - {"dynamic ?"} == found


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("[m for m in (Book, Tag)]", {"Book", "Tag"}),
        ("{m for m in (Book, Tag)}", {"Book", "Tag"}),
        ("(m for a in ((Book, 1), (Tag, 2)) for m in a[:1])", {"Book", "Tag"}),
        ("[m for m, _ in ((Book, 1), (Tag, 2))]", {"Book", "Tag"}),
        ("[n for m in (Book,) for n in (m, Tag)]", {"Book", "Tag"}),
        ("[m for m in (Book, Tag) if what(m)]", {"Book", "Tag"}),
        ("[m for m in what]", {"each"}),
        ("[m.sender for m in what]", {"each"}),
        ("[Book for x.y in (1, 2)]", {"Book"}),
        ("[m for m in ()]", {"each"}),
        ("[m for a in what for m in (Book,)]", {"each"}),
        ("{m: 1 for m in (Book, Tag)}", {"each"}),
        ("{Book: 1, Tag: 2}", {"Book", "Tag"}),
        ("(Book,) + (Tag,)", {"Book", "Tag"}),
        ("{Book} | {Tag}", {"Book", "Tag"}),
        ("[Book] + what", {"Book", "each"}),
        ("what + [Book]", {"Book", "each"}),
        ("what + what", {"each"}),
    ],
)
def test_a_loop_takes_the_known_elements_and_each_of_the_others(expression: str, found: set[str]):
    connected = senders(f"for m in {expression}:\n    post_save.connect(on_save, m)\n")
    assert {each.partition(" ")[0] if "?" in each else each.rpartition(".")[2] for each in connected} == found


def test_elements_of_a_set_have_no_place():
    assert senders("post_save.connect(on_save, {Book, Tag}[0])\n") == ["dynamic ?"]


def test_a_list_holds_what_is_added_before_the_loop_and_not_after():
    text = """
        MODELS = [Book]
        MODELS.append(Tag)
        MODELS += []
        for m in MODELS:
            post_save.connect(on_save, m)
        MODELS.insert(0, Author)
    """
    assert senders(text) == ["model shop.models.Book", "model shop.models.Tag"]


def test_a_list_that_grows_by_itself_or_by_what_is_not_known_is_open():
    text = "L = [Book]\nL.append(len(L))\nL.extend(what())\nL.sort()\n"
    assert "each ?" in senders(f"{text}for m in L:\n    post_save.connect(on_save, m)\n")
