from django.db import models
from simple_history.models import HistoricalRecords


class Book(models.Model):
    title = models.CharField(max_length=100)
    history = HistoricalRecords()


class Person(models.Model):
    name = models.CharField(max_length=100)
    log = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True


class Author(Person):
    pass


class Reader(Person):
    pass
