"""The diagnostics as JUnit's XML, which CI servers show as tests: a suite a file, a failure a finding."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from signal_lint.findings import Diagnostic
from signal_lint.reports.about import INTERNAL_ERROR, NAME
from signal_lint.source import Location
from signal_lint.text.printable import printable


def junit(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the diagnostics as XML; where there are none, one test that has passed.

    What XML cannot hold, or a reader could not see, is escaped as Python writes it.
    """
    root = Element("testsuites", name=NAME)
    for path, found in groupby(diagnostics, key=lambda diagnostic: diagnostic.location.path):
        _add_suite(root, path, list(found))
    if not len(root):
        # Some servers take a report without a test for a mistake.
        suite = SubElement(root, "testsuite", name=NAME, tests="1", failures="0", errors="0")
        SubElement(suite, "testcase", classname=NAME, name="no problems found")
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    indent(root)
    text: bytes = tostring(root, "us-ascii", xml_declaration=True)
    return text.decode("ascii") + "\n"


def _add_suite(root: Element, path: str, found: list[Diagnostic]) -> None:
    errors = sum(diagnostic.code == INTERNAL_ERROR for diagnostic in found)
    counts = {"tests": str(len(found)), "failures": str(len(found) - errors), "errors": str(errors)}
    suite = SubElement(root, "testsuite", {"name": printable(path), **counts})
    for diagnostic in found:
        _add_case(suite, diagnostic)


def _add_case(suite: Element, diagnostic: Diagnostic) -> None:
    place, message = _place(diagnostic.location), printable(diagnostic.message)
    name = f"{diagnostic.code} {diagnostic.name} at {place}"
    case = SubElement(suite, "testcase", classname=printable(diagnostic.location.path), name=name)
    kind = "error" if diagnostic.code == INTERNAL_ERROR else "failure"
    problem = SubElement(case, kind, type=diagnostic.severity.value, message=message)
    related = (f"{_place(each.location)}: {printable(each.message)}" for each in diagnostic.related)
    problem.text = "\n".join((f"{place}: {diagnostic.code} {message}", *related))


def _place(location: Location) -> str:
    return f"{printable(location.path)}:{location.span.line}:{location.span.column + 1}"
