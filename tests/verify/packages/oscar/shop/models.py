from django.db import models


class Delivery(models.Model):
    order = models.OneToOneField("order.Order", models.CASCADE)
