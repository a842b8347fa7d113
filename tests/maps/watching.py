"""One page, watched in a browser: what it shows, compared with its document, and what it must not do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from maps.expecting import edges, inside, nodes, row_matches

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 480, "height": 900}
VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(
    `${event.violatedDirective} ${event.blockedURI}`));
"""
DRAWN = 300


class WrongError(Exception):
    """What is not as it should be, in a line."""


def expect(what: str, found: object, wanted: object) -> None:
    """Raise a WrongError unless two things are equal."""
    if found != wanted:
        raise WrongError(f"{what} is {found!r}, not {wanted!r}")


def checked(browser, file: Path, screenshots: Path | None) -> str:
    """Check a page, light and dark; return what it came to, in a line."""
    text = file.read_text(encoding="utf-8")
    document = json.loads(re.search(r'id="document">(.*?)</script>', text)[1])
    backgrounds = []
    for scheme in ("light", "dark"):
        with _watched(browser, file, scheme) as tab:
            watcher = Watcher(tab, document, screenshots and screenshots / f"{file.stem}-{scheme}")
            backgrounds.append(watcher.everything())
    expect("the background in light and dark", len(set(backgrounds)), 2)
    rows = document["connections"]
    return f"{len(rows)} connections, {sum(nodes(document).values())} nodes, {len(text):,} characters"


@contextmanager
def _watched(browser, file: Path, scheme: str) -> Iterator[object]:
    """Yield an open page; afterwards raise a WrongError for whatever it requested or complained of."""
    context = browser.new_context(viewport=WIDE, color_scheme=scheme)
    told, requested = [], []
    context.add_init_script(VIOLATIONS)
    tab = context.new_page()
    tab.on("console", lambda message: told.append(f"{message.type}: {message.text}"))
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.on("dialog", lambda dialog: (told.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    tab.on("request", lambda request: requested.append(request.url))
    tab.goto(file.as_uri())
    yield tab
    tab.wait_for_timeout(DRAWN)
    expect("what the policy refused", tab.evaluate("violations"), [])
    expect("what was requested", {url.partition("#")[0] for url in requested}, {file.as_uri()})
    expect("what the console says", told, [])
    context.close()


class Watcher:
    """Goes through all that a page can do."""

    def __init__(self, tab, document: dict, picture: Path | None) -> None:
        self.tab = tab
        self.document = document
        self.rows = document["connections"]
        self.picture = picture

    def everything(self) -> str:
        """Check everything; return the colour of the background."""
        self._shoot("all")
        background = self._background()
        looks = (self.counts, self.search, self.filters, self.details, self.table_order)
        acts = (self.keys, self.what_happens, self.address, self.theme, self.paper, self.only_text)
        for check in (*looks, *acts):
            check()
            self._reset()
        self._shoot_narrow_and_printed()
        return background

    def counts(self) -> None:
        """Count what is shown, folded and unfolded."""
        expect("the number of rows", self._listed(), len(self.rows))
        unfold = self.tab.locator("#unfold")
        if unfold.is_visible():
            said = self.tab.inner_text("#folded span")
            wanted = f"with {len(self.rows):,} connection"
            expect(f"that {said!r} names what is folded", wanted in said, wanted=True)
            expect("the kinds of nodes", {"app", "bundle"} >= set(self._counts()), wanted=True)
            unfold.click()
            self._shoot("unfolded")
        found = self._counts()
        groups = found.pop("group", 0)
        expect("nodes and edges", found, {**nodes(self.document), **edges(self.document)})
        expect("that groups are shown", groups > 0, bool(self.rows))

    def search(self) -> None:
        """Search for what rows hold, and for what none does."""
        for needle in (
            self.rows[0]["path"].split()[0],
            self.rows[-1]["arguments"]["receiver"].split()[0],
        ):
            self.tab.fill("#search", needle)
            self.tab.wait_for_timeout(DRAWN)
            words = needle.lower().split()
            wanted = sum(all(row_matches(row, word) for word in words) for row in self.rows)
            expect(f"the number of rows with {needle!r}", self._listed(), wanted)
        self.tab.fill("#search", "no such thing")
        self.tab.wait_for_selector("#nothing", state="visible")
        expect("the number of rows", self._listed(), 0)

    def filters(self) -> None:
        """Filter by each kind of thing that rows have."""
        self._filter("app", lambda row: row["app"] or "in no installed app")
        self._filter("signal", lambda row: row["signal"])
        for value, wanted in (("any", True), ("none", False)):
            self.tab.select_option("#findings", value)
            expect(
                f"the rows of {value}",
                self._listed(),
                sum(bool(row["findings"]) == wanted for row in self.rows),
            )
            self._reset()
        for state in sorted({self._state(row) for row in self.rows}):
            self.tab.locator(f"#states input[value={state}]").uncheck(force=True)
            expect(
                f"the rows but {state}", self._listed(), sum(self._state(row) != state for row in self.rows)
            )
            self._reset()

    def _filter(self, name: str, value: Callable[[dict], str | None]) -> None:
        for wanted in sorted({value(row) for row in self.rows} - {None})[:4]:
            self.tab.select_option(f"#{name}", wanted)
            expect(f"the rows of {wanted!r}", self._listed(), sum(value(row) == wanted for row in self.rows))
            self._reset()

    def details(self) -> None:
        """Click on rows and on a node: the panel tells what is known of them."""
        for number in sorted({0, len(self.rows) // 2, len(self.rows) - 1}):
            row = self.rows[number]
            self.tab.click(f"tr[data-id='{number}'] button")
            said = self.tab.text_content("#details")
            for fact in (row["path"], row["reason"], *(each["message"] for each in row["findings"])):
                expect(f"that the details tell {fact!r}", inside(fact, said), wanted=True)
            expect("the chosen rows", self.tab.locator("tr.chosen").count(), 1)
        self._shoot("details")
        self.tab.keyboard.press("Escape")
        self._unfold()
        spot = self.tab.evaluate("Page.spot(0)")
        self.tab.mouse.click(spot["x"], spot["y"])
        self.tab.wait_for_timeout(DRAWN)
        name = self.rows[0]["receiver"]["name"] or self.rows[0]["arguments"]["receiver"]
        said = self.tab.text_content("#details")
        expect(f"that the details tell {name!r}", inside(name, said), wanted=True)

    def table_order(self) -> None:
        """Sort the table, up and down."""
        for arrow in ("ascending", "descending"):
            self.tab.click("th[data-key=sender] button")
            expect("aria-sort", self.tab.get_attribute("th[data-key=sender]", "aria-sort"), arrow)
            texts = self.tab.eval_on_selector_all(
                "td.sender", "cells => cells.map((cell) => cell.textContent)"
            )
            if "\\" not in "".join(texts):
                expect("the order of senders", texts, sorted(texts, reverse=arrow == "descending"))

    def keys(self) -> None:
        """Reach search, nodes and help by keys."""
        self.tab.keyboard.press("/")
        expect("the focus", self.tab.evaluate("document.activeElement.id"), "search")
        self.tab.keyboard.press("Escape")
        self.tab.focus("#graph")
        for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
            self.tab.keyboard.press(key)
        expect("that keys choose a node", "selected=" in self._hash(), wanted=True)
        self.tab.keyboard.press("?")
        self.tab.wait_for_selector("#signs[open]")
        self.tab.keyboard.press("Escape")

    def what_happens(self) -> None:
        """Ask what happens when a model is saved."""
        if not self.document["models"]:
            return
        label = next(row["label"] for row in self.document["models"])
        self.tab.keyboard.press("m")
        self.tab.wait_for_selector("#picker[open]")
        if "\n" in label:
            self.tab.locator("#models button").first.click()
        else:
            self.tab.fill("#wanted", label)
            self.tab.keyboard.press("Enter")
        self.tab.wait_for_selector("#question", state="visible")
        said = self.tab.text_content("#details")
        expect("that the chain is of the model", inside(f"{label} is saved", said), wanted=True)
        if self.document["root"] == "/chain":
            self._chain()
        self._shoot("focus")
        self.tab.keyboard.press("Escape")
        expect("that the map is back", self.tab.is_hidden("#question"), wanted=True)

    def _chain(self) -> None:
        self.tab.keyboard.press("Escape")
        self.tab.evaluate("location.hash = 'model=shop.models.Order'")
        self.tab.wait_for_selector("#question", state="visible")
        said = self.tab.inner_text("#details .chain")
        steps = [
            "pre_save",
            "check",
            "post_save",
            "bill",
            "created",
            "billing.Invoice",
            "mark_billed",
            "cycle",
        ]
        places = [said.find(step) for step in steps]
        expect("the order of the chain", places, sorted(places))
        expect("that all of the chain is told", -1 in places, wanted=False)
        for never in ("stock.Item deleted", "misled"):
            expect(f"that {never} is not followed", never in said, wanted=False)
        expect("that a silent operation says so", "updated: sends no signal" in said, wanted=True)
        self.tab.select_option("#verb", "delete")
        expect("the deletion", "no receiver is known" in self.tab.inner_text("#details"), wanted=True)
        self.tab.select_option("#verb", "save")

    def address(self) -> None:
        """Load the address again: it brings back what was shown."""
        state = self._state(self.rows[0])
        self.tab.locator(f"#states input[value={state}]").uncheck(force=True)
        self.tab.click("th[data-key=signal] button")
        listed, kept = self._listed(), self._hash()
        self.tab.reload()
        expect("the address", self._hash(), kept)
        expect("the rows after a reload", self._listed(), listed)
        expect(
            "the order after a reload",
            self.tab.get_attribute("th[data-key=signal]", "aria-sort"),
            "ascending",
        )

    def theme(self) -> None:
        """Switch from light to dark, or the other way, and back."""
        before = self._background()
        self.tab.click("#theme")
        expect("that the switch changes the colours", self._background() != before, wanted=True)
        self.tab.click("#theme")
        expect("the background", self._background(), before)

    def paper(self) -> None:
        """Begin to print, and end: paper is light, and shows the picture."""
        before = self._background()
        self.tab.evaluate("dispatchEvent(new Event('beforeprint'))")
        size = self.tab.evaluate(
            "Math.min(...[...document.querySelectorAll('#paper canvas')].map((all) => all.width))"
        )
        expect("that the picture is printed", size > 100, wanted=True)
        expect("the colour of paper", self._background(), "rgb(255, 255, 255)")
        self.tab.evaluate("dispatchEvent(new Event('afterprint'))")
        expect("what is left of it", self.tab.locator("#paper canvas").count(), 0)
        expect("the background after printing", self._background(), before)

    def only_text(self) -> None:
        """Find no element, and no control character, that a name of the project has brought."""
        made = self.tab.eval_on_selector_all(
            "body *", "all => [...new Set(all.map((each) => each.localName))]"
        )
        expect(
            "elements that could do harm",
            set(made) & {"img", "iframe", "object", "embed", "link", "svg"},
            set(),
        )
        visible = self.tab.inner_text("body")
        expect(
            "control characters in the text",
            re.findall(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", visible),
            [],
        )

    def _listed(self) -> int:
        return self.tab.locator("#connections tbody tr").count()

    def _counts(self) -> dict[str, int]:
        return self.tab.evaluate("Page.counts()")

    def _hash(self) -> str:
        return self.tab.evaluate("location.hash")

    def _background(self) -> str:
        return self.tab.evaluate("getComputedStyle(document.body).backgroundColor")

    def _state(self, row: dict) -> str:
        return "lost" if row["lost"] else row["loaded"]

    def _unfold(self) -> None:
        if self.tab.locator("#unfold").is_visible():
            self.tab.click("#unfold")
        self.tab.wait_for_timeout(DRAWN)

    def _reset(self) -> None:
        self.tab.evaluate("location.hash = '#'")
        self.tab.wait_for_function("location.hash === ''")
        expect("the rows once more", self._listed(), len(self.rows))

    def _shoot(self, what: str) -> None:
        if self.picture:
            self.tab.wait_for_timeout(DRAWN)
            self.tab.screenshot(path=f"{self.picture}-{what}.png")

    def _shoot_narrow_and_printed(self) -> None:
        if self.picture:
            self.tab.set_viewport_size(NARROW)
            self._shoot("narrow")
            self.tab.set_viewport_size(WIDE)
            self.tab.pdf(path=f"{self.picture}.pdf")
