"""The recorded tables: what Django itself registered when a real project was started.

Each file of `recorded/` is one start of one project, with its URLconf and admin
autodiscovery: for every call site the signals, senders and receivers that Django saw there,
and whether it ran before or after `django.setup()` was done. Categories: i at module
level, all names static; ii the same inside `ready()`; iii inside functions or loops, but
resolvable; iv computed.

The record names apps, not their configs. Where Django would not find by itself the config whose `ready()`
it ran, as in all of oscar, `installed_apps` names the class, as its documentation says. Of the settings it
names those that decide what is connected: the recorded connections of haystack are those of the one class of
its releases that makes them, and no project gets that class without the setting.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from conformance.releases import Root, unpacked

RECORDED = Path(__file__).with_name("recorded")
SETTINGS = "settings"
MANAGE = f"""import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "{SETTINGS}")
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A receiver that Django registered: `handler` is `path:line` of its `def`."""

    signal: str
    receiver: str
    handler: str
    senders: frozenset[str | None]


@dataclass(frozen=True, slots=True)
class Site:
    """A call of `connect`, or a `@receiver` decorator; `loaded` is `startup` or `late`.

    `category` is i at the level of a module, ii inside `ready()`, iii inside functions and loops, iv
    computed. `kind` says of the last how: its senders are the callers' (`param`), the elements of
    something computed (`enumerate`), told by a hook of Django (`hook`), or else one thing the source settles.
    """

    path: str
    line: int
    category: str
    loaded: str
    connections: tuple[Seen, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One start of one project: what it was made of, and what Django registered.

    `configuration` is a signal-lint.toml, where a project is not laid out like others.
    """

    name: str
    releases: tuple[str, ...]
    installed_apps: tuple[str, ...]
    settings: dict[str, str]
    django: str
    sites: tuple[Site, ...]
    configuration: str = ""


def tables() -> list[Table]:
    """Return every recorded table, in the order of their names."""
    return [_table(json.loads(path.read_text())) for path in sorted(RECORDED.glob("*.json"))]


def tree(table: Table, cache: Path) -> Root:
    """Unpack the releases of a table into one root, with the settings and Django of the recorded start."""
    lines = [f"{name} = {value!r}" for name, value in table.settings.items()]
    apps = "".join(f"    {app!r},\n" for app in table.installed_apps)
    settings = "\n".join([*lines, f"INSTALLED_APPS = [\n{apps}]\n"])
    files = {
        "manage.py": MANAGE,
        f"{SETTINGS}.py": settings,
        "requirements.txt": f"django=={table.django}\n",
        "signal-lint.toml": table.configuration,
    }
    return unpacked(cache, table.name, table.releases, files)


def _table(data: dict) -> Table:
    return Table(
        name=data["name"],
        releases=tuple(data["distributions"]),
        installed_apps=tuple(data["installed_apps"]),
        settings=data["settings"],
        django=data["django"],
        sites=tuple(_site(site) for site in data["sites"]),
        configuration=data.get("configuration", ""),
    )


def _site(site: dict) -> Site:
    connections = tuple(
        Seen(seen["signal"], seen["receiver"], seen["handler"], frozenset(seen["senders"]))
        for seen in site["connections"]
    )
    return Site(
        site["path"], site["line"], site["category"], site["loaded"], connections, site.get("kind", "")
    )
