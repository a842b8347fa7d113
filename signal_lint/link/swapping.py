"""Models that the library `swapper` lets a project replace by a setting (swapper 1.4).

`swapper.load_model("app", "Model")` is the model that the setting `APP_MODEL_MODEL` names, else `app.Model`.
`swapper.set_app_prefix("app", "prefix")` puts another prefix before the name of the setting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from signal_lint.link.names import module_name
from signal_lint.link.searching import everything
from signal_lint.link.values import LabelledModel, Literal, Value
from signal_lint.syntax import Argument, Attribute, Call, Constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_lint.link.evaluator import Evaluator

SETS_PREFIX = frozenset({"set_app_prefix"})


def swapped(ev: Evaluator, app_label: str, model: str) -> LabelledModel | None:
    """Return the model that takes the place of another, None where the settings do not agree on it."""
    if (app_label, model) not in ev.swapped:
        ev.swapped[app_label, model] = _swapped(ev, app_label, model)
    return ev.swapped[app_label, model]


def _swapped(ev: Evaluator, app_label: str, model: str) -> LabelledModel | None:
    names = [f"{prefix}_{model}_MODEL".upper() for prefix in (*_prefixes(ev, app_label), app_label)]
    default = Literal(f"{app_label}.{model}")
    found = {_said(ev, path, names) or default for path in ev.settings_paths} or {default}
    match tuple(found):
        case (Literal(value=str(label)),):
            return LabelledModel(label, lazy=False)
        case _:
            return None


def _said(ev: Evaluator, path: str, names: list[str]) -> Value | None:
    found = (module_name(ev, path, name, None) for name in names)
    return next((value for value in found if value is not None), None)


def _prefixes(ev: Evaluator, app_label: str) -> Iterator[str]:
    for path in ev.sources.containing(SETS_PREFIX):
        for node in everything(ev.sources, path, SETS_PREFIX):
            match node:
                case Call(
                    func=Attribute(attr="set_app_prefix"),
                    args=(
                        Argument(value=Constant(value=str(label))),
                        Argument(value=Constant(value=str(prefix))),
                    ),
                ) if label == app_label:
                    yield prefix
                case _:
                    continue
