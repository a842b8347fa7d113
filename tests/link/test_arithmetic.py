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
