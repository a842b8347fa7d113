"""Made-up Django projects that differ in size alone, and what runs over them cost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.environments import Environment
from benchmarks.figures import Growth
from benchmarks.measuring import Measure, in_turn, run

TIMES = (1, 2, 4, 8)
APPS, RECEIVERS = 20, 5
# One file in 25 is a candidate, as in real projects.
PLAIN_FILES = 21
SETTINGS = 'SECRET_KEY = "made up"\nINSTALLED_APPS = [\n    "django.contrib.auth",\n{}]\n'
APP_CONFIG = """\
from django.apps import AppConfig


class {name}Config(AppConfig):
    name = "{app}"

    def ready(self):
        from {app} import signals
"""
MODEL = """\


class Record{n}(models.Model):
    title = models.CharField(max_length=100)
    owner = models.ForeignKey("auth.User", on_delete=models.CASCADE, related_name="+")
    changed = models.DateTimeField(auto_now=True)

    def __str__(self):
        return self.title
"""
RECEIVER = """\


@receiver(post_save, sender=Record{n})
def record{n}_saved(sender, instance, created, **kwargs):
    if created and instance.title:
        Entry.objects.create(title=instance.title)
"""
PLAIN = '''\
"""Views of {app}, part {n}."""

from django.shortcuts import get_object_or_404, render

from {app}.models import Record0


def detail(request, pk):
    record = get_object_or_404(Record0, pk=pk)
    return render(request, "{app}/detail{n}.html", {{"record": record, "title": record.title}})


class Page:
    template = "{app}/page{n}.html"

    def context(self, **kwargs):
        return {{**kwargs, "records": Record0.objects.filter(title__contains="{n}").order_by("-changed")}}
'''


def made_up(apps: int, receivers: int) -> Iterator[tuple[str, str]]:
    """Yield the files of a project: so many apps, in each of which so many models have a receiver."""
    names = [f"app{number}" for number in range(apps)]
    yield "settings.py", SETTINGS.format("".join(f'    "{app}",\n' for app in names))
    yield "manage.py", 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n'
    for app in names:
        yield f"{app}/__init__.py", ""
        yield f"{app}/apps.py", APP_CONFIG.format(app=app, name=app.title())
        yield f"{app}/models.py", _models(receivers)
        yield f"{app}/signals.py", _signals(app, receivers)
        for number in range(PLAIN_FILES):
            yield f"{app}/views{number}.py", PLAIN.format(app=app, n=number)


def _models(count: int) -> str:
    entry = "\n\nclass Entry(models.Model):\n    title = models.TextField()\n"
    return "from django.db import models\n" + entry + "".join(MODEL.format(n=n) for n in range(count))


def _signals(app: str, count: int) -> str:
    imports = (
        "from django.db.models.signals import post_save\nfrom django.dispatch import receiver\n\n"
        f"from {app}.models import Entry, {', '.join(f'Record{n}' for n in range(count))}\n"
    )
    return imports + "".join(RECEIVER.format(n=n) for n in range(count))


def written(folder: Path, files: Iterator[tuple[str, str]]) -> Path:
    """Write files into a folder, and return it."""
    for name, text in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def grown(ours: Environment, work: Path, rounds: int) -> Iterator[Growth]:
    """Measure projects with more and more files, and with more and more receivers in as many files."""
    by_files = {times: (APPS * times, RECEIVERS) for times in TIMES}
    by_receivers = {times: (APPS, RECEIVERS * times) for times in TIMES}
    for of, shapes in (("files", by_files), ("receivers", by_receivers)):
        sizes: list[int] = []
        measures: dict[str, Measure] = {}
        for times, (apps, receivers) in shapes.items():
            folder = written(work / f"{of}{times}", made_up(apps, receivers))
            sizes.append(sum(1 for _ in folder.rglob("*.py")) if of == "files" else apps * receivers)
            measures |= _measures(times, folder, work / "warm" / folder.name, ours)
        costs = in_turn(measures, rounds)
        cold, warm = (tuple(costs[f"{kind}{times}"] for times in TIMES) for kind in ("cold", "warm"))
        yield Growth(of, tuple(sizes), cold, warm)


def _measures(times: int, folder: Path, cache: Path, ours: Environment) -> dict[str, Measure]:
    def check(*options: str | Path) -> Measure:
        return lambda: run((ours.tool("signal-lint"), "check", *options, folder), ours.variables).cost

    warm = check("--cache-dir", cache)
    warm()
    return {f"cold{times}": check("--no-cache"), f"warm{times}": warm}
