"""Who still has to hand in a quarter, when they last got a letter, and whether one may go now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from biblionet.accounts.models import Letter, User
from biblionet.home.overviews.bundles import Bundle, bundle_of
from biblionet.home.overviews.deadlines import deadline_of
from biblionet.home.overviews.people import people_who_report
from biblionet.home.standing import week_of
from goals.overviews import Quarter, quarter_of
from libraries.models import Period, Scope
from programmes.models import Return


@dataclass(frozen=True, slots=True)
class Reminded:
    """Somebody who reports, with everything a letter would tell them."""

    person: User
    bundle: Bundle
    last: Letter | None
    this_week: Letter | None
    has_to_write: bool

    @property
    def may_be_reminded(self) -> bool:
        return self.has_to_write and self.this_week is None


@dataclass(frozen=True, slots=True)
class ReminderPage:
    """One scope and quarter: how far it is, and who can be reminded."""

    quarter: Quarter
    returns: tuple[Return, ...]
    deadline: date
    people: tuple[Reminded, ...]

    @property
    def is_asked(self) -> bool:
        return bool(self.quarter.tasks or self.returns)

    @property
    def may_remind(self) -> bool:
        return any(one.may_be_reminded for one in self.people)


def reminder_page(period: Period, scope: Scope, *, today: date) -> ReminderPage:
    """Return who can be reminded of a quarter; a few queries, and what a letter asks for each."""
    people = people_who_report([scope], today=today)[scope.pk]
    last, this_week = last_letters(people), letters_of_week(people, week_of(today))
    bundles = {person.pk: bundle_of(person, today=today) for person in people}
    return ReminderPage(
        quarter=quarter_of(scope, period),
        returns=tuple(
            Return.objects.filter(scope=scope, period=period).select_related("questionnaire")
        ),
        deadline=deadline_of(period),
        people=tuple(
            Reminded(
                person=person,
                bundle=bundles[person.pk],
                last=last.get(person.pk),
                this_week=this_week.get(person.pk),
                has_to_write=bundles[person.pk].is_due(period.pk, scope.pk),
            )
            for person in people
        ),
    )


def last_letters(people: Iterable[User]) -> dict[int, Letter]:
    """Return by person the letter that went last, of whatever kind."""
    sent = Letter.objects.filter(user__in=people, sent_at__isnull=False).order_by("sent_at")
    return {letter.user_id: letter for letter in sent}


def letters_of_week(people: Iterable[User], week: str) -> dict[int, Letter]:
    """Return by person the letter of a week, sent or about to go."""
    found = Letter.objects.of_the_week().filter(user__in=people, key=week)
    return {letter.user_id: letter for letter in found}
