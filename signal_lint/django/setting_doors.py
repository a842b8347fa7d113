"""Settings whose strings name modules or classes, and what loads them.

To add a setting, read in the source of its package who imports what it names: `django.setup()` itself, the
package's own `ready()` or models (then "startup"), or something later, which gets one word.
https://docs.djangoproject.com/en/stable/ref/settings/
"""

from __future__ import annotations

_STARTUP = (
    # django.setup() configures logging before it looks at any app.
    "LOGGING",
    "LOGGING_CONFIG",
    # The first model asks for both: its key, and the longest name of a table.
    "DATABASES",
    "DEFAULT_AUTO_FIELD",
    # Packages' own `ready()`: django-haystack, django-elasticsearch-dsl, django-modeltranslation.
    "HAYSTACK_SIGNAL_PROCESSOR",
    "ELASTICSEARCH_DSL_SIGNAL_PROCESSOR",
    "MODELTRANSLATION_TRANSLATION_FILES",
)
_HANDLER = ("ASGI_APPLICATION", "CSRF_FAILURE_VIEW", "FILE_UPLOAD_HANDLERS", "WSGI_APPLICATION")
_AUTHENTICATION = ("AUTHENTICATION_BACKENDS", "AUTH_PASSWORD_VALIDATORS", "PASSWORD_HASHERS")
_MIDDLEWARE = ("MESSAGE_STORAGE", "MIDDLEWARE", "MIDDLEWARE_CLASSES", "SESSION_ENGINE", "SESSION_SERIALIZER")
_COMMAND = ("MIGRATION_MODULES", "SERIALIZATION_MODULES", "STATICFILES_FINDERS", "TEST_RUNNER")
_STORAGE = ("DEFAULT_FILE_STORAGE", "STATICFILES_STORAGE", "STORAGES")
_TASKS = ("CELERY_IMPORTS", "CELERY_INCLUDE", "TASKS")

SETTING_DOORS = {
    **dict.fromkeys(_STARTUP, "startup"),
    **dict.fromkeys(_HANDLER, "handler"),
    **dict.fromkeys(_MIDDLEWARE, "middleware"),
    **dict.fromkeys(_AUTHENTICATION, "authentication"),
    **dict.fromkeys(_COMMAND, "command"),
    **dict.fromkeys(_STORAGE, "storage"),
    **dict.fromkeys(_TASKS, "tasks"),
    "ROOT_URLCONF": "urlconf",
    "TEMPLATES": "templates",
    "CACHES": "cache",
    "DATABASE_ROUTERS": "first query",
    "DEFAULT_EXCEPTION_REPORTER": "error page",
    "DEFAULT_EXCEPTION_REPORTER_FILTER": "error page",
    "EMAIL_BACKEND": "mail",
    "FORM_RENDERER": "first form",
    "HAYSTACK_CONNECTIONS": "first search",
    "REST_FRAMEWORK": "urlconf",
}
"""By setting, what loads the modules that its strings name."""
