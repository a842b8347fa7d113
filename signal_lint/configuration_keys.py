"""The keys of the configuration, as people read of them."""

from __future__ import annotations

from signal_lint.record import record


@record
class Key:
    """A key of the configuration: its type and default as people read them, and what it does."""

    name: str
    type: str
    default: str
    meaning: str


KEYS = (
    Key("select", "list of code prefixes", "the rules that are on by default", "Rules to run, instead."),
    Key("ignore", "list of code prefixes", "[]", "Rules not to run; the longest prefix wins."),
    Key("extend-select", "list of code prefixes", "[]", "Rules to run beside the selected ones."),
    Key(
        "per-file-ignores",
        "table of glob pattern to list of code prefixes",
        "{}",
        "Rules not to report on files that fit a pattern.",
    ),
    Key("exclude", "list of gitignore patterns", "the usual folders", "What not to analyse, instead."),
    Key("extend-exclude", "list of gitignore patterns", "[]", "What else not to analyse."),
    Key(
        "target-django",
        '"auto" or a version such as "4.2"',
        '"auto"',
        "The lowest Django that the project supports; auto reads the project's requirements.",
    ),
    Key(
        "django-settings-module",
        "dotted module, or list of them",
        "[]",
        "Where the installed apps are set; without it, settings modules are found.",
    ),
    Key(
        "source-roots",
        "list of folders",
        "[]",
        "Folders on Python's path, beside those that are found.",
    ),
    Key(
        "installed-apps",
        "list of entries",
        "[]",
        "All of INSTALLED_APPS, where the settings cannot be read.",
    ),
    Key(
        "autodiscovered-modules",
        "list of module names",
        "[]",
        "Modules of these names that the project itself imports of every app at start-up.",
    ),
)
