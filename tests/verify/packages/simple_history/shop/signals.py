from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from simple_history.signals import post_create_historical_record, pre_create_historical_record

from shop.models import Author, Book, Reader

HistoricalAuthor = Author.log.model


@receiver(pre_create_historical_record)
def add_address(sender, history_instance, **kwargs):
    history_instance.history_change_reason = "unknown"


@receiver(post_create_historical_record, sender=Book.history.model)
def announce(sender, history_instance, **kwargs):
    print(history_instance)


@receiver(post_save, sender=Book)
def reindex(instance, **kwargs):
    print(instance)


@receiver(post_save, sender=Book.history.model)
def archive(instance, **kwargs):
    print(instance)


@receiver(post_save, sender="shop.HistoricalReader")
@receiver(post_delete, sender=HistoricalAuthor)
def count(instance, **kwargs):
    print(instance)


def forget(sender, **kwargs):
    print(sender)


for model in (Author, Reader):
    post_delete.connect(forget, sender=model)
