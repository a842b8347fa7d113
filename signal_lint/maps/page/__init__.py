"""The map as one HTML page: open it in a browser, and it needs nothing else.

Invariant: the page loads nothing and runs nothing but its own scripts, which its Content-Security-Policy
names by their hashes. Invariant: it is ASCII, so that no encoding on its way can change what is hashed.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from string import Template

_HERE = Path(__file__).parent
_STYLES = ("page.css",)
# In the order in which they use each other; the last one begins.
_SCRIPTS = (
    "vendor/cytoscape.min.js",
    "vendor/dagre.min.js",
    "text.js",
    "project.js",
    "filters.js",
    "chain.js",
    "graph.js",
    "layout.js",
    "look.js",
    "picture.js",
    "details.js",
    "table.js",
    "controls.js",
    "focus.js",
    "page.js",
)


def page(document: dict[str, object]) -> str:
    """Return the page that shows a document of `signal_lint.maps.page.document`."""
    styles = [_read(name) for name in _STYLES]
    scripts = [_escaped(_read(name)) for name in _SCRIPTS]
    return Template(_read("page.html")).substitute(
        policy=_policy(styles, scripts),
        # Cytoscape adds a sheet of its own, which the policy would refuse, unless one has this id.
        styles="".join(f'<style id="__________cytoscape_stylesheet">{text}</style>\n' for text in styles),
        document=embedded(document),
        scripts="".join(f"<script>{text}</script>\n" for text in scripts),
    )


def embedded(document: dict[str, object]) -> str:
    """Return a document as JSON that may stand in a `<script>`: it ends no element, and begins no comment."""
    text = json.dumps(document, separators=(",", ":"))
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")


def _policy(styles: list[str], scripts: list[str]) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_source, scripts))}",
            f"style-src {' '.join(map(_source, styles))}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        )
    )


def _source(text: str) -> str:
    """Return what names a script or a style in the policy."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _escaped(script: str) -> str:
    """Return a script in plain ASCII; only its texts and comments hold anything else."""
    return re.sub(r"[^\n -~]", lambda found: json.dumps(found[0])[1:-1], script)


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
