"""Names of well-known distributions that folders of projects have too, which are no copies of them."""

from __future__ import annotations

#: By the name of a package, modules that it holds and that nothing else of that name is likely to hold: a
#: folder of a project stands for the distribution only with one of them in it.
OWN_MODULES = {
    "allauth": ("socialaccount", "account.adapter"),
    "celery": ("app.base", "bin", "worker"),
    "channels": ("consumer", "routing"),
    "cms": ("plugin_pool", "toolbar_pool"),
    "debug_toolbar": ("panels", "toolbar"),
    "django": ("dispatch", "db.models", "core.management"),
    "django_filters": ("filterset", "rest_framework"),
    "graphene": ("types", "relay"),
    "haystack": ("backends", "indexes"),
    "import_export": ("resources", "widgets"),
    "mptt": ("managers", "models"),
    "oscar": ("core.loading", "defaults"),
    "rest_framework": ("serializers", "renderers"),
    "reversion": ("revisions", "create"),
    "wagtail": ("admin", "blocks", "core"),
}
