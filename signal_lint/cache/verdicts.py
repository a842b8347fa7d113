"""What a check came to, by its settings, as long as nothing that it depended on has changed."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace

from signal_lint import edits, findings, outcome, source
from signal_lint.cache.encoding import Encoding, NotPlainError
from signal_lint.cache.stamps import Entry, unchanged, unpacked
from signal_lint.cache.store import INSTALLATION, read, write
from signal_lint.outcome import Outcome
from signal_lint.settings import Settings

_ENCODING = Encoding((source, edits, findings, outcome))
_KIND = "verdict"


def recall(settings: Settings) -> Outcome | None:
    """Return what a check with these settings came to, None where it has to be made.

    Stamps are compared first; where they differ, what the files hold.
    """
    folder = settings.cache_dir
    found = None if folder is None else read(folder, _KIND, _key(settings))
    if folder is None or found is None:
        return None
    try:
        inputs = unpacked(found[0])
        match json.loads(found[1]):
            case [str() as listed, plain] if isinstance(known := _ENCODING.decoded(plain), Outcome):
                pass
            case _:
                return None
    except (ValueError, NotPlainError, RecursionError):
        return None
    if not unchanged(found[0]):
        # Walks the project, for which it imports as much as all the rest does.
        from signal_lint.cache.inputs import rechecked

        now = rechecked(settings, inputs, listed.encode())
        if now is None:
            return None
        _write(folder, settings, now, found[1])
        inputs = now
    return replace(known, inputs=tuple(inputs))


def keep(settings: Settings, found: Outcome, listed: bytes) -> None:
    """Keep what a check came to, unless there is no telling what it depended on.

    `listed` is the digest of which files there were.
    """
    folder = settings.cache_dir
    if folder is not None and found.inputs:
        answer = [listed.decode(), _ENCODING.encoded(replace(found, inputs=()))]
        text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
        _write(folder, settings, found.inputs, text.encode("utf-8", "surrogatepass"))


def _write(folder: str, settings: Settings, inputs: Sequence[Entry], answer: bytes) -> None:
    write(folder, _KIND, _key(settings), inputs, answer)


def _key(settings: Settings) -> bytes:
    """Return what the outcome of a check depends on beside its inputs."""
    asked = replace(settings, jobs=1, debug=False, cache_dir=None, sources={})
    return os.fsencode(f"{INSTALLATION} {asked}")
