from django.apps import AppConfig
from simple_history.signals import post_create_historical_m2m_records


class ShopConfig(AppConfig):
    name = "shop"

    @staticmethod
    def note_relations(sender, rows, **kwargs):
        print(rows)

    def ready(self):
        from shop import signals

        post_create_historical_m2m_records.connect(self.note_relations)
