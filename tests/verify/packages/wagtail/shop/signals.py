from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.models import Image
from wagtail.models import Locale, Page, Site
from wagtail.signals import page_published, page_unpublished, post_page_move, workflow_approved

from shop.models import Brand, OfferPage, ProductPage


@receiver(page_published, sender=ProductPage)
def announce(instance, revision, **kwargs):
    print(instance, revision)


@receiver([page_published, page_unpublished])
def purge(instance, **kwargs):
    print(instance)


@receiver(post_page_move, sender=OfferPage)
def redirect(instance, url_path_before, url_path_after, **kwargs):
    print(url_path_before, url_path_after)


@receiver(post_save, sender=ProductPage)
@receiver(post_save, sender=OfferPage)
def reindex(instance, **kwargs):
    print(instance)


@receiver(pre_delete, sender=Page)
@receiver(pre_delete, sender=Site)
@receiver(pre_delete, sender=Locale)
@receiver(pre_delete, sender=Image)
@receiver(pre_delete, sender="wagtailcore.Collection")
def keep(instance, **kwargs):
    print(instance)


@receiver(post_delete, sender=get_image_model())
@receiver(post_delete, sender=get_document_model())
def remove_file(instance, **kwargs):
    print(instance)


def brand_saved(sender, **kwargs):
    print(sender)


post_save.connect(brand_saved, sender=Brand)
workflow_approved.connect(brand_saved)
