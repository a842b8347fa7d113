"""Markdown, rendered: what comes from the project is text, and the tables are tables."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from outcomes import diagnostic, location, outcome
from reports.made_up import EVIL, HOSTILE, report

from signal_lint.outcome import Outcome
from signal_lint.reports.markdown import markdown
from signal_lint.text.printable import printable

TAGS = {"h3", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "br", "details", "summary"}


class Page(HTMLParser):
    """The tags, the attributes and the text of a page, and the cells of its tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[object] = []
        self.rows: list[list[str]] = []
        self.text = ""
        self.is_in_cell = False
        self.feed(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self.is_in_cell = True
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        self.is_in_cell = self.is_in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.is_in_cell:
            self.rows[-1][-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def page(found: Outcome) -> Page:
    return Page(markdown(found))


def test_hostile_text_stays_text():
    shown = page(HOSTILE)
    assert (shown.tags - TAGS, shown.attributes) == (set(), [])
    assert f"{printable(f'shop/{EVIL}.py')}: 2 problems" in shown.text
    message, related = f"No model is called `{EVIL}`, so ``{EVIL}", f"shop/{EVIL}.py:7:1: {EVIL} is `{EVIL}`"
    # Some backticks are markup of our own, and where they stand is up to the text.
    assert shown.rows[-2][3].replace("`", "").split("\n") == [
        printable(message).replace("`", ""),
        printable(related).replace("`", ""),
    ]


def test_names_in_a_message_are_code_and_the_rest_is_text():
    text = markdown(outcome(diagnostic(message="`a|b` is *not* `c`")))
    assert "| <code>a&#124;b</code> is &#42;not&#42; <code>c</code> |" in text


def test_the_counts_begin_with_the_severest_and_most_frequent():
    rows = Page(report("usual", "markdown")).rows
    assert [row[1:3] for row in rows[1:7]] == [
        ["error", "SGL001"], ["error", "SGL003"], ["error", "SGL901"], ["error", "SGL902"],
        ["warning", "SGL201"], ["info", "SGL502"],
    ]  # fmt: skip


def test_a_clean_run_is_one_line_below_the_title():
    assert markdown(outcome(connections=1)) == (
        "### signal-lint\n\nNo problems found&#58; 41 files, 1 connection&#46;\n"
    )


@pytest.mark.parametrize(("count", "folded"), [(20, False), (21, True)])
def test_many_problems_are_folded_away(count: int, folded: bool):  # noqa: FBT001  a parameter
    found = [diagnostic(location=location(line)) for line in range(count)]
    shown = page(outcome(*found))
    assert ("details" in shown.tags) == folded
    assert "shop/signals.py: " in shown.text
    assert len([row for row in shown.rows if row[2] == "SGL001"]) == 1 + count


def test_a_summary_is_never_too_long_for_github():
    found = [diagnostic(location=location(line, path=f"{line:04}.py")) for line in range(700)]
    text = markdown(outcome(*found))
    assert text.endswith("</details>\n\n200 more problems not shown.\n")
    assert "<code>0499&#46;py</code>" in text
    assert "0500&#46;py" not in text
