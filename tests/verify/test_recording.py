"""Only what the recorder writes is a recording."""

from __future__ import annotations

import json

import pytest

from signal_lint.verify.recording import Failure, Recording, parse_recording

DOCUMENT = {"django": "5.2", "records": [], "error": None, "urlconf_error": None}


def test_an_empty_recording_is_one():
    assert parse_recording(json.dumps(DOCUMENT)) == Recording("5.2", (), None, None)


def test_an_error_has_its_line_and_its_traceback():
    error = {"line": "ValueError: no", "traceback": "Traceback ..."}
    assert parse_recording(json.dumps({**DOCUMENT, "error": error})).error == Failure(*error.values())


@pytest.mark.parametrize("document", [[], {}, {**DOCUMENT, "records": [{}]}])
def test_what_is_not_a_recording_is_refused(document):
    with pytest.raises(ValueError, match="not the "):
        parse_recording(json.dumps(document))
