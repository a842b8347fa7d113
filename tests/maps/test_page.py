"""The page of a map as a file: well-formed, self-contained, and deaf to what a project is called."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from maps.hostile import ALL, TEXTS, hostile_document
from rules.building import connection, project

import signal_lint.maps.page
from signal_lint.maps.page import embedded, page
from signal_lint.maps.page.document import page_document

FOLDER = Path(signal_lint.maps.page.__file__).parent
VOID = {"meta", "input", "link", "br", "img"}
LOADING = {"src", "srcset", "href", "action", "data", "poster", "formaction", "xlink:href"}
LARGEST = 600_000


class Reader(HTMLParser):
    """Reads a page strictly: what is opened is closed, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[int] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[int, str] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self.elements[self.open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        """Note the text of the innermost element that is open."""
        number = self.open[-1] if self.open else -1
        self.texts[number] = self.texts.get(number, "") + data

    def contents(self, tag: str, **attributes: str) -> list[str]:
        """Return the texts of elements."""
        return [
            self.texts.get(number, "")
            for number, (name, found) in enumerate(self.elements)
            if name == tag and attributes.items() <= found.items()
        ]


def shown(document):
    return Reader(page(document))


def empty():
    return page_document(project(), (), (), lambda *_: ())


@pytest.fixture(params=["empty", "hostile"])
def document(request):
    return empty() if request.param == "empty" else hostile_document()


def test_what_is_opened_is_closed(document):
    reader = shown(document)
    assert reader.open == []
    assert [tag for tag, _ in reader.elements[:2]] == ["html", "head"]


def test_no_two_elements_have_one_id(document):
    ids = [attributes["id"] for _, attributes in shown(document).elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_the_document_comes_out_as_it_went_in(document):
    (text,) = shown(document).contents("script", type="application/json")
    assert json.loads(text) == document


def policy(reader):
    (content,) = [
        attributes["content"]
        for tag, attributes in reader.elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    return {name: values for name, *values in (part.split() for part in content.split(";"))}


def digest(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_allows_what_the_page_holds_and_nothing_else(document):
    reader = shown(document)
    scripts = [
        reader.texts[number]
        for number, (tag, attributes) in enumerate(reader.elements)
        if tag == "script" and "type" not in attributes
    ]
    assert policy(reader) == {
        "default-src": ["'none'"],
        "script-src": [digest(text) for text in scripts],
        "style-src": [digest(text) for text in reader.contents("style")],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "require-trusted-types-for": ["'script'"],
    }


def test_every_script_of_the_package_is_in_the_page():
    reader = shown(empty())
    scripts = [text for text in reader.contents("script") if "use strict" in text or "Cytoscape" in text]
    assert len(scripts) == len([*FOLDER.glob("*.js"), *FOLDER.glob("vendor/*.js")])


def test_nothing_is_loaded(document):
    reader = shown(document)
    loaded = [
        value
        for _, attributes in reader.elements
        for name, value in attributes.items()
        if name in LOADING and not (value or "").startswith("#")
    ]
    assert loaded == []
    assert not [name for _, attributes in reader.elements for name in attributes if name.startswith("on")]
    assert not [attributes for _, attributes in reader.elements if "style" in attributes]
    assert "@import" not in "".join(reader.contents("style"))
    assert "url(" not in "".join(reader.contents("style"))


def test_hostile_names_end_no_script_and_open_no_element():
    assert [tag for tag, _ in shown(hostile_document()).elements] == [
        tag for tag, _ in shown(empty()).elements
    ]


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_a_hostile_text_is_embedded_without_markup(text):
    made = embedded({"text": text})
    assert made.isascii()
    assert not set("<>&\n\u2028") & set(made)
    assert json.loads(made) == {"text": text}


def test_a_page_is_ascii_whatever_the_project_is_called(document):
    text = page(document)
    assert not re.search(r"[^\n -~]", text)


def test_a_page_grows_only_with_its_document(document):
    size = len(page(document)) - len(embedded(document))
    assert size == len(page(empty())) - len(embedded(empty()))
    assert size < LARGEST


def test_a_thousand_connections_make_no_large_page():
    rows = [connection(reason=f"{ALL[:20]}{number}") for number in range(1000)]
    assert len(page(page_document(project(), rows, (), lambda *_: ()))) < LARGEST + 1_000_000


def test_scripts_hold_nothing_that_ends_them():
    for script in (*FOLDER.glob("*.js"), *FOLDER.glob("vendor/*.js")):
        assert not re.search(r"</script|<!--|<script", script.read_text(encoding="utf-8"), re.IGNORECASE)


def test_each_library_has_its_licence_beside_it_and_in_the_page():
    text = page(empty())
    for licence in FOLDER.glob("vendor/*.LICENSE"):
        assert licence.with_name(f"{licence.stem}.min.js").exists()
        notice = licence.read_text(encoding="utf-8").splitlines()[0].strip()
        assert notice
        assert notice in text
