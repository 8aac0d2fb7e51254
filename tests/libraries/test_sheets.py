"""Sheets of master data: what goes out comes in again, in every format."""

from decimal import Decimal

import pytest
import tablib

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
from tests.factories.libraries import MembershipFactory

SHEETS = {
    Scope: sheets.ScopeResource,
    Organisation: sheets.OrganisationResource,
    Municipality: sheets.MunicipalityResource,
    ServiceArea: sheets.ServiceAreaResource,
    Branch: sheets.BranchResource,
    EarlierName: sheets.EarlierNameResource,
    NetworkMember: sheets.NetworkMemberResource,
    Indicator: sheets.IndicatorResource,
    Definition: sheets.DefinitionResource,
    Publication: sheets.PublicationResource,
    Membership: sheets.MembershipResource,
}


@pytest.mark.usefixtures("drenthe")
@pytest.mark.django_db
@pytest.mark.parametrize("model", SHEETS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_goes_out_comes_in_without_a_change(model, form):
    if model is Membership:
        MembershipFactory(scope=Organisation.objects.get(code="facet"))
    resource = SHEETS[model]()
    sheet = resource.export(resource.get_queryset().order_by("pk"))
    assert len(sheet) == resource.get_queryset().count() > 0
    kept = list(model.objects.order_by("pk").values())
    steps = Step.objects.count()

    carried = sheet.export(form)
    result = resource.import_data(tablib.Dataset().load(carried, format=form), raise_errors=True)

    assert result.totals["new"] == result.totals["update"] == 0
    assert list(model.objects.order_by("pk").values()) == kept
    assert Step.objects.count() == steps


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (None, ""),
        (Decimal("100.0000"), "100"),
        (Decimal("19.0300"), "19.03"),
        (Decimal("-0.5"), "-0.5"),
    ],
)
def test_numbers_have_one_notation_in_files(number, text):
    widget = sheets.PlainNumberWidget()

    assert widget.render(number) == text
    assert widget.clean(text) == number


@pytest.mark.parametrize("text", ["1,5", "1.000,5", "1e3", "NaN", "veel", "١٢"])
def test_any_other_notation_is_refused(text):
    with pytest.raises(ValueError, match=r"[?]"):
        sheets.PlainNumberWidget().clean(text)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["nergens", "organisation:nergens", "organisation"])
def test_a_scope_that_is_not_there_is_refused(text):
    with pytest.raises(ValueError, match=r"nergens|organisation"):
        sheets.ScopeWidget().clean(text)


def test_no_scope_is_no_scope():
    assert sheets.ScopeWidget().clean("") is None
    assert sheets.ScopeWidget().render(None) == ""
