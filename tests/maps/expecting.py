"""What a page has to show, worked out from its document alone."""

from __future__ import annotations

import re

# What a page writes out instead of showing it.
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def nodes(document: dict) -> dict[str, int]:
    """Return how many nodes of each kind a document has."""
    rows = document["connections"]
    known = {model["name"] for model in document["models"]}
    senders = {_class(row) for row in rows} & known
    written = {write["model"] for row in rows for write in row["writes"]}
    receivers = {_receiver(row, number) for number, row in enumerate(rows)}
    counts = {"model": len(senders | written), "event": len(events(rows)), "receiver": len(receivers)}
    return {kind: number for kind, number in counts.items() if number}


def edges(document: dict) -> dict[str, int]:
    """Return how many edges of each kind a document has."""
    rows = document["connections"]
    known = {model["name"] for model in document["models"]}
    counts = {
        "connection": len(rows),
        "sent": len(events(row for row in rows if _class(row) in known)),
        "write": sum(len(row["writes"]) for row in rows),
    }
    return {kind: number for kind, number in counts.items() if number}


def events(rows) -> set[tuple[object, ...]]:
    """Return the signals of one sender that connections receive."""
    return {(_signal(row), _sender(row)) for row in rows}


def _signal(row: dict) -> tuple[bool, str]:
    return row["signal"] is not None, row["signal"] or row["arguments"]["signal"]


def _sender(row: dict) -> str:
    sender = row["sender"]
    if sender["kind"] == "any":
        return ""
    if sender["kind"] == "instance":
        return f"instance {row['arguments']['sender']}"
    return sender["label"] or sender["name"] or f"written {row['arguments']['sender']}"


def _class(row: dict) -> str | None:
    """Return the name of the class that is the sender of a connection; an instance sends nothing."""
    return row["sender"]["name"] if row["sender"]["kind"] != "instance" else None


def _receiver(row: dict, number: int) -> object:
    receiver = row["receiver"]
    if receiver["name"] is None and receiver["path"] is None:
        return number
    return receiver["name"], receiver["path"], receiver["line"]


def row_matches(row: dict, word: str) -> bool:
    """Tell whether a search for a word in lower case has to find a connection."""
    sender, receiver, given = row["sender"], row["receiver"], row["arguments"]
    texts = [
        row["app"] or "in no installed app", row["signal"], given["signal"], sender["name"], given["sender"],
        sender["label"], receiver["name"], given["receiver"], receiver["path"], row["path"], row["reason"],
        row["dispatch_uid"], row["lost"] and row["lost"]["kind"],
        *(text for each in row["findings"] for text in (each["code"], each["message"])),
        *(text for each in row["writes"] for text in (each["label"], *each["when"])),
    ]  # fmt: skip
    return any(word in written_out(text).lower() for text in texts if text)


def inside(text: str, page: str) -> bool:
    """Tell whether a text of the project stands on a page, with what can't be seen written out."""
    return written_out(text) in page


def written_out(text: str) -> str:
    """Return a text of the project as a page shows it."""
    return _UNSEEN.sub(lambda found: _SHORT.get(found[0], f"\\u{ord(found[0]):04x}"), text)
