"""What happens when code runs, as far as signals and imports go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Literal as Kind

from signal_lint.link.values import Function, Scope, Value
from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.syntax import Argument, Call, Expression


@record
class Connecting:
    """`signal` is connected, at a site, by code that runs in `scope`.

    `sender` is None where none is given; `signal_text`, `sender_text` and `receiver_text` are
    the expressions as written. `call` is what names the signal, None where that stands elsewhere;
    `sender_argument` is the argument that holds the sender, None where it stands for several; `condition`
    the tests around it that depend on the run, in words. `wraps` is the function that a decorator of the
    project wrapped the receiver around.
    """

    form: Kind["decorator", "connect", "wrapper"]
    location: Location
    signal: Value
    signal_text: str
    sender: Value | None
    sender_text: str
    receiver: Value
    receiver_text: str
    uid: Value | None
    weak: Value | None
    scope: Scope = field(compare=False)
    receiver_node: Expression | None = field(default=None, compare=False)
    call: Call | None = field(default=None, compare=False)
    sender_argument: Argument | None = field(default=None, compare=False)
    certain: bool = field(default=True, compare=False)
    condition: str = field(default="", compare=False)
    wraps: Function | None = field(default=None, compare=False)


@record
class Disconnecting:
    """`signal` is disconnected from a receiver; `sender` and `receiver` are None where none is given."""

    location: Location
    signal: Value
    signal_text: str
    sender: Value | None
    sender_text: str
    receiver: Value | None
    receiver_text: str
    uid: Value | None
    scope: Scope = field(compare=False)
    receiver_node: Expression | None = field(default=None, compare=False)
    form: Kind["connect"] = "connect"
    certain: bool = field(default=True, compare=False)


@record
class Receiving:
    """`receiver` is named as a decorator, or called; `call` is None where it is not called.

    `on` is the function that it decorates, "" for none; `signal` is the value of its signal, of several
    the first.
    """

    location: Location
    call: Call | None
    on: str
    signal: Value


@record
class Importing:
    """A module is imported while code runs. `names` are what `from module import …` asks for.

    A `module` of None stands for an import whose name is not known; `text` is its expression.
    """

    location: Location
    module: str | None
    names: tuple[str, ...] = ()
    text: str = ""
    suffixes: tuple[str, ...] = ()
    condition: str = field(default="", compare=False)


@record
class Autodiscovering:
    """`autodiscover_modules(name)`: every installed app's module of that name is imported.

    `complete` is false where a name is computed.
    """

    location: Location
    names: tuple[str, ...]
    complete: bool = True
    condition: str = field(default="", compare=False)


Event = Connecting | Disconnecting | Receiving | Importing | Autodiscovering

#: What a loop over an expression surely goes through, beside what the source says.
Held = Callable[[Expression, Scope], tuple[Value, ...]]
