"""What runs while a class is made: `__init_subclass__`, a metaclass, what is told of the class that holds it.

https://docs.python.org/3/reference/datamodel.html#creating-the-class-object
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from signal_lint.link.bindings import start
from signal_lint.link.classes import class_order, found_in_order, own_attribute
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Autodiscovering, Importing
from signal_lint.link.execution import Execution
from signal_lint.link.holders import TOLD, classes_with, members_with
from signal_lint.link.models import is_abstract, is_model
from signal_lint.link.places import is_test
from signal_lint.link.values import Class, External, Function, Instance, Value, at
from signal_lint.source import Location
from signal_lint.syntax import Attribute, Call, FunctionDef, Name
from signal_lint.walk import inside

#: What a metaclass has that runs while a class of it is made.
OF_METACLASS = frozenset({"__new__", "__init__", "__prepare__"})
OF_BASE = "__init_subclass__"
OF_MEMBER = "__set_name__"
HOOKS = OF_METACLASS | {OF_BASE, OF_MEMBER, TOLD}
WITH_METACLASS = "with_metaclass"
#: What the text of a class holds that names its metaclass.
NAMING_METACLASS = frozenset({"metaclass", WITH_METACLASS})
#: What the text of a class holds that has a hook, or names what has one.
WORDS = NAMING_METACLASS | HOOKS - OF_METACLASS
#: Packages whose classes hand on what they are told of a class.
HANDING_ON = frozenset({"django", *sys.stdlib_module_names})
Loads = Importing | Autodiscovering


def classes_made_by(ev: Evaluator, hook: Function) -> Iterator[Class]:
    """Yield the top-level classes of the project, but not of tests, whose class statement runs a function."""
    owner, name = hook.owner, _name(hook)
    if owner is None or name not in HOOKS:
        return
    if name == OF_BASE:
        heirs = (of for of in _heirs(ev, (owner,)) if of != owner)
        yield from (of for of in heirs if comes_to(ev, class_order(ev, of)[1:], hook))
    elif name in OF_METACLASS:
        yield from _heirs(ev, _of_metaclass(ev, hook, owner))
    else:
        yield from dict.fromkeys(_told(ev, hook, owner))


def what_classes_run(ev: Evaluator, words: frozenset[str]) -> Iterator[tuple[Location, Loads]]:
    """Yield what hooks load whose class holds one of the words, with the class statements that run them."""
    for hook in dict.fromkeys(_hooks(ev, words)):
        execution = Execution(ev)
        execution.enter(hook, (), ())
        events = [event for event in execution.events if isinstance(event, Importing | Autodiscovering)]
        for of in classes_made_by(ev, hook) if events else ():
            yield from ((Location(of.path, of.span), event) for event in events)


def _hooks(ev: Evaluator, words: frozenset[str]) -> Iterator[Function]:
    """Yield the hooks of classes whose text holds one of the words, and of metaclasses in such files."""
    for word in sorted(HOOKS - OF_METACLASS):
        for of in classes_with(ev, word, words):
            yield from _own(ev, of, frozenset({word}))
    paths = ev.sources.containing(words)
    for word in sorted(NAMING_METACLASS):
        for of in classes_with(ev, word):
            metaclass = _metaclass(ev, of)
            for definer in () if metaclass is None else class_order(ev, metaclass):
                if isinstance(definer, Class) and definer.path in paths:
                    yield from _own(ev, definer, OF_METACLASS)


def _own(ev: Evaluator, of: Class, names: frozenset[str]) -> Iterator[Function]:
    """Yield the functions that a class defines itself under some names."""
    found = (own_attribute(ev, of, name) for name in sorted(names))
    yield from (each for each in found if isinstance(each, Function))


def _heirs(ev: Evaluator, roots: Iterable[Class]) -> Iterator[Class]:
    """Yield classes, and the classes of the project that derive from them."""
    found = dict.fromkeys(roots)
    new = tuple(found)
    while new:
        yield from new
        more = dict.fromkeys(
            of
            for base in new
            for of in classes_with(ev, base.node.name)
            if of not in found and not is_test(of.path) and base in class_order(ev, of)
        )
        found |= more
        new = tuple(more)


def _of_metaclass(ev: Evaluator, hook: Function, owner: Class) -> Iterator[Class]:
    """Yield the classes that name a metaclass which has a hook."""
    # A metaclass is derived from `type`, which is no class of the project.
    for word in sorted(NAMING_METACLASS) if len(class_order(ev, owner)) > 1 else ():
        for of in classes_with(ev, word):
            metaclass = None if is_test(of.path) else _metaclass(ev, of)
            if metaclass is not None and comes_to(ev, class_order(ev, metaclass), hook):
                yield of


def _metaclass(ev: Evaluator, of: Class) -> Class | None:
    """Return the class of the project that a class names as its metaclass, None for none."""
    scope = at(of.scope, start(of.node))
    for base in of.node.bases:
        match base.keyword, base.value:
            case "metaclass", written:
                pass
            case None, Call(func=Name(id=word) | Attribute(attr=word), args=(first, *_)) if (
                word == WITH_METACLASS
            ):
                written = first.value
            case _:
                continue
        found = ev.evaluate(written, scope)
        if isinstance(found, Class):
            return found
    return None


def _told(ev: Evaluator, hook: Function, owner: Class) -> Iterator[Class]:
    """Yield the classes that hold an object which is told of them by a hook."""
    kinds = frozenset(of for of in _heirs(ev, (owner,)) if comes_to(ev, class_order(ev, of), hook))
    for word in sorted({of.node.name for of in kinds}):
        for holder in classes_with(ev, word):
            if not is_test(holder.path) and any(
                isinstance(each, Instance) and each.of in kinds and _tells(ev, holder, each.of, hook)
                for each in members_with(ev, holder, word)
            ):
                # Django copies the fields of an abstract model into its heirs.
                is_copied = _name(hook) == TOLD and is_abstract(ev, holder)
                yield from _heirs(ev, (holder,)) if is_copied else (holder,)


def _tells(ev: Evaluator, holder: Class, of: Class, hook: Function) -> bool:
    """Tell whether making a class calls a hook of an object in it.

    What has a `contribute_to_class` is kept from the class of a model, until Django calls that.
    """
    wants = found_in_order(ev, of, TOLD) != (of, None)
    if _name(hook) == TOLD:
        return is_model(ev, holder) is True
    return not wants or is_model(ev, holder) is False


def comes_to(ev: Evaluator, order: tuple[Value, ...], hook: Function) -> bool:
    """Tell whether a call along a method resolution order comes to a hook: what is before it hands it on."""
    name = _name(hook)
    for definer in order:
        if isinstance(definer, Class):
            found = own_attribute(ev, definer, name)
            if found == hook or not (found is None or _hands_on(ev, found, name)):
                return found == hook
        elif not _is_handing_on(definer, name):
            return False
    return False


def _hands_on(ev: Evaluator, method: Value, name: str) -> bool:
    """Tell whether a method calls that of the same name which comes after it."""
    node = ev.whole(method).node if isinstance(method, Function) else None
    return isinstance(node, FunctionDef) and any(
        isinstance(part, Attribute) and part.attr == name for part in inside(node)
    )


def _is_handing_on(definer: Value, name: str) -> bool:
    """Tell whether a class outside the project hands a hook on, as fields do not `contribute_to_class`."""
    known = isinstance(definer, External) and definer.name.partition(".")[0] in HANDING_ON
    return known and name != TOLD


def _name(function: Function) -> str:
    return function.qualname.rpartition(".")[2]
