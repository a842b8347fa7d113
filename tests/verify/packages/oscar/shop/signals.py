from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from oscar.apps.basket.signals import basket_addition
from oscar.apps.catalogue.signals import product_viewed
from oscar.apps.order.signals import order_placed
from oscar.core.loading import get_class, get_model

from shop.models import Delivery

Order = get_model("order", "Order")
Basket = get_model("basket", "Basket")
post_checkout = get_class("checkout.signals", "post_checkout")


@receiver(order_placed)
def deliver(order, user, **kwargs):
    Delivery.objects.create(order=order)


@receiver(product_viewed)
@receiver(basket_addition)
def note_interest(product, user, **kwargs):
    print(product, user)


@receiver(post_checkout)
def thank(**kwargs):
    print(kwargs)


@receiver(post_save, sender=Order)
def order_saved(instance, **kwargs):
    print(instance)


@receiver(post_delete, sender=get_model("catalogue", "Product"))
@receiver(post_delete, sender="partner.StockRecord")
def product_deleted(instance, **kwargs):
    print(instance)


def basket_saved(sender, **kwargs):
    print(sender)


post_save.connect(basket_saved, sender=Basket)
post_save.connect(basket_saved, sender=Delivery)
