"""Start a Django project for real, and print its models: what they are stored as, and what points to them.

    python models.py

It prints JSON. Run it with the project as working directory; it starts as `perform.py` does.
"""

# An import has to wait for Django.
# ruff: noqa: PLC0415
import json

from perform import start


def main():
    start()
    from django.apps import apps
    from django.db.models.deletion import get_candidate_relations_to_delete

    print(json.dumps([describe(model, get_candidate_relations_to_delete) for model in apps.get_models()]))


def describe(model, relations):
    meta = model._meta  # noqa: SLF001
    return {
        "name": f"{model.__module__}.{model.__qualname__}",
        "label": meta.label,
        "stored": meta.concrete_model._meta.label,  # noqa: SLF001
        "extends": [parent._meta.label for parent, link in meta.parents.items() if link],  # noqa: SLF001
        "pointing": [key(relation.field) for relation in relations(meta)],
    }


def key(field):
    model = field.model
    return {
        "name": f"{model.__module__}.{model.__qualname__}.{field.name}",
        "on_delete": getattr(field.remote_field.on_delete, "__name__", ""),
        "nullable": field.null,
        "made": bool(model._meta.auto_created),  # noqa: SLF001
    }


if __name__ == "__main__":
    main()
