"""The screens of a year of months: typed row by row, pasted, handed in and judged."""

import pytest
from django.urls import reverse

from libraries.models import PeriodException, Reading
from programmes.models import Return
from tests.factories.libraries import NetworkMemberFactory, OrganisationFactory
from tests.factories.programmes import QuestionnaireFactory
from tests.months import YEAR

pytestmark = pytest.mark.django_db
Workflow = Reading.Workflow


@pytest.fixture
def knock(client, months):
    """Open an address of the library's year, as somebody; with data it is sent."""

    def do(name, *more, who="manager", data=None, follow=True, **extra):
        client.force_login(months.people[who])
        address = reverse(f"programmes:{name}", args=["ibl", YEAR, months.library.pk, *more])
        if data is None:
            return client.get(address)
        return client.post(address, data, follow=follow, **extra)

    return do


def typed(months, knock, question, **cells):
    """Return what a browser sends of a row of the grid: what it shows, with some numbers typed."""
    page = knock("months")
    key = months.key(question)
    row = next(one for layer in page.context["layers"] for one in layer.rows if one.row.key == key)
    data = {"grid": "1"}
    for shown in row.cells:
        if shown.form:
            number = shown.cell.month.number
            data[f"{shown.form.key}-seen"] = shown.form.seen
            data[f"{shown.form.key}-value"] = cells.get(f"m{number}", shown.form.shown)
    return data


def test_a_row_is_saved_month_by_month(months, knock):
    months.open_month(1)
    months.open_month(2)
    data = typed(months, knock, 0, m1="1.204", m2="98")

    page = knock("months_row", months.key(0), data=data)

    assert [months.cell(0, number).reading.value for number in (1, 2)] == [1204, 98]
    assert "1.302" in page.content.decode()
    assert page.redirect_chain[0][0].endswith(f"#rij-{months.key(0)}")


def test_what_is_refused_keeps_what_was_typed_and_the_rest_is_saved(months, knock):
    months.open_month(1)
    months.open_month(2)
    data = typed(months, knock, 0, m1="12.34", m2="98")

    page = knock("months_row", months.key(0), data=data)

    assert page.status_code == 422
    text = page.content.decode()
    assert 'value="12.34"' in text
    assert "januari 2023" in text
    assert months.cell(0, 1).reading is None
    assert months.cell(0, 2).reading.value == 98


def test_who_comes_second_sees_both_numbers_and_chooses(months, knock):
    months.open_month(1)
    data = typed(months, knock, 0, m1="110")
    months.answer(0, 1, 90, by=months.people["colleague"])

    page = knock("months_row", months.key(0), data=data)

    assert page.status_code == 409
    text = page.content.decode()
    assert "Jan Heide" in text
    assert 'value="110"' in text
    assert "90" in text
    assert months.cell(0, 1).reading.value == 90

    version = months.cell(0, 1).reading.version
    knock("months_row", months.key(0), data=data | {"theirs": months.key(0, 1)})
    assert months.cell(0, 1).reading.value == 90
    knock("months_row", months.key(0), data=data | {"mine": f"{months.key(0, 1)}@{version}"})
    assert months.cell(0, 1).reading.value == 110


def test_a_cell_that_was_not_touched_overwrites_nobody(months, knock):
    months.open_month(1)
    months.open_month(2)
    data = typed(months, knock, 0, m2="98")
    months.answer(0, 1, 90, by=months.people["colleague"])

    page = knock("months_row", months.key(0), data=data)

    assert page.status_code == 200
    assert [months.cell(0, number).reading.value for number in (1, 2)] == [90, 98]


def test_an_emptied_cell_is_empty_again(months, knock):
    months.open_month(1)
    months.answer(0, 1, 90)
    data = typed(months, knock, 0, m1="")

    knock("months_row", months.key(0), data=data)

    assert months.cell(0, 1).reading is None


def test_a_number_in_the_grid_keeps_the_sentence_and_ends_its_absence(months, knock):
    months.open_month(1)
    months.answer(0, 1, None, state="not_yet_known", explanation="Wise lag stil.")

    knock("months_row", months.key(0), data=typed(months, knock, 0, m1="90"))

    reading = months.cell(0, 1).reading
    assert (reading.state, reading.value, reading.explanation) == ("value", 90, "Wise lag stil.")


def test_the_page_of_a_row_takes_reasons_and_sentences(months, knock):
    months.open_month(1)
    key = months.key(0)
    page = knock("months_row", key)
    form = page.context["cells"][0][0].form

    knock(
        "months_row",
        key,
        data={
            f"{form.key}-seen": form.seen,
            f"{form.key}-state": "not_applicable",
            f"{form.key}-value": "",
            f"{form.key}-explanation": "In januari reed er niets.",
        },
    )

    reading = months.cell(0, 1).reading
    assert (reading.state, reading.explanation) == ("not_applicable", "In januari reed er niets.")


def test_a_script_gets_what_changed(months, knock):
    months.open_month(1)
    months.answer(0, 1, 100)
    data = typed(months, knock, 1, m1="95")

    told = knock("months_row", months.key(1), data=data, headers={"Accept": "application/json"})

    answer = told.json()
    assert answer["saved"].startswith("Bewaard om")
    assert "95" in answer["totals"][months.key(1)]
    assert [html for html in answer["shares"].values() if "95,0%" in html]
    assert answer["seen"][months.key(1, 1)].startswith("1-")


def test_months_that_were_closed_together_are_told_together(months, knock):
    for number, day, who in (
        (1, 20, "admin"),
        (2, 20, "admin"),
        (3, 20, "staff"),
        (4, 21, "staff"),
    ):
        period = months.open_month(number).period
        period.closed_at, period.closed_by = f"2023-05-{day}T08:00Z", months.people[who]
        period.save()

    page = knock("months")

    told = [
        ([month.number for month in closing.months], closing.by, closing.on.day)
        for closing in page.context["page"].closed
    ]
    admin, staff = months.people["admin"], months.people["staff"]
    assert told == [([1, 2], admin, 20), ([3], staff, 20), ([4], staff, 21)]
    text = " ".join(page.content.decode().split())
    assert '<span id="gesloten-2">februari 2023</span>: gesloten door' in text
    assert "op 20 mei 2023." in text


def test_a_closed_month_is_read_only_and_says_whom_to_ask(months, knock):
    given = months.open_month(1)
    months.answer(0, 1, 90)
    given.period.closed_at, given.period.closed_by = "2023-02-20T08:00Z", months.people["admin"]
    given.period.save()

    text = knock("months").content.decode()

    assert f'id="{months.key(0, 1)}"' not in text
    assert "Vraag correctie" in text
    assert "Vraag een beheerder" in text

    PeriodException.objects.create(
        period=given.period,
        scope=months.library,
        reason="Fout gevonden.",
        until="2999-01-01",
        granted_by=months.people["admin"],
    )
    assert f'id="{months.key(0, 1)}"' in knock("months").content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("neighbour", 404), ("director", 403), ("staff", 302), ("manager", 302)]
)
def test_who_may_type(months, knock, who, status):
    months.open_month(1)
    data = typed(months, knock, 0, m1="5")

    answer = knock("months_row", months.key(0), who=who, data=data, follow=False)

    assert answer.status_code == status
    assert (months.cell(0, 1).reading is not None) == (status == 302)


@pytest.mark.parametrize("count", [1, 3])
def test_the_grid_asks_no_more_with_more_months(months, knock, count, django_assert_num_queries):
    for number in range(1, count + 1):
        months.open_month(number)
        months.fill(number)
    knock("months")

    with django_assert_num_queries(22):
        page = knock("months")

    assert len(page.context["page"].in_hand) == count


# Handing in and judging


def test_months_go_together_or_not_at_all(months, knock):
    for number in (1, 2):
        months.open_month(number)
    months.fill(1)
    director = months.people["director"].pk
    data = {"accountable": director, "is_checked": "on"}

    page = knock("submit_months", 2, data=data)

    assert page.status_code == 422
    assert "februari 2023" in page.content.decode()
    assert set(Return.objects.values_list("state", flat=True)) == {"draft"}

    months.fill(2)
    page = knock("submit_months", 2, data=data)

    assert "2 maanden ingestuurd" in page.content.decode()
    assert set(Return.objects.values_list("state", flat=True)) == {"submitted"}


def test_only_the_months_up_to_the_chosen_one_go(months, knock):
    for number in (1, 2):
        months.open_month(number)
        months.fill(number)
    director = months.people["director"].pk

    knock("submit_months", 1, data={"accountable": director, "is_checked": "on"})

    assert [months.page().month(number).state for number in (1, 2)] == ["submitted", "draft"]


def test_a_month_is_taken_back(months, knock):
    months.open_month(1)
    months.fill(1)
    months.submit(1)

    knock("withdraw_month", 1, data={})

    assert months.page().month(1).state == "draft"


def test_the_poi_accepts_the_months_it_ticked(months, knock):
    for number in (1, 2):
        months.open_month(number)
        months.fill(number)
        months.submit(number)
    first = months.returns[1]

    page = knock("accept_months", who="staff", data={"month": f"{first.pk}-1"})

    assert "1 maand akkoord" in page.content.decode()
    assert [months.page().month(number).state for number in (1, 2)] == ["accepted", "submitted"]
    assert months.cell(0, 1).is_accepted


def test_what_was_handed_in_again_is_not_accepted_unread(months, knock):
    given = months.open_month(1)
    months.fill(1)
    months.submit(1)
    knock("withdraw_month", 1, data={})
    months.answer(0, 1, 999)
    months.submit(1)

    page = knock("accept_months", who="staff", data={"month": f"{given.pk}-1"})

    assert "opnieuw ingestuurd" in page.content.decode()
    assert months.page().month(1).state == "submitted"


def test_a_manager_accepts_nothing(months, knock):
    given = months.open_month(1)
    months.fill(1)
    months.submit(1)

    assert knock("accept_months", data={"month": f"{given.pk}-1"}).status_code == 403


def test_one_number_goes_back_with_its_reason(months, knock):
    months.open_month(1)
    months.fill(1)
    months.submit(1)
    typed = {"reason": "Klopt dit?", "version": months.cell(0, 1).reading.version}
    stale = {**typed, "version": typed["version"] - 1}
    unread = knock("send_back_month", months.key(0, 1), who="staff", data=stale)
    assert unread.status_code == 422
    assert months.page().month(1).state == "submitted"

    page = knock("send_back_month", months.key(0, 1), who="staff", data=typed)

    assert page.status_code == 200
    assert months.page().month(1).state == "sent_back"
    assert months.cell(0, 1).is_writable
    assert not months.cell(1, 1).is_writable
    assert "Klopt dit?" in knock("months").content.decode()


# Everybody, and files


def test_everybody_is_shown_with_what_is_required(months, client):
    other = OrganisationFactory(name="Bibliotheek Zand")
    NetworkMemberFactory(network=months.questionnaire.asked_of, organisation=other)
    months.open_month(1)
    months.accept(1)
    client.force_login(months.people["staff"])

    page = client.get(reverse("programmes:months_of_all", args=["ibl"])).content.decode()

    assert '1 van 2<span class="govuk-visually-hidden"> organisaties</span>' in page
    assert "Bibliotheek Zand" in page


def test_a_questionnaire_of_another_layout_has_no_months(months, client):
    QuestionnaireFactory(code="anders")
    client.force_login(months.people["staff"])

    assert client.get(reverse("programmes:months_of_all", args=["anders"])).status_code == 404


def test_the_year_is_handed_out_as_a_file(months, knock):
    months.open_month(1)
    months.fill(1)

    lines = knock("months_file", "csv").content.decode("utf-8-sig").splitlines()

    assert lines[0].startswith("Laag;Rij;Eenheid;")
    assert lines[1].startswith("Binnen de provincie;Aangevraagd in de provincie;aantal;100;")
    assert "3,1" in lines[3]
    assert "90,0" in lines[4]
    assert "januari" not in lines[0]
    assert knock("months_file", "exe").status_code == 404
