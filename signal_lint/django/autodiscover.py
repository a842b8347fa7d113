"""Packages that import a module of a certain name of every installed app, and when they do.

To add a package, read in its source who calls `autodiscover_modules` or its like: a `ready()`, the module
of its models or of its admin do it at start-up, anything else later. Each row says where that stands.
https://docs.djangoproject.com/en/stable/ref/utils/#module-django.utils.module_loading
"""

from __future__ import annotations

from signal_lint.record import record

#: The entries with which Django's admin looks for the modules of all apps; `SimpleAdminConfig` does not.
ADMIN = frozenset({"django.contrib.admin", "django.contrib.admin.apps.AdminConfig"})


@record
class Discovery:
    """What a package imports of every app.

    `entries` are its entries in INSTALLED_APPS that do it, a config class or one that needs none. `via` says
    what has it done: "startup", or what comes later. `beside` are entries of which one has to be there too:
    without them it is done by the first request.
    """

    entries: frozenset[str]
    modules: tuple[str, ...]
    via: str = "startup"
    beside: frozenset[str] = frozenset()


_CMS = frozenset({"cms", "cms.apps.CMSConfig"})

DISCOVERIES = (
    # django/contrib/admin/apps.py: AdminConfig.ready(), Django 1.7 to 6.1.
    Discovery(ADMIN, ("admin",)),
    # django-cms 3.11 to 5.1, cms/admin/__init__.py: plugin_pool.discover_plugins() with the admin's modules.
    Discovery(_CMS, ("cms_plugins",), beside=ADMIN),
    # django-cms 5.1, cms/apps.py: ready() looks for both; 3.11 for wizards alone, and later.
    Discovery(_CMS, ("cms_config", "cms_wizards")),
    # django-cms 3.11 to 5.1, cms/apphook_pool.py: get_apphooks(), which the patterns of cms.urls ask for.
    Discovery(_CMS, ("cms_apps",), "urlconf"),
    # django-cms 3.11 to 5.1, menus/menu_pool.py and cms/toolbar_pool.py: the first page that has one.
    Discovery(_CMS, ("cms_menus", "cms_toolbars"), "first request"),
    # django-modeltranslation 0.13 and 0.20, models.py: handle_translation_registrations(), from ready().
    Discovery(
        frozenset({"modeltranslation", "modeltranslation.apps.ModeltranslationConfig"}), ("translation",)
    ),
    # django-elasticsearch-dsl 6.4 and 9.0, apps.py: DEDConfig.ready().
    Discovery(
        frozenset({"django_elasticsearch_dsl", "django_elasticsearch_dsl.apps.DEDConfig"}), ("documents",)
    ),
    # django-ajax-selects 3.0, apps.py: AjaxSelectConfig.ready().
    Discovery(frozenset({"ajax_select", "ajax_select.apps.AjaxSelectConfig"}), ("lookups",)),
    # django-dynamic-preferences 1.10 and 1.17, apps.py: ready(); the name is a default of a setting.
    Discovery(
        frozenset({"dynamic_preferences", "dynamic_preferences.apps.DynamicPreferencesConfig"}),
        ("dynamic_preferences_registry",),
    ),
    # rules 2.2 and 3.5, apps.py: this config alone does it.
    Discovery(frozenset({"rules.apps.AutodiscoverRulesConfig"}), ("rules",)),
    # procrastinate 3.10, contrib/django/apps.py: ready(); the name is a default of a setting.
    Discovery(
        frozenset({"procrastinate.contrib.django", "procrastinate.contrib.django.apps.ProcrastinateConfig"}),
        ("tasks",),
    ),
    # wiki 0.13, apps.py: WikiConfig.ready().
    Discovery(frozenset({"wiki", "wiki.apps.WikiConfig"}), ("wiki_plugin",)),
    # mezzanine 6.1, conf/__init__.py, which the models of mezzanine.core import, and pages/urls.py.
    Discovery(frozenset({"mezzanine.conf"}), ("defaults",)),
    Discovery(frozenset({"mezzanine.pages"}), ("page_processors",), "urlconf"),
    # django-haystack 2.8 and 3.4, utils/loading.py: UnifiedIndex.build(), for the first search or save.
    Discovery(frozenset({"haystack", "haystack.apps.HaystackConfig"}), ("search_indexes",), "first search"),
    # wagtail 2.0 to 8.0, hooks.py: get_hooks(), which wagtail.admin.urls call first (booted with 7.0).
    Discovery(frozenset({"wagtail", "wagtail.core", "wagtail.admin"}), ("wagtail_hooks",), "urlconf"),
    # huey 3.5, run_huey, and django-dramatiq 0.15, rundramatiq: their workers alone.
    Discovery(frozenset({"huey.contrib.djhuey", "django_dramatiq"}), ("tasks",), "tasks"),
)


def discovered(entries: frozenset[str]) -> dict[str, str]:
    """Return what the packages among the entries of INSTALLED_APPS import of every app, each with its `via`.

    What one of them does at start-up counts before what another does later.
    """
    at_work = [each for each in DISCOVERIES if each.entries & entries]
    at_work.sort(key=lambda each: each.via == "startup")
    return {
        module: each.via if not each.beside or each.beside & entries else "first request"
        for each in at_work
        for module in each.modules
    }


def of_ready(name: str) -> tuple[str, ...]:
    """Return what a config class outside the project imports of every app in its `ready()`."""
    return tuple(
        module
        for each in DISCOVERIES
        if name in each.entries and each.via == "startup" and not each.beside
        for module in each.modules
    )
