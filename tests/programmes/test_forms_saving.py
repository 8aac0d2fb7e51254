"""A section is saved as a whole, and every row stands by itself: nothing typed is ever lost."""

from decimal import Decimal

import pytest
from django.urls import reverse

from libraries.models import Reading
from programmes.forms import row_of
from programmes.models import Answer
from tests.forms import BRANCH

pytestmark = pytest.mark.django_db
LEVELS = BRANCH


@pytest.fixture
def section(client, form):
    """Send a section of the form; each row as {question: {field: text}} or by its slot."""

    def sent(rows, order=1, by="manager", sign_in=True, **more):
        if sign_in:
            client.force_login(form.people[by])
        data = {}
        for slot, typed in rows:
            fresh = row_of(slot)
            data[f"{slot.key}-seen"] = fresh.seen
            for name in fresh.NAMES:
                data[f"{slot.key}-{name}"] = fresh.text(name)
            data.update({f"{slot.key}-{name}": text for name, text in typed.items()})
        address = reverse("programmes:delivery_section", args=[form.given.pk, order])
        return client.post(address, {**data, **more})

    return sent


def test_the_whole_section_is_saved_at_once(form, section):
    hours = form.ask(name="Uren", decimals=2, **LEVELS)
    books, (aa, borger) = form.slot(form.questions[0]), form.slots_of(hours)

    answer = section([(books, {"value": "12.345"}), (aa, {"value": "20,5"}), (borger, {})])

    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("programmes:delivery_section", args=[form.given.pk, 1]),
    )
    assert form.slot(form.questions[0]).value == 12345
    assert [slot.value for slot in form.slots_of(hours)] == [Decimal("20.5"), None]
    assert Reading.objects.count() == 2  # what was left empty is not zero


def test_a_good_row_is_kept_and_a_refused_one_shows_what_was_typed(form, section):
    hours = form.ask(name="Uren", **LEVELS)
    aa, borger = form.slots_of(hours)

    answer = section([(aa, {"value": "20"}), (borger, {"value": "twintig"})])

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="twintig"' in page
    assert page.count("Vul een getal in, bijvoorbeeld 1.250.") == 2  # on top, and at the row
    assert [slot.value for slot in form.slots_of(hours)] == [20, None]


def test_a_word_for_why_there_is_no_number_is_kept_with_its_sentence(form, section):
    books = form.slot(form.questions[0])

    section([(books, {"state": "not_reported", "explanation": "Het systeem is vervangen."})])

    reading = form.slot(form.questions[0]).reading
    assert (reading.state, reading.value, reading.explanation) == (
        "not_reported",
        None,
        "Het systeem is vervangen.",
    )


def test_answers_of_every_kind_are_kept_as_they_are(form, section):
    kinds = {
        "choice": ("een", "een"),
        "choices": (["een", "twee"], ["een", "twee"]),
        "yes_no": ("no", False),
        "judgement": ("twee", "twee"),
        "text": ("Een zin.", "Een zin."),
        "list": ("Aa\r\n\r\nBorger ", ["Aa", "Borger"]),
    }
    asked = {
        kind: form.ask_else(kind, options="een twee" if kind in "choices judgement" else "")
        for kind in kinds
    }

    answer = section([(form.slot(asked[k]), {"value": kinds[k][0]}) for k in kinds], order=2)

    assert answer.status_code == 302
    assert {kind: form.slot(asked[kind]).value for kind in kinds} == {
        kind: kept for kind, (_typed, kept) in kinds.items()
    }


def test_sending_a_page_again_changes_nothing(form, section):
    text = form.ask_else("choices", options="een twee")
    section([(form.slot(text), {"value": ["twee", "een"]})], order=2)
    again = row_of(form.slot(text))

    shown = {f"{again.key}-value": ["een", "twee"], f"{again.key}-seen": again.seen}
    section([], order=2, **shown, **{f"{again.key}-state": "value"})

    assert Answer.objects.count() == 1


def test_two_at_once_see_both_values_and_choose(form, section):
    seen = form.slot(form.questions[0])
    form.answer(1913, form.questions[0], by="colleague")

    answer = section([(seen, {"value": "1.931"})])

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Jan Heide" in page
    assert "1.913" in page
    assert 'value="1.931"' in page
    row = answer.context["questions"][0].rows[0]
    chosen = {"mine": row.form.key, f"{row.form.key}-theirs": row.theirs}
    assert section([(seen, {"value": "1.931"})], **chosen).status_code == 302
    assert form.slot(form.questions[0]).value == 1931


def test_who_answered_something_else_first_is_shown_with_what_they_said(form, section):
    text = form.ask_else("text")
    seen = form.slot(text)
    form.answer("Van Jan", text, by="colleague")

    answer = section([(seen, {"value": "Van mij"})], order=2)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Wat er nu staat: Van Jan" in page
    assert "Van mij</textarea>" in page
    theirs = section([(seen, {"value": "Van mij"})], order=2, theirs=seen.key)
    assert theirs.status_code == 302
    assert form.slot(text).value == "Van Jan"


def test_what_was_typed_comes_back_after_signing_in(client, form, section):
    client.logout()
    slot = form.slot(form.questions[0])

    gone = section([(slot, {"value": "77"})], sign_in=False)

    assert gone.status_code == 302
    assert Reading.objects.count() == 0
    session = client.session
    client.force_login(form.people["manager"])
    kept = client.session
    kept.update({key: value for key, value in session.items() if not key.startswith("_")})
    kept.save()
    page = client.get(reverse("programmes:delivery_section", args=[form.given.pk, 1]))
    assert 'value="77"' in page.content.decode()


# What was filled in before, and what the quarters come to


def test_agreeing_makes_what_was_filled_in_an_answer_of_who_agreed(form, section):
    brought = form.bring(812, form.questions[0])
    slot = form.slot(form.questions[0])

    section([(slot, {"brought": str(brought.pk)})], right=slot.key)

    reading = form.slot(form.questions[0]).reading
    assert (reading.value, reading.author, reading.confirms, reading.source) == (
        812,
        form.people["manager"],
        brought,
        "entry",
    )


def test_one_button_agrees_with_everything_that_was_not_typed_over(form, section):
    hours = form.ask(name="Uren", **LEVELS)
    brought = [
        form.bring(812, form.questions[0]),
        form.bring(20, hours),
        form.bring(30, hours, place=1),
    ]
    slots = [form.slot(form.questions[0]), *form.slots_of(hours)]
    typed = [{}, {"value": "25"}, {}]

    section(
        [
            (slot, {"brought": str(one.pk), **more})
            for slot, one, more in zip(slots, brought, typed, strict=True)
        ],
        act="right_all",
    )

    readings = [form.slot(form.questions[0]).reading, *(s.reading for s in form.slots_of(hours))]
    assert [(one.value, one.confirms) for one in readings] == [
        (812, brought[0]),
        (25, None),
        (30, brought[2]),
    ]


def test_what_was_filled_in_anew_is_not_agreed_with_unseen(form, section):
    form.bring(812, form.questions[0])
    slot = form.slot(form.questions[0])

    answer = section([(slot, {"brought": "1000000"})], right=slot.key)

    assert answer.status_code == 409
    assert form.slot(form.questions[0]).is_preloaded


def test_what_the_quarters_come_to_is_taken_over(form, section):
    from tests.factories.goals import QuarterFactory
    from tests.factories.libraries import EntryFactory, FigureFactory

    slot = form.slot(form.questions[0])
    for month in (1, 4, 7, 10):
        figure = FigureFactory(
            indicator=slot.indicator,
            scope=slot.place,
            period=QuarterFactory(start=slot.period.start.replace(month=month)),
        )
        figure.current = EntryFactory(figure=figure, value=Decimal(25), is_accepted=True)
        figure.save()
    slot = form.slot(form.questions[0])

    section([(slot, {})], offer=slot.key)

    assert slot.offer.value == 100
    assert form.slot(form.questions[0]).value == 100


# A long section


def test_a_section_of_many_places_is_cut_into_pages_that_are_saved_apart(client, form):
    from tests.factories.libraries import BranchFactory

    BranchFactory.create_batch(118, owner=form.library)
    hours = form.ask(name="Uren", **LEVELS)
    client.force_login(form.people["manager"])
    form.answer(5, hours, place=0)

    first, second = (
        client.get(reverse(f"programmes:{name}", args=[form.given.pk, 1, *more]))
        for name, more in (("delivery_section", ()), ("delivery_section_page", (2,)))
    )

    counts = [sum(len(one.rows) for one in page.context["questions"]) for page in (first, second)]
    assert counts == [100, 21]
    totals = [page.context["questions"][-1].asked.total for page in (first, second)]
    assert [(one.value, one.known, one.places) for one in totals] == [(5, 1, 120)] * 2
    missing = reverse("programmes:delivery_section_page", args=[form.given.pk, 1, 3])
    assert client.get(missing).status_code == 404
