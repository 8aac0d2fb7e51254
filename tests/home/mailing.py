"""What the worker does with letters on a day, done in the test itself."""

from datetime import datetime

from django.utils import timezone

from biblionet.accounts.models import Letter
from biblionet.home import actions


def at(day):
    return datetime(day.year, day.month, day.day, 7, tzinfo=timezone.get_default_timezone())


def week(day):
    """Do what the worker does on a day: order, and send whatever waits."""
    actions.order_letters_of_week(today=day, at=at(day))
    send_all(day)


def tell():
    """Do what the worker does each minute."""
    today, now = timezone.localdate(), timezone.now()
    actions.order_letters_of_what_came_back(today=today, at=now)
    actions.order_letters_of_what_was_asked(at=now)
    send_all(today, now)


def send_all(day, now=None):
    for letter in list(Letter.objects.waiting(now or at(day))):
        actions.send_letter(letter.pk, today=day, at=now or at(day))
