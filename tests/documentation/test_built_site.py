"""What looks at the built documentation sees what is broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from documentation.built_site import letters, main, problems, read, wrong_rules

from signal_lint.explain import explain
from signal_lint.rules import all_rules

HEAD = "<html><head><title>t</title></head>"
PAGE = HEAD + "<body><article><h1>h</h1>{}</article><svg><title>s</title></svg></body>"
FINE = (
    '<p id="one"><a href="#one">a</a> <a href="deep/b.html?x=1#two%20b">b</a> <a href="deep/b.html">b</a> '
    '<a href="a.css#none">c</a> <a href="https://example.org/a?b#c">d</a> <a name="nowhere">e</a>'
    '<a href="#">SGL001</a> <code><i>#</i> <i>noqa:</i> <i>SGL002</i></code> <pre>SGL003</pre>'
)
LOADS = '<link rel="stylesheet" href="a.css?v=1"><script src="deep/../a.css"></script>'


def site(folder: Path, **pages: str) -> Path:
    """Make a site of two pages and a style, with what is given as the text of its first page."""
    (folder / "deep").mkdir()
    (folder / "a.css").touch()
    (folder / "index.html").write_text(PAGE.format(pages.get("index", FINE + LOADS)))
    (folder / "deep/b.html").write_text(PAGE.format('<p id="two b"><a href="../index.html">up</a>'))
    return folder


def found(folder: Path) -> list[str]:
    return list(problems(folder, read(folder)))


def test_nothing_is_said_of_a_site_that_holds_together(tmp_path: Path):
    assert found(site(tmp_path)) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('<a href="c.html">', "index.html:1: c.html leads to no file"),
        ('\n<a href="deep">', "index.html:2: deep leads to no file"),
        ('<a href="#two">', "index.html:1: #two leads to no element of that page"),
        ('<a href="deep/b.html#one">', "index.html:1: deep/b.html#one leads to no element of that page"),
        ('<p id="a"><b id="a">', "index.html: id a is there twice"),
        ("<p>of SGL001, and", "index.html: SGL001 is no link"),
        ("<code><span>SGL001</span></code>", "index.html: SGL001 is no link"),
        ("<h1>again</h1>", "index.html: 1 titles and 2 first headings"),
        ('<img src="no.png">', "index.html:1: loads no.png, which the site does not have"),
        (
            '<link href="//example.org/a.css">',
            "index.html:1: loads //example.org/a.css, which the site does not have",
        ),
    ],
)
def test_what_is_broken_is_named(tmp_path: Path, text: str, wrong: str):
    assert found(site(tmp_path, index=text)) == [wrong]


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "https://example",
        "https://exa mple.org",
        "mailto:a@b.org",
        "https://",
        "//a.org",
    ],
)
def test_an_address_of_another_form_is_named(tmp_path: Path, url: str):
    wrong = f"index.html:1: {url} is no address of the form https://host/path"
    assert found(site(tmp_path, index=f'<a href="{url}">')) == [wrong]


def test_the_page_of_a_rule_says_what_the_command_says(tmp_path: Path):
    folder = tmp_path / "reference/rules"
    folder.mkdir(parents=True)
    for rule in all_rules():
        (folder / f"{rule.code}.html").write_text(f"<article>{letters(explain(rule))}</article>not this")
    assert list(wrong_rules(read(tmp_path))) == []
    (folder / "SGL001.html").write_text("<article>Something else</article>")
    (folder / "SGL002.html").unlink()
    assert [line[:27] for line in wrong_rules(read(tmp_path))] == [
        "reference/rules/SGL001.html",
        "reference/rules/SGL002.html",
    ]


def test_the_script_lists_what_it_found_and_where_links_lead_out(tmp_path: Path, capsys):
    assert main(site(tmp_path)) == 1
    *_, last, count = capsys.readouterr().out.splitlines()
    assert last == "leads out: https://example.org/a?b#c"
    assert count == f"2 pages, {len(all_rules())} problems; 1 addresses elsewhere, not fetched"


def test_no_site_is_no_success(tmp_path: Path):
    assert main(tmp_path) == 1
