"""From what somebody types to what is kept: writing, judging, promising, files."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from biblionet.kit import files
from goals import actions
from goals.models import Assignment, Evidence, Performance, ProgressUpdate, Target
from tests.factories.goals import (
    ActionFactory,
    ObjectiveFactory,
    PerformanceFactory,
    QuarterFactory,
    TargetFactory,
    UpdateFactory,
    update_in,
)
from tests.factories.libraries import IndicatorFactory, PeriodFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture
def form_page(assignment, quarter):
    return reverse("goals:write_update", args=[quarter.pk, assignment.pk])


def typed(**values):
    return {"version": "0", "rating": "on_track", "note": "Goed.", "act": "save", **values}


def text(response):
    return response.content.decode()


def test_a_draft_is_kept_and_stands_in_the_form_again(sign_in_as, form_page):
    client = sign_in_as("manager")

    saved = client.post(form_page, typed(rating="", note="Nog niet af."), follow=True)

    assert saved.redirect_chain == [(form_page, 302)]
    assert "Nog niet af." in text(saved)
    assert ProgressUpdate.objects.get().rating == ""


def test_the_check_says_what_is_missing_and_offers_no_button(sign_in_as, form_page):
    client = sign_in_as("manager")

    checked = client.post(form_page, typed(rating="stuck", note="", act="check"), follow=True)

    update = ProgressUpdate.objects.get()
    submit = reverse("goals:submit_update", args=[update.pk])
    assert checked.redirect_chain == [(reverse("goals:check_update", args=[update.pk]), 302)]
    assert len(checked.context["problems"]) == 1
    assert submit not in text(checked)
    client.post(submit, {"version": "1"})
    assert ProgressUpdate.objects.get().state == "draft"


def test_what_is_whole_is_submitted_and_taken_back(sign_in_as, form_page):
    client = sign_in_as("manager")
    checked = client.post(form_page, typed(act="check"), follow=True)
    update = ProgressUpdate.objects.get()
    submit = reverse("goals:submit_update", args=[update.pk])
    assert submit in text(checked)

    client.post(submit, {"version": "1"})
    assert ProgressUpdate.objects.get().state == "submitted"
    client.post(reverse("goals:withdraw_update", args=[update.pk]), {"version": "2"})

    assert ProgressUpdate.objects.get().state == "draft"


def test_who_comes_second_sees_both_texts_and_may_then_choose(
    sign_in_as, form_page, assignment, quarter, people
):
    actions.save_update(
        about=assignment.objective,
        scope=assignment.scope,
        period=quarter,
        version=0,
        note="Van de POI.",
        by=people["staff"],
    )
    client = sign_in_as("manager")

    clash = client.post(form_page, typed(note="Van de manager."))

    assert clash.status_code == 409
    for part in ("Van de POI.", "Van de manager.", "Medewerker POI"):
        assert part in text(clash)
    assert ProgressUpdate.objects.get().note == "Van de POI."
    version = clash.context["form"]["version"].value()
    client.post(form_page, typed(note="Van de manager.", version=version))
    assert ProgressUpdate.objects.get().note == "Van de manager."


def test_a_closed_quarter_shows_why_and_keeps_what_was_typed_on_the_page(
    sign_in_as, assignment, people
):
    closed = QuarterFactory(is_closed=True, closed_by=people["admin"])
    page = reverse("goals:write_update", args=[closed.pk, assignment.pk])
    client = sign_in_as("manager")

    shown, refused = client.get(page), client.post(page, typed(note="Te laat."))

    assert (shown.status_code, refused.status_code) == (200, 409)
    for response in (shown, refused):
        assert str(people["admin"]) in text(response)
        assert "<textarea" not in text(response)
    assert "Te laat." in text(refused)
    assert not ProgressUpdate.objects.exists()


def test_last_time_stands_beside_the_form_never_in_it(sign_in_as, form_page, assignment):
    update_in(
        "accepted",
        objective=assignment.objective,
        scope=assignment.scope,
        period=QuarterFactory(start=date(2023, 7, 1)),
        note="Vorige keer.",
    )

    page = sign_in_as("manager").get(form_page)

    assert "Vorige keer." in text(page)
    assert page.context["form"]["note"].value() is None
    assert page.context["form"]["rating"].value() is None


def test_typed_text_is_shown_as_text(sign_in_as, library, quarter):
    update = update_in("accepted", scope=library, period=quarter, note="<script>alert(1)</script>")

    page = text(sign_in_as("neighbour").get(update.get_absolute_url()))

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


# Judging


@pytest.fixture
def submitted(library, quarter, people):
    return update_in("submitted", scope=library, period=quarter, author=people["manager"])


def test_agreeing_from_the_page(sign_in_as, submitted, people):
    page = reverse("goals:accept_update", args=[submitted.pk])

    sign_in_as("staff").post(page, {"version": "1", "poi_rating": "on_track", "poi_reason": ""})

    kept = ProgressUpdate.objects.get()
    assert (kept.state, kept.accepted_by) == ("accepted", people["staff"])


def test_another_rating_asks_why_beside_its_field(sign_in_as, submitted):
    page = reverse("goals:accept_update", args=[submitted.pk])

    refused = sign_in_as("staff").post(page, {"version": "1", "poi_rating": "stuck"})

    assert refused.status_code == 422
    assert list(refused.context["accept_form"].errors) == ["poi_reason"]
    assert "We lazen voor." in text(refused)


def test_sending_back_from_the_page(sign_in_as, submitted):
    page = reverse("goals:send_back_update", args=[submitted.pk])
    client = sign_in_as("staff")

    assert client.post(page, {"version": "1", "reason": ""}).status_code == 422
    client.post(page, {"version": "1", "reason": "Hoeveel?"})

    kept = ProgressUpdate.objects.get()
    assert (kept.state, kept.remarks.get().text) == ("sent_back", "Hoeveel?")


@pytest.mark.parametrize("person", ["manager", "director"])
@pytest.mark.parametrize("name", ["accept_update", "send_back_update"])
def test_nobody_judges_the_own_update(sign_in_as, submitted, person, name):
    page = reverse(f"goals:{name}", args=[submitted.pk])

    response = sign_in_as(person).post(page, {"version": "1", "poi_rating": "done", "reason": "x"})

    assert response.status_code == 403
    assert ProgressUpdate.objects.get().state == "submitted"


# Files


def upload(client, update, name="verslag.pdf", content=PDF):
    page = reverse("goals:add_evidence", args=[update.pk])
    return client.post(page, {"file": SimpleUploadedFile(name, content)})


@pytest.fixture
def draft(library, quarter):
    return UpdateFactory(scope=library, period=quarter)


def test_a_file_goes_in_and_comes_out_as_a_download(sign_in_as, draft):
    client = sign_in_as("manager")

    upload(client, draft, "../verslag.html")
    evidence = Evidence.objects.get()
    response = client.get(reverse("goals:evidence", args=[evidence.pk]))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="verslag.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "content"),
    [("leeg.pdf", b""), ("pagina.pdf", b"<html>"), ("groot.pdf", PDF.ljust(5 * 1024 * 1024 + 1))],
)
def test_a_file_that_does_not_fit_is_refused_beside_its_field(sign_in_as, draft, name, content):
    response = upload(sign_in_as("manager"), draft, name, content)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["file"]
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("person", "status"),
    [("manager", 200), ("director", 200), ("staff", 200), ("neighbour", 404), ("stranger", 404)],
)
def test_a_file_is_for_the_own_people_and_the_poi_also_once_accepted(
    sign_in_as, library, quarter, people, person, status
):
    update = update_in("accepted", scope=library, period=quarter)
    kept = files.keep([PDF])
    evidence = update.evidence.create(
        name="a.pdf",
        sha256=kept.sha256,
        size=kept.size,
        content_type="application/pdf",
        by=people["manager"],
    )
    page = reverse("goals:evidence", args=[evidence.pk])

    response = sign_in_as(person).get(page)

    assert response.status_code == status
    if status == 200:
        response.close()


@pytest.mark.parametrize(("person", "status"), [("director", 403), ("neighbour", 404)])
def test_others_neither_add_nor_remove_files(sign_in_as, draft, people, person, status):
    evidence = actions.add_evidence(update=draft, name="a", content=PDF, by=people["manager"])
    client = sign_in_as(person)

    assert upload(client, draft).status_code == status
    remove = reverse("goals:remove_evidence", args=[evidence.pk])
    assert client.post(remove).status_code == status
    assert Evidence.objects.count() == 1


def test_a_file_is_taken_away_while_one_writes(sign_in_as, draft, people):
    evidence = actions.add_evidence(update=draft, name="a", content=PDF, by=people["manager"])

    sign_in_as("manager").post(reverse("goals:remove_evidence", args=[evidence.pk]))

    assert not Evidence.objects.exists()


# Promises


def test_the_poi_assigns_and_ends(sign_in_as, library):
    objective, client = ObjectiveFactory(), sign_in_as("staff")
    page = reverse("goals:assign")
    data = {"about": f"objective-{objective.pk}", "scope": library.pk, "starts": "1-1-2023"}

    assert client.post(page, data).status_code == 302
    assert client.post(page, data).status_code == 422
    assignment = Assignment.objects.get()
    assert (assignment.objective, assignment.starts) == (objective, date(2023, 1, 1))
    end = reverse("goals:end_assignment", args=[assignment.pk])
    assert client.post(end, {"last_day": "31-12-2022"}).status_code == 302
    assert client.post(end, {"last_day": "31-12-2023"}).status_code == 403  # ended already


@pytest.mark.parametrize("about", ["", "objective-0", "user-1", "action-", "objective-1 OR 1=1"])
def test_only_what_is_in_the_plan_is_assigned(sign_in_as, library, about):
    response = sign_in_as("staff").post(
        reverse("goals:assign"), {"about": about, "scope": library.pk}
    )

    assert list(response.context["form"].errors) == ["about"]


def test_a_target_is_typed_in_dutch(sign_in_as, library):
    action = ActionFactory()
    data = {
        "about": f"action-{action.pk}",
        "indicator": IndicatorFactory().pk,
        "scope": library.pk,
        "period": PeriodFactory().pk,
        "value": "1.250,5",
        "direction": "at_least",
        "margin": "5",
    }

    response = sign_in_as("staff").post(reverse("goals:set_target"), data)

    assert response.status_code == 302
    target = Target.objects.get()
    assert (target.value, target.margin, target.action) == (Decimal("1250.5"), 5, action)


def test_changing_a_target_changes_no_other(sign_in_as, library):
    target, other = TargetFactory(scope=library), TargetFactory()
    page = reverse("goals:change_target", args=[target.pk])

    sign_in_as("staff").post(
        page,
        {
            "about": f"objective-{other.objective_id}",
            "indicator": other.indicator_id,
            "scope": other.scope_id,
            "period": other.period_id,
            "value": "7",
            "direction": "at_most",
        },
    )

    target.refresh_from_db()
    other.refresh_from_db()
    assert (target.value, target.direction, other.value) == (Decimal(7), "at_most", Decimal(100))
    assert Target.objects.count() == 2


def test_a_line_of_the_activity_plan_is_changed(sign_in_as):
    line = PerformanceFactory()
    page = reverse("goals:change_performance", args=[line.pk])

    sign_in_as("staff").post(page, {"aimed": "Twaalf", "budget": "1.000,50", "spent": ""})

    line.refresh_from_db()
    assert (line.aimed, line.budget, line.spent) == ("Twaalf", Decimal("1000.50"), None)
    assert Performance.objects.count() == 1


@pytest.mark.parametrize("amount", ["-1", "12.34", "veel", "99999999999", "1e5"])
def test_an_amount_that_is_none_is_refused(sign_in_as, amount):
    line = PerformanceFactory()
    page = reverse("goals:change_performance", args=[line.pk])

    response = sign_in_as("staff").post(page, {"aimed": "Twaalf", "budget": amount})

    assert list(response.context["form"].errors) == ["budget"]


def test_a_file_that_was_handed_in_meanwhile_stays_and_it_is_said(
    sign_in_as, draft, people, monkeypatch
):
    evidence = actions.add_evidence(update=draft, name="a", content=PDF, by=people["manager"])

    def handed_in_just_after(_user, update, **_day):
        actions.submit_update(
            update=ProgressUpdate.objects.get(pk=update.pk),
            version=update.version,
            by=people["manager"],
        )
        return True

    monkeypatch.setattr("goals.rules.can_add_evidence", handed_in_just_after)
    remove = reverse("goals:remove_evidence", args=[evidence.pk])
    page = sign_in_as("manager").post(remove, follow=True)

    (message,) = page.context["messages"]
    assert message.level_tag == "error"
    assert str(message).startswith("Dit is ingestuurd op")
    assert Evidence.objects.exists()


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"rating": ""}, "rating", "Kies hoe het gaat."),
        ({"rating": "stuck", "note": ""}, "note", "Schrijf in één zin waarom het"),
    ],
)
def test_what_was_sent_back_cannot_be_saved_in_part(
    sign_in_as, assignment, quarter, library, form_page, said, field, sentence
):
    update = update_in("sent_back", objective=assignment.objective, scope=library, period=quarter)

    page = sign_in_as("manager").post(
        form_page, typed(version=update.version, question="Wie helpt?", **said)
    )

    assert page.status_code == 422
    (told,) = page.context["form"].errors.items()
    assert told[0] == field
    assert told[1][0].startswith(sentence)
    assert "Wie helpt?" in page.content.decode()  # what was typed is not lost
