"""Whether the built documentation holds together.

    python -m sphinx --fail-on-warning docs build/docs
    python tests/documentation/built_site.py build/docs

Every link, image, script and style of every page has to lead to a file of the site, and an anchor to an
element there; each page has a title, one first heading, and no id twice; nothing is loaded from elsewhere.
The page of a rule says, letter for letter, what `signal-lint rule` prints; its code, where another page names
it, is a link. Nothing is fetched: links that lead out are listed, and only their form is looked at. Exit code
1 where anything is wrong.
"""

from __future__ import annotations

import posixpath
import re
import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from signal_lint.explain import explain
from signal_lint.rules import all_rules

CODE = re.compile(r"\bSGL\d{3}\b")
#: In links and headings, and in blocks of code, a code is no link.
INERT = ("a", "h1", "h2", "h3", "pre")
OUTWARD = re.compile(r"https://([a-z0-9-]+\.)+[a-z]+(/[^\s<>\"]*)?")
Site = dict[str, "Page"]


class Page(HTMLParser):
    """What of one page is looked at: ids, links and what it loads with their lines, titles, text, codes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[tuple[int, str]] = []
        self.loaded: list[tuple[int, str]] = []
        self.opened: Counter[str] = Counter()
        self.article = ""
        self.unlinked: set[str] = set()
        self._within: Counter[str] = Counter()
        self._code = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        given = {name: value or "" for name, value in attrs}
        line, _ = self.getpos()
        # The images of a page have titles of their own.
        self.opened[tag] += tag != "title" or not self.opened["body"]
        self._within[tag] += 1
        if "id" in given:
            self.ids.append(given["id"])
        match tag:
            case "a" if "href" in given:
                self.links.append((line, given["href"]))
            case "link":
                self.loaded.append((line, given["href"]))
            case _ if "src" in given:
                self.loaded.append((line, given["src"]))

    def handle_endtag(self, tag: str) -> None:
        """Note the end of an element."""
        self._within[tag] -= 1
        if tag == "code":
            self._note([self._code] if CODE.fullmatch(self._code) else [])
            self._code = ""

    def handle_data(self, data: str) -> None:
        """Keep the text; what stands in code may come in parts."""
        self.article += data if self._within["article"] else ""
        if self._within["code"]:
            self._code += data
        else:
            self._note(CODE.findall(data))

    def _note(self, codes: list[str]) -> None:
        if self._within["article"] and not any(self._within[tag] for tag in INERT):
            self.unlinked.update(codes)


def read(folder: Path) -> Site:
    """Return every page of a site by its path."""
    return {
        path.relative_to(folder).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.html"))
    }


def problems(folder: Path, site: Site) -> Iterator[str]:
    """Yield what is wrong with the pages of a site, one line each."""
    for path, page in site.items():
        # The headings of the search are made by its script.
        if page.opened["title"] != 1 or (page.opened["h1"] != 1 and path != "search.html"):
            yield f"{path}: {page.opened['title']} titles and {page.opened['h1']} first headings"
        yield from (
            f"{path}: id {id_} is there twice" for id_, count in Counter(page.ids).items() if count > 1
        )
        for code in sorted(page.unlinked - {path.removeprefix("reference/rules/").removesuffix(".html")}):
            yield f"{path}: {code} is no link"
        for line, url in page.loaded:
            if is_outward(url) or not (folder / target(path, url)).is_file():
                yield f"{path}:{line}: loads {url}, which the site does not have"
        for line, url in page.links:
            if wrong := _wrong_link(folder, site, path, url):
                yield f"{path}:{line}: {url} {wrong}"


def _wrong_link(folder: Path, site: Site, path: str, url: str) -> str:
    if is_outward(url):
        return "" if OUTWARD.fullmatch(url) else "is no address of the form https://host/path"
    to = target(path, url)
    if not (folder / to).is_file():
        return "leads to no file"
    anchor = unquote(urlsplit(url).fragment)
    known = to not in site or anchor == "" or anchor in site[to].ids
    return "" if known else "leads to no element of that page"


def is_outward(url: str) -> bool:
    """Tell whether an address is more than a path, a query and an anchor."""
    parts = urlsplit(url)
    return bool(parts.scheme or parts.netloc)


def target(path: str, url: str) -> str:
    """Return the file of the site that a link of a page leads to."""
    to = unquote(urlsplit(url).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), to)) if to else path


def wrong_rules(site: Site) -> Iterator[str]:
    """Yield the pages of rules that say something else than the command."""
    for rule in all_rules():
        path = f"reference/rules/{rule.code}.html"
        if path not in site or letters(site[path].article) != letters(explain(rule)):
            yield f"{path}: is not what `signal-lint rule {rule.code}` says"


def letters(text: str) -> str:
    """Return a text without spaces and punctuation: Markdown takes some of them away."""
    return re.sub(r"\W", "", text)


def main(folder: Path) -> int:
    """Print what is wrong with a site, and where its links lead out; return the exit code."""
    site = read(folder)
    found = [*problems(folder, site), *wrong_rules(site)]
    outward = sorted({url for page in site.values() for _, url in page.links if is_outward(url)})
    print(*found, *(f"leads out: {url}" for url in outward), sep="\n")
    print(f"{len(site)} pages, {len(found)} problems; {len(outward)} addresses elsewhere, not fetched")
    return 1 if found or not site else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
