"""What of Django cannot be used before its app registry is ready: it raises `AppRegistryNotReady`."""

from __future__ import annotations

#: Modules of Django that define models, or import some that do, in every supported Django.
MODULES_WITH_MODELS = frozenset(
    {
        "django.contrib.admin.forms",
        "django.contrib.admin.models",
        "django.contrib.auth.admin",
        "django.contrib.auth.backends",
        "django.contrib.auth.base_user",
        "django.contrib.auth.forms",
        "django.contrib.auth.middleware",
        "django.contrib.auth.mixins",
        "django.contrib.auth.models",
        "django.contrib.auth.urls",
        "django.contrib.auth.views",
        "django.contrib.contenttypes.admin",
        "django.contrib.contenttypes.fields",
        "django.contrib.contenttypes.forms",
        "django.contrib.contenttypes.models",
        "django.contrib.contenttypes.views",
        "django.contrib.flatpages.admin",
        "django.contrib.flatpages.forms",
        "django.contrib.flatpages.middleware",
        "django.contrib.flatpages.models",
        "django.contrib.flatpages.urls",
        "django.contrib.flatpages.views",
        "django.contrib.redirects.admin",
        "django.contrib.redirects.middleware",
        "django.contrib.redirects.models",
        "django.contrib.sessions.base_session",
        "django.contrib.sessions.models",
        "django.contrib.sites.admin",
        "django.contrib.sites.models",
    }
)
#: Functions that ask the registry for apps or models.
FUNCTIONS_ON_MODELS = frozenset(
    {
        "django.contrib.auth.get_user_model",
        "django.apps.apps.get_app_config",
        "django.apps.apps.get_app_configs",
        "django.apps.apps.get_model",
        "django.apps.apps.get_models",
        "django.apps.apps.is_installed",
    }
)
#: The last parts of their names: what does not hold one of them calls none.
FUNCTION_NAMES = frozenset(name.rpartition(".")[2] for name in FUNCTIONS_ON_MODELS)
