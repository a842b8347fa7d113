"""What calls of autodiscovery load later."""

from __future__ import annotations

import pytest
from link.starting import CONNECTS, module

CELERY = "from celery import Celery\napp = Celery('x')\n"


@pytest.mark.parametrize(
    ("call", "name"),
    [
        ("app.autodiscover_tasks()", "tasks"),
        ("app.autodiscover_tasks(related_name='jobs')", "jobs"),
        ("app.autodiscover_tasks(None, 'jobs')", "jobs"),
        ("app.autodiscover_tasks(lambda: [], related_name=NAME)", "tasks"),
    ],
)
def test_the_workers_of_celery_load_modules_of_every_app(call, name):
    files = {"site_/__init__.py": "", "site_/celery.py": CELERY + call, f"shop/{name}.py": CONNECTS}
    found = module(f"shop/{name}.py", **files)
    assert (found.loaded, found.via) == ("late", "tasks")


def test_another_object_that_discovers_tasks_is_not_celery():
    files = {
        "site_/__init__.py": "",
        "site_/queue.py": "from other import app\napp.autodiscover_tasks(x, 'jobs')\n",
    }
    assert module("shop/jobs.py", **files, **{"shop/jobs.py": CONNECTS}).via != "tasks"
