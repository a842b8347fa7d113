"""Calls in settings modules that are given the names of the module: what packages do with them."""

#: `include("base.py", "components/*.py")` of django-split-settings runs these files in the module's scope.
INCLUDE = "split_settings.tools.include"
#: Around a file's name: it may be missing.
OPTIONAL = "split_settings.tools.optional"
#: They set databases, logging and the like, and leave the list of apps as it is.
LEAVES_APPS = frozenset(
    {
        "django_heroku.settings",
        "django_on_heroku.settings",
        "django_on_heroku.core.settings",
        "django_heroku.core.settings",
    }
)
