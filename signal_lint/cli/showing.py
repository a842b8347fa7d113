"""What a run would do: its settings, and its files."""

from __future__ import annotations

from signal_lint.cli.request import Request
from signal_lint.configuration_keys import KEYS
from signal_lint.settings import Settings, is_asked_for
from signal_lint.text.printable import printable


def shown_settings(request: Request) -> str:
    """Return the settings of a run, each with where it was set."""
    settings = request.settings
    values = _values(settings)
    lines = [f"root = {settings.root}", f"configuration = {request.config or 'none'}"]
    for key in KEYS:
        origin = settings.sources.get(key.name, "default")
        lines.append(
            f"{key.name} = {values[key.name] if key.name in settings.sources else key.default}  # {origin}"
        )
    return "".join(f"{printable(line)}\n" for line in lines)


def shown_files(request: Request) -> str:
    """Return the files that would be analysed and reported on, one a line."""
    # Walks the tree, for which the settings need import nothing.
    from signal_lint.files import files

    settings = request.settings
    return "".join(f"{printable(path)}\n" for path in files(settings) if is_asked_for(path, settings))


def _values(settings: Settings) -> dict[str, str]:
    target = settings.target_django
    return {
        "select": _listed(settings.select or ()),
        "ignore": _listed(settings.ignore),
        "extend-select": _listed(settings.extend_select),
        "per-file-ignores": "; ".join(
            f"{pattern}: {', '.join(codes)}" for pattern, codes in settings.per_file_ignores
        ),
        "exclude": _listed(settings.exclude or ()),
        "extend-exclude": _listed(settings.extend_exclude),
        "target-django": target if isinstance(target, str) else f'"{target[0]}.{target[1]}"',
        "django-settings-module": _listed(settings.settings_modules),
        "source-roots": _listed(settings.source_roots),
        "installed-apps": _listed(settings.installed_apps),
        "autodiscovered-modules": _listed(settings.autodiscovered_modules),
    }


def _listed(items: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{item}"' for item in items) + "]"
