"""What fails on a newer Django, or on the Python that it needs: the last series that has each.

A name that is missing here is added as a line. What a project imports so at the top of a module, outside
`try` and `if`, tells that it runs on nothing newer.
"""

from __future__ import annotations

from signal_lint.supported import Version

#: By module and name (None: the module itself), the last series of Django in which the import works.
#: https://docs.djangoproject.com/en/stable/internals/deprecation/
LAST_WITH: dict[tuple[str, str | None], Version] = {
    ("django.contrib.staticfiles.templatetags.staticfiles", None): (2, 2),
    ("django.conf.urls", "patterns"): (1, 9),
    ("django.conf.urls", "url"): (3, 2),
    ("django.core.context_processors", None): (1, 9),
    ("django.core.urlresolvers", None): (1, 11),
    ("django.db.models.fields", "FieldDoesNotExist"): (3, 0),
    ("django.db.models.loading", None): (1, 8),
    ("django.shortcuts", "render_to_response"): (2, 2),
    ("django.utils.decorators", "available_attrs"): (2, 2),
    ("django.utils.encoding", "force_text"): (3, 2),
    ("django.utils.encoding", "python_2_unicode_compatible"): (2, 2),
    ("django.utils.encoding", "smart_text"): (3, 2),
    ("django.utils.http", "is_safe_url"): (3, 2),
    ("django.utils.http", "urlquote"): (3, 2),
    ("django.utils.importlib", None): (1, 8),
    ("django.utils.lru_cache", None): (2, 2),
    ("django.utils.six", None): (2, 2),
    ("django.utils.timezone", "utc"): (4, 2),
    ("django.utils.translation", "ugettext"): (3, 2),
    ("django.utils.translation", "ugettext_lazy"): (3, 2),
    ("django.utils.translation", "ugettext_noop"): (3, 2),
    ("django.utils.translation", "ungettext"): (3, 2),
    ("django.utils.translation", "ungettext_lazy"): (3, 2),
    # Modules of Python 2, which Django 1.11 was the last to run on.
    ("ConfigParser", None): (1, 11),
    ("StringIO", None): (1, 11),
    ("cStringIO", None): (1, 11),
    ("httplib", None): (1, 11),
    ("urllib2", None): (1, 11),
    ("urlparse", None): (1, 11),
}
#: Attributes of `django.db.models` that are gone, or that Django's checks refuse, in what follows a series.
LAST_IN_MODELS: dict[str, Version] = {
    "CommaSeparatedIntegerField": (1, 11),
    "IPAddressField": (1, 8),
    "NullBooleanField": (3, 2),
    "permalink": (2, 0),
}
WORDS = frozenset(name or module.rpartition(".")[2] for module, name in LAST_WITH)
