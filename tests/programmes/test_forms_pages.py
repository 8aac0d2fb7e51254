"""The pages of a form: who sees what, in which order, and in how many queries."""


import pytest
from django.urls import reverse

from programmes.models import Return

pytestmark = pytest.mark.django_db
State = Return.State


@pytest.fixture
def open_page(client, form):
    """Open a page of the form as one of the people."""

    def opened(name, *more, by="manager", pk=None):
        client.force_login(form.people[by])
        return client.get(reverse(f"programmes:{name}", args=[pk or form.given.pk, *more]))

    return opened


def test_every_page_of_a_form_opens(form, open_page):
    hours = form.ask(number="A2", name="Uren open", level="branch")
    said = form.ask_else("choices", options="een twee", number="B1")
    form.ask_else("yes_no", number="B2")
    form.ask_else("list", number="B3")
    form.ask_else("text", number="B4", level="branch")
    form.was(90, form.questions[0])
    form.bring(30, hours)

    for page in ("delivery", "check_delivery", "delivery_contact"):
        assert open_page(page).status_code == 200, page
    for order in (1, 2):
        assert open_page("delivery_section", order).status_code == 200
        assert open_page("ask_colleague", order).status_code == 200
    assert open_page("approve_delivery", by="director").status_code == 200
    assert "G!DS" in open_page("delivery_section", 1).content.decode()
    form.answer(100, form.questions[0])
    form.answer(31, hours)
    form.answer(33, hours, place=1)
    form.answer(["een", "twee"], said)
    form.answer(True, form.questions[3])
    form.answer(["a", "b"], form.questions[4])
    for place in (0, 1):
        form.answer("Iets", form.questions[5], place=place)
    form.submit()
    form.approve()
    assert open_page("judge_delivery", by="staff").status_code == 200
    assert open_page("send_back_delivered", form.slot(said).key, by="staff").status_code == 200
    form.accept()
    assert open_page("declare_finality", by="staff").status_code == 200
    assert open_page("delivery", by="neighbour").status_code == 200
    for kind in ("xlsx", "csv"):
        assert open_page("delivery_file", kind).status_code == 200
