from allauth.account.signals import user_logged_in
from django.apps import AppConfig


def welcome(request, user, **kwargs):
    print(user)


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from shop import signals

        user_logged_in.connect(welcome, dispatch_uid="shop.welcome")
