"""Names that harm, in the formats for other programs: they show as they are, and change nothing else."""

from __future__ import annotations

import html
import json
import re

import pytest
from maps.fixed import HOSTILE, every_hostile, hostile
from markdown_it import MarkdownIt
from rules.building import project

from signal_lint.maps.dot import dot
from signal_lint.maps.json_map import json_map
from signal_lint.maps.markdown import markdown
from signal_lint.maps.mermaid import mermaid
from signal_lint.maps.picture import picture
from signal_lint.text.printable import printable

GROUPS = ("model", "signal", "app")
DOT_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
MERMAID_STRING = re.compile(r'"([^"]*)"')
#: Keeps a backslash and an n apart, which Mermaid would take for a line break; nobody sees it.
JOINER = "\u2060"
#: What Graphviz makes of the escapes in its strings.
DOT_ESCAPES = {r"\n": "\n", r"\l": "\n", r"\"": '"', "\\\\": "\\"}

each_text = pytest.mark.parametrize("text", HOSTILE, ids=ascii)
each_grouping = pytest.mark.parametrize("group_by", GROUPS)


def in_dot(text, group_by):
    return dot(picture(project(), [hostile(text)], group_by))


def in_mermaid(text, group_by):
    return mermaid(picture(project(), [hostile(text)], group_by))


def dot_texts(source):
    """Return the strings of a graph, as Graphviz shows them."""
    plain = (re.sub(r"\\.", lambda match: DOT_ESCAPES[match[0]], text) for text in DOT_STRING.findall(source))
    return [html.unescape(text) for text in plain]


def mermaid_texts(source):
    """Return the strings of a flowchart, as Mermaid shows them."""
    lines = (text.replace("<br/>", "\n") for text in MERMAID_STRING.findall(source))
    decoded = [re.sub(r"#(\d+);", lambda match: chr(int(match[1])), text) for text in lines]
    assert not any("\\n" in text for text in decoded)
    return [text.replace(JOINER, "") for text in decoded]


def cells(text, group_by):
    """Return the HTML of a Markdown table with a text in all its names, cell by cell."""
    rendered = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(
        markdown(project(), [hostile(text)], group_by)
    )
    assert len(re.findall(r"<table>|<tr>|<h1>|<h2>", rendered)) == 5
    return re.findall(r"<td>(.*?)</td>", rendered, re.DOTALL)


@each_text
@each_grouping
def test_outside_its_strings_a_graph_for_graphviz_is_the_same_for_every_name(text, group_by):
    assert DOT_STRING.sub('""', in_dot(text, group_by)) == DOT_STRING.sub('""', in_dot("plain", group_by))


@each_text
@each_grouping
def test_outside_its_strings_a_flowchart_is_the_same_for_every_name(text, group_by):
    source, plain = in_mermaid(text, group_by), in_mermaid("plain", group_by)
    assert MERMAID_STRING.sub('""', source) == MERMAID_STRING.sub('""', plain)


@each_text
def test_graphviz_shows_a_name_as_the_terminal_does(text):
    assert any(printable(text) in shown for shown in dot_texts(in_dot(text, "model")))


@each_text
def test_mermaid_shows_a_name_as_the_terminal_does(text):
    assert any(printable(text) in shown for shown in mermaid_texts(in_mermaid(text, "model")))


@pytest.mark.parametrize("drawn", [in_dot, in_mermaid])
@each_text
def test_a_picture_is_printable_and_valid_unicode(text, drawn):
    assert [line for line in drawn(text, "app").splitlines() if not line.isprintable()] == []
    drawn(text, "app").encode()


@each_text
@each_grouping
def test_a_name_is_code_in_a_table_and_nothing_else(text, group_by):
    *_, receiver, defined, connected, _, why = cells(text, group_by)
    shown = html.escape(printable(f"shop.{text}"))
    assert html.unescape(receiver) == html.unescape(f"<code>{shown}</code>")
    link = re.fullmatch(r'<a href="shop/[\w./%~-]*\.py#L1"><code>([^<]*)</code></a>', defined)
    assert html.unescape(link[1]) == printable(f"{hostile(text).location.path}:1")
    assert connected == defined
    assert set(re.findall(r"</?\w+", why)) <= {"<code", "</code", "<a", "</a"}


@each_text
def test_a_reason_is_read_as_it_was_written(text):
    *_, why = cells(text, "model")
    shown = html.unescape(re.sub(r"</?(code|a)\b[^>]*>", "", why)).replace("`", "")
    reason = printable(f"{text} of `{text}`").replace("`", "")
    place = printable(f"{hostile(text).location.path}:1").replace("`", "")
    assert shown == f"{reason}; collected: {reason} ({place})"


def test_json_holds_the_very_names():
    document = json.loads(json_map(project(), every_hostile()))
    assert {row["sender"]["label"] for row in document["connections"]} == {f"shop.{text}" for text in HOSTILE}
