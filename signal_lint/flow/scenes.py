"""What can recurse: for each signal, how its receiver can send it again, and where.

This is where the rules differ: the walk and the guards are the same for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from signal_lint.connections import Connection
from signal_lint.flow.names import sent
from signal_lint.flow.paths import Fact
from signal_lint.project import Lookup
from signal_lint.record import record
from signal_lint.syntax import Attribute, Compare, Constant, Expression

INSTANCE = sent("instance")
PK = tuple(Attribute(INSTANCE, name) for name in ("pk", "id"))
ADDING = Attribute(Attribute(INSTANCE, "_state"), "adding")

# `instance`: the one that was sent; `row`: another object of its row; `other`: another row.
What = Literal["instance", "row", "other"]


@record
class Recursion:
    """How a receiver of one signal can send it again.

    `verbs` are the methods of an instance that send it. `certain` is what holds of the
    instance in every receiver; the rest of what is known of its row does not change
    between one signal and the next.
    """

    signal: str
    verbs: frozenset[str]
    certain: tuple[Fact, ...] = ()


STORED = (
    *(Fact(key, holds=True) for key in PK),
    *(Fact(Compare(key, (("is", Constant(None)),)), holds=False) for key in PK),
    Fact(ADDING, holds=False),
)
STEADY = frozenset({*PK, ADDING})
SAVING = frozenset({"save", "asave", "save_base"})
DELETING = frozenset({"delete", "adelete"})
REFRESHING = frozenset({"refresh_from_db", "arefresh_from_db"})

POST_SAVE = Recursion("django.db.models.signals.post_save", SAVING, STORED)
PRE_SAVE = Recursion("django.db.models.signals.pre_save", SAVING)
PRE_DELETE = Recursion("django.db.models.signals.pre_delete", DELETING, STORED)
POST_DELETE = Recursion("django.db.models.signals.post_delete", DELETING, STORED)
# A row that is loaded is marked as stored only after its instance was made.
POST_INIT = Recursion("django.db.models.signals.post_init", REFRESHING, (Fact(ADDING, holds=True),))


@record
class Resend:
    """A call that sends the signal again: for which object, and what the signal then carries."""

    what: What
    target: Expression
    arguments: Mapping[str, Expression]


@record
class Scene:
    """What a receiver is connected to, the recursion looked for, and whom to ask."""

    recursion: Recursion
    connection: Connection
    lookup: Lookup
