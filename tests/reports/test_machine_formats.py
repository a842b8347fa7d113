"""The reports that tools read."""

from __future__ import annotations

import json

from outcomes import diagnostic, location, outcome

from signal_lint.findings import Fix, Related
from signal_lint.reports.concise import concise
from signal_lint.reports.json_report import json_report
from signal_lint.reports.statistics import json_statistics, statistics

RELATED = Related(location(7, 0, path="shop/apps.py"), "connected here")


def test_concise_is_one_line_for_each_diagnostic():
    assert concise([diagnostic()]) == "shop/signals.py:3:5: SGL001 `on_save` does not accept `**kwargs`\n"


def test_json_holds_every_part_of_a_diagnostic():
    found = diagnostic(related=(RELATED,), fix=Fix("Append", "safe", ()))
    assert json.loads(json_report(outcome(found)))["diagnostics"] == [
        {
            "code": "SGL001", "name": "receiver-without-kwargs", "severity": "error",
            "message": "`on_save` does not accept `**kwargs`",
            "path": "shop/signals.py", "line": 3, "column": 5, "end_line": 3, "end_column": 12,
            "related": [{"path": "shop/apps.py", "line": 7, "column": 1, "message": "connected here"}],
            "fix": {"title": "Append", "safety": "safe"},
            "help": None,
            "fingerprint": "0123456789abcdef",
        }
    ]  # fmt: skip


def test_json_counts_files_and_codes():
    document = json.loads(json_report(outcome(diagnostic(code="SGL301"), diagnostic())))
    assert (document["version"], document["root"]) == (1, ".")
    by_code = {"SGL001": 1, "SGL301": 1}
    assert document["summary"] == {"files": 41, "parsed": 12, "by_code": by_code}
    assert document["diagnostics"][0]["fix"] is None


def test_json_can_be_printed_in_any_locale():
    assert json_report(outcome(diagnostic(message="\udcff ü"))).isascii()


def test_statistics_begin_with_the_most_frequent_rule():
    found = [
        diagnostic(code="SGL301", name="late"),
        *[diagnostic()] * 10,
        diagnostic(code="SGL002", name="save"),
    ]
    lines = ["10  SGL001  receiver-without-kwargs", " 1  SGL002  save", " 1  SGL301  late"]
    assert statistics(found).splitlines() == lines
    assert json.loads(json_statistics(found))[1] == {"code": "SGL002", "name": "save", "count": 1}


def test_statistics_of_nothing_are_empty():
    assert not statistics([])
    assert json.loads(json_statistics([])) == []
