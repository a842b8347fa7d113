"""The user model of the settings: https://docs.djangoproject.com/en/stable/topics/auth/customizing/."""

from __future__ import annotations

from signal_lint.link.evaluator import Evaluator
from signal_lint.link.names import module_name
from signal_lint.link.settings_classes import class_settings
from signal_lint.link.values import Literal, Value
from signal_lint.models import UserModel
from signal_lint.source import Location, at_line

SETTING = "AUTH_USER_MODEL"
USUAL = "auth.user"


def user_model(ev: Evaluator) -> UserModel | None:
    """Return the model in the place of `auth.User`, None unless every settings module names the same one.

    A settings module that is silent about it leaves `auth.User` in place.
    """
    said = {value for path in ev.settings_paths for value in _said(ev, path)}
    match tuple(said):
        case (Literal(value=str(label)),) if label.lower() != USUAL:
            return UserModel(label, _place(ev))
        case _:
            return None


def _said(ev: Evaluator, path: str) -> tuple[Value | None, ...]:
    found = module_name(ev, path, SETTING, None)
    return (found,) if found is not None else tuple(class_settings(ev, path, SETTING)) or (None,)


def _place(ev: Evaluator) -> Location | None:
    """Return the first line of the settings that says it, None where all of them import it."""
    for path in ev.settings_paths:
        for number in ev.index(path).get(SETTING, ()):
            return at_line(path, ev.sources.facts(path).body[number].span.line)
    return None
