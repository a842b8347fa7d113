"""What several rules say of a sender: whose receiver never runs for it, and where that is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from signal_lint.connections import Connection, Sender
from signal_lint.source import Location


def by_place(connections: Iterable[Connection]) -> Iterator[list[Connection]]:
    """Yield together the connections that one call makes to one sender."""
    found: dict[tuple[Location, str, str | None], list[Connection]] = {}
    for connection in connections:
        sender = connection.sender
        found.setdefault((connection.location, sender.text, sender.name), []).append(connection)
    yield from found.values()


def receiver_name(connection: Connection) -> str:
    """Return the name of what is connected, as the project's own code knows it."""
    receiver = connection.receiver
    return receiver.function.qualname if receiver.function else receiver.text


def signal_names(connections: Iterable[Connection]) -> str:
    """Return the names of the signals of some connections, as a message has them."""
    return " and ".join(dict.fromkeys(f"`{connection.signal_name}`" for connection in connections))


def lines(connection: Connection) -> tuple[int, ...]:
    """Return the lines of a decorated receiver, on which a `# noqa` counts too."""
    function = connection.receiver.function
    if function is None or connection.form != "decorator":
        return ()
    return (*function.decorator_lines, function.location.span.line)


def class_name(sender: Sender) -> str:
    """Return the name of the class of a sender, or how it is written where that is not known."""
    return sender.name.rpartition(".")[2] if sender.name else sender.text
