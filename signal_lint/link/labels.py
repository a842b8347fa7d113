"""Labels of models that name none, as far as all models of an app can be known.

Models are classes; but third-party packages make classes of models (`HistoricalOrder`,
`OrderTranslation`), and a project may by `type()` or by a star import of what is not there.
Where any of this may be, nothing is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from signal_lint.connections import MissingModel
from signal_lint.link.bindings import STAR
from signal_lint.link.installed import Installed
from signal_lint.link.models import model_of_label
from signal_lint.link.searching import everything
from signal_lint.link.values import Class
from signal_lint.syntax import Argument, Call, ClassDef, Constant, ImportFrom, Name

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

#: What statements hold that make classes, in one way or another.
MAKING = frozenset({"class", "type", "new_class", "ModelBase", "import"})
APP_LABEL = frozenset({"app_label"})
#: A name that differs from a model's by no more than this is a slip, not a model made of it.
LONGEST_SLIP = 2


def missing_model(ev: Evaluator, label: str) -> MissingModel | None:
    """Return what is wrong with a label, None where it may be right or its app is not the project's."""
    app_label, _, name = label.partition(".")
    if not name.isidentifier() or isinstance(model_of_label(ev, label), Class):
        return None
    if any(entry.label == app_label for entry in ev.apps.entries):
        app = _own(ev, [entry for entry in ev.apps.entries if entry.label == app_label])
        return None if app is None or _may_hold(ev, app, name) else _missing(ev, app, None)
    app = _own(ev, [entry for entry in ev.apps.entries if entry.label.lower() == app_label.lower()])
    meant = "" if app is None else f"{app.label}.{name}"
    return _missing(ev, app, meant) if app and isinstance(model_of_label(ev, meant), Class) else None


def _own(ev: Evaluator, entries: list[Installed]) -> Installed | None:
    """Return the only one of some apps, if it is the project's, and its label is certain."""
    match entries:
        case [Installed(path=str(path), settled=True) as only] if path.endswith("/__init__.py"):
            return only if ev.apps.known else None
        case _:
            return None


def _missing(ev: Evaluator, app: Installed, meant: str | None) -> MissingModel:
    return MissingModel(app.name, ev.modules.find(f"{app.name}.models"), meant)


def _may_hold(ev: Evaluator, app: Installed, name: str) -> bool:
    """Tell whether an app may have a model of that name after all."""
    folder = (app.path or "").removesuffix("__init__.py")
    own = [path for path in ev.sources.paths if path.startswith(folder)]
    others = [path for path in ev.sources.containing(APP_LABEL) if not path.startswith(folder)]
    defined = [each for path in own for each in _defined(ev, path)]
    defined += [each for path in others for each in _defined(ev, path) if each is not None]
    return any(each is None or _may_make(each.lower(), name.lower()) for each in defined)


def _may_make(model: str, name: str) -> bool:
    """Tell whether a model is one of that name, or may be what a package makes a model of that name of."""
    return model == name or (model in name and len(name) - len(model) > LONGEST_SLIP)


def _defined(ev: Evaluator, path: str) -> Iterator[str | None]:
    """Yield the names of the classes of a file; None for what may be any class."""
    if "migrations" in path.split("/"):
        return
    for node in everything(ev.sources, path, MAKING):
        match node:
            case ClassDef(name=name):
                yield name
            case Call(func=Name(id="type"), args=(Argument(value=Constant(value=str(name))), _, _)):
                yield name
            case Call(func=Name(id="type"), args=(_, _, *_)) | Call(func=Name(id="new_class" | "ModelBase")):
                yield None
            case ImportFrom(level=level, module=module, names=names) if names[0].name == STAR:
                source = ev.modules.find(ev.modules.relative(path, level, module))
                if source is None or source.endswith("/"):
                    yield None
            case _:
                continue
