from django.db import models
from wagtail.models import Page
from wagtail.snippets.models import register_snippet


class ProductPage(Page):
    price = models.DecimalField(max_digits=8, decimal_places=2)


class OfferPage(ProductPage):
    ends = models.DateField()


@register_snippet
class Brand(models.Model):
    name = models.CharField(max_length=100)
