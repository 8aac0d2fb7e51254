"""Ordering and sending letters. Today and now are arguments: only tasks and views look at a clock.

Whatever is done twice is done once: a row is ordered once, taken by one, and marked when the mail
server has it. When the server does not answer the row waits and is tried again.
"""

from datetime import date, datetime, timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils.translation import gettext as _

from biblionet.accounts import actions as accounts
from biblionet.accounts.models import Letter, User
from biblionet.home.overviews.bundles import Bundle, bundle_of
from biblionet.home.overviews.delegated import delegated_by_keys, delegated_since, unasked
from biblionet.home.overviews.people import everybody_with_mail
from biblionet.home.overviews.reminders import reminder_page
from biblionet.home.overviews.returned import returned_by_keys, returned_since, untold
from biblionet.home.printing.letters import (
    Message,
    write_bundle,
    write_delegated,
    write_returned,
)
from biblionet.home.rules import gets_mail
from biblionet.home.standing import reminder_days, wait_after, week_of
from biblionet.trail.actions import record
from libraries.models import Period, Scope

LOOK_BACK = timedelta(days=7)  # what came back longer ago stands in the letter of the week


def order_letters_of_week(*, today: date, at: datetime) -> list[int]:
    """Order a letter for everybody whose day it is and who has something to do; return the ids."""
    ordered = []
    for person in everybody_with_mail(today=today):
        bundle = bundle_of(person, today=today)
        if bundle.goes_today:
            letter = accounts.order_letter_of_week(
                person=person, kind=kind_of(bundle), week=week_of(today), at=at
            )
            ordered += [letter.pk] if letter else []
    return ordered


def kind_of(bundle: Bundle) -> Letter.Kind:
    """A letter is a reminder on a reminder day of something that is not handed in."""
    is_reminder = any(bundle.today in reminder_days(one.deadline) for one in bundle.due)
    return Letter.Kind.REMINDER if is_reminder else Letter.Kind.WEEKLY


def order_letters_of_what_came_back(*, today: date, at: datetime) -> list[int]:
    """Order letters about what was sent back and not told yet, one a person; return their ids."""
    returned = returned_since(at - LOOK_BACK)
    letters = [
        accounts.order_letter_about(person=person, things=things, at=at)
        for person, things in untold(returned, today=today).items()
    ]
    return [letter.pk for letter in letters if letter]


def order_letters_of_what_was_asked(*, at: datetime) -> list[int]:
    """Order letters to colleagues who were asked for a section, one a person; return their ids."""
    letters = [
        accounts.order_letter_about(person=person, things=things, at=at, kind=Letter.Kind.DELEGATED)
        for person, things in unasked(delegated_since(at - LOOK_BACK)).items()
    ]
    return [letter.pk for letter in letters if letter]


@transaction.atomic
def ask_for_reminder(
    *, period: Period, scope: Scope, by: User, today: date, at: datetime
) -> list[Letter]:
    """Order a reminder for who reports for a scope and still has to, once a week at most."""
    ordered = []
    for one in reminder_page(period, scope, today=today).people:
        if one.may_be_reminded:
            letter = accounts.order_letter_of_week(
                person=one.person,
                kind=Letter.Kind.ASKED,
                week=week_of(today),
                at=at,
                asked_by=by,
            )
            ordered += [letter] if letter else []
    if not ordered:
        raise ValidationError(_("There is nobody to remind now."), code="nobody")
    for letter in ordered:
        record("reminded", letter.user, by=by, scope=scope.owner_code, period=str(period))
    return ordered


def send_letter(letter_id: int, *, today: date, at: datetime) -> bool:
    """Send a letter that waits, with what there is to tell at this moment; True when it went."""
    letter = accounts.take_letter(letter_id, at=at, week=week_of(today))
    if letter is None:
        return False
    message = message_of(letter, today=today) if gets_mail(letter.user) else None
    if message is None:
        accounts.withdraw_letter(letter)
        return False
    try:
        mail_of(letter, message).send()
    except (SMTPException, OSError) as problem:
        said = f"{type(problem).__name__}: {problem}"
        accounts.put_off_letter(letter, problem=said, until=at + wait_after(letter.attempt))
        return False
    return accounts.finish_letter(letter, subject=message.subject, at=at)


def message_of(letter: Letter, *, today: date) -> Message | None:
    """Write a letter; None when there is nothing to say any more."""
    if letter.is_of_the_week:
        bundle = bundle_of(letter.user, today=today)
        return None if bundle.is_empty else write_bundle(bundle, letter.kind)
    keys = letter.told.values_list("key", flat=True)
    if letter.kind == Letter.Kind.DELEGATED:
        asked = delegated_by_keys(keys)
        return write_delegated(letter.user, asked) if asked else None
    returned = returned_by_keys(keys)
    return write_returned(letter.user, returned) if returned else None


def mail_of(letter: Letter, message: Message) -> EmailMultiAlternatives:
    """Put a letter in its envelope. Its number stays the same at every attempt.

    So a mail program shows it once, also when we died between its sending and our noting that.
    """
    host = urlsplit(settings.PORTAL_ADDRESS).hostname or "localhost"
    headers = {
        "Message-ID": f"<letter-{letter.pk}-{letter.ordered_at:%Y%m%d%H%M%S}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        to=[letter.user.email],
        reply_to=[settings.CONTACT_EMAIL],
        headers=headers,
    )
    mail.attach_alternative(message.html, "text/html")
    return mail
