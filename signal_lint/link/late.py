"""What is loaded after start-up, and only in some processes: URLconf, middleware, commands and the like."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.django.setting_doors import SETTING_DOORS
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.places import is_test
from signal_lint.link.searching import everything
from signal_lint.link.settings_strings import named_modules, own_settings
from signal_lint.link.startup import Root, discovered_roots, submodule_roots
from signal_lint.link.values import External, Literal, Returned
from signal_lint.source import Location, at_line
from signal_lint.startup import Evidence
from signal_lint.syntax import Attribute, Call

AUTODISCOVER = frozenset({"autodiscover", "autodiscover_tasks"})
CELERY = frozenset({"celery.Celery", "celery.app.Celery", "celery.app.base.Celery"})


def late_roots(ev: Evaluator) -> Iterator[Root]:
    """Yield the modules that are loaded after start-up, and only in some processes."""
    for name, via in SETTING_DOORS.items():
        for path in named_modules(ev, name) if via != "startup" else ():
            yield Root(path, via, Evidence(at_line(path, 1), f"the setting {name} names it"))
    for name, path in own_settings(ev):
        yield Root(path, "setting", Evidence(at_line(path, 1), f"the setting {name} names it"))
    yield from (root for root in discovered_roots(ev) if root.via not in ("admin", "autodiscover"))
    yield from _called(ev)
    for path in ev.sources.paths:
        via = _late_by_name(path)
        if via:
            yield Root(path, via, Evidence(at_line(path, 1), f"loaded as {via}, after start-up"))


def _called(ev: Evaluator) -> Iterator[Root]:
    """Yield what calls of autodiscovery load: `admin.autodiscover()` of a URLconf, and that of Celery."""
    for path in ev.sources.containing(AUTODISCOVER):
        for node in () if is_test(path) else everything(ev.sources, path, AUTODISCOVER):
            match node:
                case Call(func=Attribute(attr="autodiscover"), span=span) if _calls_admin(ev, node, path):
                    says = "`admin.autodiscover()` is called here"
                    yield from _of_every_app(ev, "admin", "urlconf", Evidence(Location(path, span), says))
                case Call(func=Attribute(value=app, attr="autodiscover_tasks"), span=span):
                    says = "`autodiscover_tasks()` is called here"
                    if _is_celery(ev.evaluate(app, ev.module_scope(path))):
                        found = Evidence(Location(path, span), says)
                        yield from _of_every_app(ev, _related_name(ev, node, path), "tasks", found)
                case _:
                    continue


def _calls_admin(ev: Evaluator, node: Call, path: str) -> bool:
    return ev.evaluate(node.func, ev.module_scope(path)) == External("django.contrib.admin.autodiscover")


def _is_celery(value: object) -> bool:
    return isinstance(value, Returned) and value.callee.name in CELERY


def _related_name(ev: Evaluator, node: Call, path: str) -> str:
    """Return the name of the modules that Celery's workers load: `tasks`, unless the call names another."""
    given = [each.value for each in node.args if each.keyword == "related_name"]
    given += [each.value for each in node.args[1:2] if each.keyword is None]
    match [ev.evaluate(each, ev.module_scope(path)) for each in given]:
        case [Literal(value=str(name))]:
            return name
        case _:
            return "tasks"


def _of_every_app(ev: Evaluator, name: str, via: str, evidence: Evidence) -> Iterator[Root]:
    for app in ev.apps.entries:
        for root in submodule_roots(ev, app, name, via):
            yield Root(root.path, via, evidence)


def _late_by_name(path: str) -> str:
    if path.endswith("/urls.py") or "/urls/" in path or path == "urls.py":
        return "urlconf"
    # `migrate` and `flush` import the management package of every app.
    if "/management/commands/" in path or path.endswith("/management/__init__.py"):
        return "command"
    if "/templatetags/" in path:
        return "templatetags"
    if path.endswith(("/tasks.py", "/tasks/__init__.py")):
        return "tasks"
    if "/migrations/" in path:
        return "migration"
    return "handler" if path.endswith(("wsgi.py", "asgi.py")) else ""
