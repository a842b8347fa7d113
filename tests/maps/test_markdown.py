"""The map as tables."""

from __future__ import annotations

from dataclasses import replace

from maps.fixed import CONNECTIONS, IN_TWO_APPS
from markdown_it import MarkdownIt
from rules.building import connection, project

from signal_lint.maps.markdown import markdown
from signal_lint.source import at_line


def test_a_map_without_connections_says_so():
    assert markdown(project(), [], "model") == "# Signals\n\nNo connections found.\n"


def test_each_connection_is_a_row_of_a_table():
    for group_by in ("model", "signal", "app"):
        text = markdown(IN_TWO_APPS, CONNECTIONS, group_by)
        rendered = MarkdownIt("gfm-like", {"linkify": False}).render(text)
        assert rendered.count("<tr>") - rendered.count("<table>") == len(CONNECTIONS)
        assert rendered.count("<h2>") == rendered.count("<table>")


def test_a_path_is_quoted_in_a_link_as_it_is_on_disk():
    row = connection(location=at_line("my app/#1?/ü\udcff.py", 7))
    assert "](my%20app/%231%3F/%C3%BC%FF.py#L7)" in markdown(project(), [row], "app")


def test_backticks_of_a_reason_are_code_and_one_alone_is_itself():
    text = markdown(project(), [replace(connection(), reason="`a` and `b"), connection()], "model")
    assert "| `a` and &#96;b |" in text


def test_a_condition_stands_beside_the_reasons():
    text = markdown(project(), [replace(connection(loaded="startup"), condition="`a` (b.py:3)")], "model")
    assert "| if `a` &#40;b&#46;py&#58;3&#41; |" in text
