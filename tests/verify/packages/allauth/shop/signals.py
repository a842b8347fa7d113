from allauth.account import signals as account_signals
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, user_signed_up
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.contrib.auth import get_user_model
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from shop.models import Customer


@receiver(user_signed_up)
def make_customer(request, user, **kwargs):
    Customer.objects.create(user=user)


@receiver(social_account_added)
@receiver(social_account_removed)
def note_social_account(request, **kwargs):
    print(request.user)


@receiver([email_confirmed, account_signals.email_changed])
def invite(request, **kwargs):
    print(request.user)


@receiver(post_save, sender=EmailAddress)
@receiver(post_delete, sender=EmailAddress)
def update_newsletter(instance, **kwargs):
    Customer.objects.filter(user=instance.user).update(newsletter=False)


@receiver(post_save, sender=get_user_model())
def greet(instance, created, **kwargs):
    print(instance, created)


@receiver(post_save, sender="socialaccount.SocialApp")
def reload_providers(instance, **kwargs):
    print(instance)


def count_accounts(sender, **kwargs):
    print(sender)


post_delete.connect(count_accounts, sender=SocialAccount)
