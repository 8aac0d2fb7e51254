"""The letter of a week: what it says, who gets it and when; sent to a real mail server here."""

from datetime import date, timedelta

import pytest

from biblionet.accounts.models import Letter, User
from biblionet.home import actions
from biblionet.home.overviews.bundles import bundle_of
from biblionet.home.printing.letters import write_bundle
from libraries.models import Membership
from tests.factories.goals import AssignmentFactory, QuarterFactory, UpdateFactory
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    IndicatorFactory,
    MembershipFactory,
    OrganisationFactory,
    PeriodFactory,
    ServiceAreaFactory,
)
from tests.factories.programmes import ReturnFactory
from tests.home.conftest import opened
from tests.home.mailing import at, send_all, week
from tests.mail import words_of

pytestmark = pytest.mark.django_db
MONDAY, REMINDER = date(2025, 12, 22), date(2026, 1, 7)


# The letter of the week


def test_one_letter_tells_everything(annet, library, quarter, assignment, staff, postbox):
    other = AssignmentFactory(scope=library)
    UpdateFactory(scope=library, objective=assignment.objective, period=quarter, is_sent_back=True)
    UpdateFactory(scope=library, objective=other.objective, period=quarter, is_submitted=True)
    year = PeriodFactory(start=date(2025, 1, 1))
    for remark in ("", "Klopt dit?"):
        EntryFactory(figure__scope=library, figure__period=year, remark=remark, value=4321)

    with postbox.serving():
        week(MONDAY)

    letter = next(one for one in postbox.letters if one["To"] == "annet@example.org")
    text = words_of(letter)
    assert letter["Subject"] == "Er staan 2 dingen voor je klaar in het portaal"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Reply-To"] == "hulp@example.org"
    assert "Hallo Annet de Boer," in text
    assert (
        "Voortgang, Heide, 4e kwartaal 2025: 1 van 2 ingestuurd. "
        "Uiterlijk woensdag 14 januari 2026." in text
    )
    assert "Iedereen leest, Heide, 4e kwartaal 2025" in text
    assert "Cijfers van 2025, Heide · 1 teruggestuurd · 1 concept" in text
    assert "https://portal.example/voortgang/schrijven/" in text
    assert "4321" not in text
    assert "We lazen voor" not in text


def test_both_shapes_say_the_same(annet, quarter, assignment, postbox):
    with postbox.serving():
        week(MONDAY)

    (letter,) = postbox.letters
    html = words_of(letter, "html")
    said = [line[2:].strip() for line in words_of(letter).splitlines() if line.startswith("- ")]
    assert said
    assert all(line in html for line in said)
    assert '<html lang="nl">' in html


def test_names_cannot_add_markup(annet, quarter, assignment, postbox):
    User.objects.filter(pk=annet.pk).update(name="<b>Annet</b>\nBcc: x")

    with postbox.serving():
        week(MONDAY)

    (letter,) = postbox.letters
    assert "Hallo <b>Annet</b> Bcc: x," in words_of(letter)
    assert "&lt;b&gt;Annet" in words_of(letter, "html")


def test_nothing_to_say_is_no_letter(annet, library, quarter, assignment, postbox):
    UpdateFactory(scope=library, objective=assignment.objective, period=quarter, is_submitted=True)

    week(MONDAY)

    assert Letter.objects.count() == 0


def test_staff_read_what_waits_for_them_oldest_first(staff, library, quarter, postbox):
    for number, day in enumerate((3, 1, 2)):
        UpdateFactory(
            scope=OrganisationFactory(name=f"Boekerij {number}"),
            period=quarter,
            is_submitted=True,
            submitted_at=at(date(2026, 1, day)),
        )
    figure = FigureFactory(indicator=IndicatorFactory(name="Leden"), scope=library)
    EntryFactory(figure=figure, is_submitted=True, submitted_at=at(date(2025, 12, 30)), value=4321)

    with postbox.serving():
        week(date(2026, 1, 26))

    (letter,) = postbox.letters
    text = words_of(letter)
    names = ["Leden, Heide, 2023", "Boekerij 1", "Boekerij 2", "Boekerij 0"]
    places = [text.index(name) for name in names]
    assert letter["To"] == "poi@example.org"
    assert places == sorted(places)
    assert "sinds 30 december" in text
    assert "4321" not in text


def test_a_long_list_says_how_many_are_not_in_it(staff, library, quarter, postbox):
    for _ in range(12):
        UpdateFactory(scope=OrganisationFactory(), period=quarter, is_submitted=True)

    with postbox.serving():
        week(date(2026, 1, 26))

    assert "En nog 2." in words_of(postbox.letters[0])
    assert words_of(postbox.letters[0]).count("/voortgang/") == 10


@pytest.mark.parametrize("refused", ["blocked", "ended role", "demonstration in production"])
def test_who_is_gone_gets_nothing(annet, quarter, assignment, settings, refused):
    User.objects.filter(pk=annet.pk).update(
        is_active=refused != "blocked", is_demo=refused.startswith("demonstration")
    )
    settings.PRODUCTION = refused.startswith("demonstration")
    if refused == "ended role":
        Membership.objects.update(ends=date(2025, 1, 1))

    week(MONDAY)

    assert Letter.objects.count() == 0


def test_who_is_blocked_meanwhile_gets_nothing_either(annet, quarter, assignment, postbox):
    (ordered,) = actions.order_letters_of_week(today=MONDAY, at=at(MONDAY))
    User.objects.filter(pk=annet.pk).update(is_active=False)

    with postbox.serving():
        assert not actions.send_letter(ordered, today=MONDAY, at=at(MONDAY))

    assert (len(postbox), Letter.objects.count()) == (0, 0)


def test_the_example_is_told_to_demonstration_accounts_only(annet, library, assignment, postbox):
    opened(date(2025, 10, 1), is_example=True)
    demo = MembershipFactory(scope=library, user__is_demo=True, user__email="demo@example.org").user
    year = PeriodFactory(start=date(2025, 1, 1), is_example=True)
    EntryFactory(figure__scope=library, figure__period=year)

    with postbox.serving():
        week(MONDAY)

    assert postbox.to == [demo.email]
    assert "4e kwartaal 2025 (voorbeeld)" in words_of(postbox.letters[0])
    assert "Cijfers van 2025 (voorbeeld)" in words_of(postbox.letters[0])


# On which day


def test_a_whole_season_brings_one_letter_a_week(annet, quarter, assignment, postbox):
    """From the day after the quarter until a month after its deadline, day by day."""
    days = [date(2025, 12, 29) + timedelta(days=n) for n in range(42)]

    with postbox.serving():
        for day in days:
            week(day)
            week(day)  # beat may ring twice

    sent = list(Letter.objects.order_by("sent_at").values_list("sent_at__date", "kind"))
    assert sent == [
        (date(2025, 12, 31), "reminder"),
        (date(2026, 1, 7), "reminder"),
        (date(2026, 1, 13), "reminder"),
        (date(2026, 1, 21), "reminder"),
        (date(2026, 1, 26), "weekly"),
        (date(2026, 2, 2), "weekly"),
    ]
    assert len(postbox) == len(sent)
    assert [letter["Subject"] for letter in postbox.letters] == [
        *["Herinnering: 4e kwartaal 2025, uiterlijk 14 januari"] * 3,
        "Herinnering: 4e kwartaal 2025 moest op 14 januari klaar zijn",
        *["Er staat 1 ding voor je klaar in het portaal"] * 2,
    ]
    assert "over 14 dagen klaar" in words_of(postbox.letters[0])
    assert "over 1 dag klaar zijn, op woensdag 14 januari: Voortgang, Heide" in words_of(
        postbox.letters[2]
    )
    assert "moest op woensdag 14 januari klaar zijn: Voortgang" in words_of(postbox.letters[3])


def test_who_handed_in_is_not_reminded_but_hears_of_other_things(
    annet, library, quarter, assignment, postbox
):
    UpdateFactory(scope=library, objective=assignment.objective, period=quarter, is_submitted=True)
    EntryFactory(figure__scope=library, remark="Klopt dit?")

    with postbox.serving():
        week(REMINDER)

    assert Letter.objects.get().kind == "weekly"
    assert "Herinnering" not in postbox.letters[0]["Subject"]


def test_a_reminder_on_the_day_itself_says_today(annet, quarter, assignment):
    bundle = bundle_of(annet, today=date(2026, 1, 14))

    assert "Dit moet vandaag klaar zijn: Voortgang, Heide" in write_bundle(bundle, "asked").text


def test_a_quarter_that_opened_late_leaves_as_many_days(annet, quarter, assignment):
    type(quarter).objects.update(opened_at=at(date(2026, 2, 2)))

    (due,) = bundle_of(annet, today=REMINDER).due

    assert due.deadline == date(2026, 2, 15)


def test_a_questionnaire_is_due_on_its_own_day(annet, library, quarter, postbox):
    ReturnFactory(
        questionnaire__name="Kwartaalcijfers",
        scope=ServiceAreaFactory(owner=library, name="Veen"),
        period=quarter,
        deadline=date(2026, 1, 16),
    )
    ReturnFactory(period=quarter, deadline=date(2026, 1, 16))

    with postbox.serving():
        week(date(2026, 1, 9))

    (letter,) = postbox.letters
    assert letter["Subject"] == "Herinnering: 4e kwartaal 2025, uiterlijk 16 januari"
    assert "- Kwartaalcijfers, Veen, 4e kwartaal 2025. Uiterlijk vrijdag 16 januari 2026." in (
        words_of(letter)
    )


@pytest.mark.parametrize(
    ("excepted", "due"), [("place", date(2026, 3, 6)), ("owner", date(2026, 3, 6)), ("", None)]
)
def test_a_questionnaire_over_a_closed_period_is_due_by_exception_only(
    annet, library, staff, excepted, due
):
    closed = QuarterFactory(start=date(2025, 7, 1), is_closed=True)
    place = ServiceAreaFactory(owner=library)
    ReturnFactory(scope=place, period=closed, deadline=date(2025, 10, 14))
    if excepted:
        closed.exceptions.create(
            scope=place if excepted == "place" else library,
            until=date(2026, 3, 6),
            reason="Ziek.",
            granted_by=staff,
        )

    found = bundle_of(annet, today=REMINDER).due

    assert [one.deadline for one in found] == ([due] if due else [])


def test_the_support_institution_answers_for_itself(staff, quarter):
    support = staff.memberships.get().scope
    ReturnFactory(scope=support, period=quarter, deadline=date(2026, 1, 14))

    assert [one.scope for one in bundle_of(staff, today=REMINDER).due] == [support]


def test_an_exception_has_a_deadline_of_its_own(annet, library, assignment, staff, postbox):
    closed = QuarterFactory(start=date(2025, 7, 1), is_closed=True)
    closed.exceptions.create(
        scope=library, until=date(2026, 1, 30), reason="Ziek.", granted_by=staff
    )

    with postbox.serving():
        week(date(2026, 1, 23))

    letter = next(one for one in postbox.letters if one["To"] == annet.email)
    assert letter["Subject"] == "Herinnering: 3e kwartaal 2025, uiterlijk 30 januari"


@pytest.mark.parametrize("count", [1, 3])
def test_ordering_asks_the_same_for_each_person(
    count, library, quarter, assignment, django_assert_num_queries
):
    for _ in range(count):
        MembershipFactory(scope=library)

    with django_assert_num_queries(1 + 24 * count):
        assert len(actions.order_letters_of_week(today=MONDAY, at=at(MONDAY))) == count


# When the mail is down


@pytest.mark.parametrize("trouble", ["down", "refuses"])
def test_nothing_is_lost_when_the_mail_is_down_and_nothing_goes_twice(
    annet, quarter, assignment, postbox, trouble
):
    (ordered,) = actions.order_letters_of_week(today=MONDAY, at=at(MONDAY))
    soon = at(MONDAY) + timedelta(minutes=1)

    if trouble == "down":
        assert not actions.send_letter(ordered, today=MONDAY, at=at(MONDAY))
    with postbox.serving():
        postbox.refuses = trouble == "refuses"
        if postbox.refuses:
            assert not actions.send_letter(ordered, today=MONDAY, at=at(MONDAY))
        postbox.refuses = False
        problem = Letter.objects.get().problem
        assert not actions.send_letter(ordered, today=MONDAY, at=at(MONDAY))  # it waits a minute
        assert actions.send_letter(ordered, today=MONDAY, at=soon)
        assert not actions.send_letter(ordered, today=MONDAY, at=soon + timedelta(days=1))

    letter = Letter.objects.get()
    assert ("refused" in problem) is (trouble == "down")
    assert (letter.attempt, letter.problem, letter.sent_at) == (2, "", soon)
    assert len(postbox) == 1


def test_a_letter_keeps_its_number_at_every_attempt(annet, quarter, assignment, postbox):
    """Somebody died after the mail server took it: a mail program shows the second as the first."""
    (ordered,) = actions.order_letters_of_week(today=MONDAY, at=at(MONDAY))
    later = at(MONDAY) + timedelta(minutes=6)

    with postbox.serving():
        actions.send_letter(ordered, today=MONDAY, at=at(MONDAY))
        Letter.objects.update(sent_at=None)
        actions.send_letter(ordered, today=MONDAY, at=later)

    first, second = (letter["Message-ID"] for letter in postbox.letters)
    assert first == second
    assert first.endswith("@portal.example>")


def test_after_a_week_without_mail_everybody_gets_one_letter(annet, quarter, assignment, postbox):
    late = date(2026, 1, 13)
    for day in (date(2025, 12, 31), REMINDER, late):
        week(day)

    with postbox.serving():
        send_all(late, at(late) + timedelta(hours=2))

    assert len(postbox) == 1
    assert [one.key for one in Letter.objects.all()] == ["2026-W03"]
