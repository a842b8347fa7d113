"""How Sphinx builds the documentation.

    python -m sphinx --fail-on-warning docs build/docs

Before any page is read, those that are made from the code are written to docs/reference; sections of the
README are included where their page is, and written nowhere else. Nothing is fetched.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS))

from reference import write_pages  # noqa: E402  they lie beside this file
from rule_links import RuleLinks  # noqa: E402

from signal_lint import __version__  # noqa: E402

project = "signal-lint"
author = "The signal-lint authors"
release = __version__
extensions = ["myst_parser"]
nitpicky = True
# Options are written with two hyphens, and strings with straight quotes.
smartquotes = False
myst_heading_anchors = 3
html_theme = "furo"
html_title = f"signal-lint {__version__}"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_copyright = False
html_copy_source = False


def without_repository_links(_app: Sphinx, path: Path, _page: str, text: list[str]) -> None:
    """Keep the names, but not the links, of what lies in the repository and not in the documentation."""
    if path.name == "README.md":
        text[0] = re.sub(r"\[([^]\n]+)\]\((?!https?:)[^)\n]+\)", r"`\1`", text[0])


def setup(app: Sphinx) -> None:
    """Tell Sphinx of the functions above."""
    # A picture as text: what draws it would be loaded from elsewhere.
    app.add_lexer("mermaid", TextLexer)
    app.add_transform(RuleLinks)
    app.connect("builder-inited", lambda _app: write_pages(DOCS / "reference"))
    app.connect("include-read", without_repository_links)
