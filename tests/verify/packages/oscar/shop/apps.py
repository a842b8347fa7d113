from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from oscar.apps.order.signals import order_status_changed

        from shop import signals

        order_status_changed.connect(signals.basket_saved)
