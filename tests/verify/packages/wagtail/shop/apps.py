from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from wagtail.signals import published

        from shop import signals

        published.connect(signals.brand_saved, sender=self.get_model("Brand"))
