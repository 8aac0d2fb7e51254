"""The administration: sheets in and out, constraints as sentences, every change in the trail."""

import io
from decimal import Decimal

import pytest
import tablib
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from biblionet.accounts.models import User
from biblionet.trail.models import Step
from libraries.models import (
    Branch,
    Definition,
    EarlierName,
    Indicator,
    Membership,
    Municipality,
    NetworkMember,
    Organisation,
    Publication,
    Scope,
    ServiceArea,
)
from libraries.resources import sheets
from tests.factories.accounts import UserFactory
from tests.factories.libraries import (
    EntryFactory,
    MembershipFactory,
    OrganisationFactory,
    PeriodFactory,
    ReadingFactory,
    SupportFactory,
)

MODELS = (
    Scope,
    Organisation,
    Municipality,
    ServiceArea,
    Branch,
    EarlierName,
    NetworkMember,
    Indicator,
    Definition,
    Publication,
    Membership,
)


@pytest.fixture
def administrator(db: None) -> User:
    person = UserFactory(is_staff=True, is_superuser=True)
    MembershipFactory(user=person, scope=SupportFactory(), role=Membership.Role.POI_ADMIN)
    return person


@pytest.fixture
def desk(administrator: User) -> Client:
    """A browser in the administration."""
    client = Client()
    client.force_login(administrator)
    return client


def upload(desk: Client, model: type, rows: list[dict[str, object]], form: str = "csv") -> object:
    """Go through both steps of an import in the browser; returns the last page."""
    sheet = tablib.Dataset(headers=list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    carried = sheet.export(form)
    file = io.BytesIO(carried.encode() if isinstance(carried, str) else carried)
    file.name = f"rijen.{form}"
    label = f"admin:libraries_{model._meta.model_name}"
    formats = [one().get_title() for one in admin.site._registry[model].get_import_formats()]
    typed = {"import_file": file, "format": formats.index(form), "resource": 0}
    page = desk.post(reverse(f"{label}_import"), typed)
    confirm = page.context.get("confirm_form")
    if confirm is None:
        return page
    return desk.post(reverse(f"{label}_process_import"), confirm.initial, follow=True)


ROW = {"code": "nieuw", "name": "Bibliotheek Nieuw", "form": "library", "part_of": ""}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_sheet_comes_in_through_the_browser_and_stands_in_the_trail(desk, administrator, form):
    upload(desk, Organisation, [ROW], form)

    body = Organisation.objects.get(code="nieuw")
    assert (body.code, body.name, body.kind) == ("nieuw", "Bibliotheek Nieuw", "organisation")
    step = Step.objects.get(kind="libraries.organisation")
    assert (step.verb, step.key, step.by) == ("imported", str(body.pk), administrator)


@pytest.mark.parametrize(
    "wrong", [{"form": "onzin"}, {"part_of": "nergens"}, {"name": ""}, {"active_from_on": "ooit"}]
)
def test_one_bad_row_changes_nothing(desk, wrong):
    OrganisationFactory(code="oud", name="Oud")
    rows = [
        {**ROW, "active_from_on": ""},
        {**ROW, "active_from_on": "", "code": "oud", "name": "Anders"},
        {**ROW, "active_from_on": "", "code": "fout", **wrong},
    ]

    page = upload(desk, Organisation, rows)

    result = page.context["result"]
    assert result.has_errors() or result.has_validation_errors()
    assert not Organisation.objects.filter(code__in=["nieuw", "fout"]).exists()
    assert Organisation.objects.get(code="oud").name == "Oud"
    assert not Step.objects.exists()


def test_a_constraint_speaks_its_sentence(desk):
    sheet = [
        {
            "code": "X", "name": "X", "unit": "aantal", "multiplier": 10, "decimals": 0,
            "nature": "flow", "period_kind": "calendar_year", "over_places": "sum",
            "over_time": "sum", "level": "organisation", "direction": "neutral",
        }
    ]  # fmt: skip
    sentence = next(
        str(one.violation_error_message)
        for one in Indicator._meta.constraints
        if one.name == "libraries_indicator_multiplier_is_known"
    )

    page = upload(desk, Indicator, sheet)

    assert sentence in page.content.decode()
    assert not Indicator.objects.exists()


def test_changing_by_hand_stands_in_the_trail(desk, administrator):
    publication = Publication.objects.create(code="verslag", title="Verslag")

    desk.post(
        reverse("admin:libraries_publication_change", args=[publication.pk]),
        {"code": "verslag", "title": "Jaarverslag", "published_precision": "day"},
    )

    step = Step.objects.get()
    assert (step.verb, step.by, step.key) == ("changed", administrator, str(publication.pk))
    assert Publication.objects.get().title == "Jaarverslag"


@pytest.mark.parametrize("name", ["figure", "reading", "period"])
def test_figures_readings_and_periods_can_only_be_looked_at(desk, name):
    reading = ReadingFactory(value=Decimal(7))
    thing = {"figure": reading.figure, "reading": reading, "period": reading.figure.period}[name]

    def at(page: str, *args: object) -> str:
        return reverse(f"admin:libraries_{name}_{page}", args=args)

    assert desk.get(at("changelist")).status_code == 200
    assert desk.get(at("change", thing.pk)).status_code == 200
    assert desk.get(at("add")).status_code == 403
    assert desk.post(at("change", thing.pk), {}).status_code == 403
    assert desk.post(at("delete", thing.pk), {"post": "yes"}).status_code == 403
    assert type(thing).objects.filter(pk=thing.pk).exists()


def test_unfinished_readings_are_not_in_the_administration(desk):
    draft = EntryFactory()

    page = desk.get(reverse("admin:libraries_reading_change", args=[draft.pk]))

    assert page.status_code == 302


@pytest.mark.parametrize(
    ("resource", "column", "cell"),
    [
        (sheets.FigureResource, "value", "7"),
        (sheets.ReadingResource, "value", "7"),
        (sheets.PeriodResource, "kind", "calendar_year"),
    ],
)
def test_figures_readings_and_periods_go_out(db, resource, column, cell):
    reading = ReadingFactory(value=Decimal(7), figure__period=PeriodFactory())
    reading.figure.current = reading
    reading.figure.save()

    sheet = resource().export()

    assert str(sheet.dict[0][column]).startswith(cell)


def test_every_list_of_the_administration_opens(desk):
    for model in MODELS:
        for page in ("changelist", "add"):
            url = reverse(f"admin:libraries_{model._meta.model_name}_{page}")
            assert desk.get(url).status_code == 200, url


@pytest.mark.parametrize("role", [{}, {"is_staff": True}])
def test_without_the_right_nobody_gets_in(db, role):
    client = Client()
    client.force_login(UserFactory(**role))

    assert client.get(reverse("admin:libraries_organisation_changelist")).status_code in (302, 403)
