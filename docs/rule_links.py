"""The code of a rule, wherever the text names it, as a link to the page of the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform

from signal_lint.rules import codes

_CODE = re.compile(rf"\b({'|'.join(codes())})\b")


class RuleLinks(SphinxTransform):
    """Makes links of codes in prose and of literals that are a code, but on the page of that rule."""

    # Before references are looked up.
    default_priority = 5

    def apply(self, **_: object) -> None:
        """Replace the codes of one document."""
        for text in list(self.document.findall(nodes.Text)):
            parent = text.parent
            match parent:
                case nodes.paragraph() | nodes.strong() | nodes.emphasis():
                    parent.replace(text, list(self._linked(text)))
                case nodes.literal() if text in codes() and not isinstance(parent.parent, nodes.reference):
                    parent.parent.replace(parent, self._link(text, parent))

    def _linked(self, text: nodes.Text) -> Iterator[nodes.Node]:
        for part in _CODE.split(text):
            yield self._link(part, nodes.inline("", part)) if part in codes() else nodes.Text(part)

    def _link(self, code: str, shown: nodes.Node) -> nodes.Node:
        page = f"reference/rules/{code}"
        if page == self.env.docname:
            return shown
        return pending_xref(
            "",
            shown,
            refdomain="std",
            reftype="doc",
            reftarget=f"/{page}",
            refdoc=self.env.docname,
            refexplicit=True,
            refwarn=True,
        )
