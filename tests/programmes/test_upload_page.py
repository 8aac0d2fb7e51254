"""A questionnaire is loaded from a file on a page: first what it comes to, then doing it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from programmes.models import Questionnaire, Section
from tests.programmes.making import Form, make_form
from tests.programmes.test_building_pages import at, sent, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(cast) -> Form:
    return make_form()


@pytest.fixture
def staff(client, cast):
    client.force_login(cast["staff"])
    return cast["staff"]


def file_of(words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("vragen.toml", words.encode())


def test_a_file_is_looked_at_before_it_is_loaded(client, staff, form):
    words = client.get(at("questionnaire_file")).content.decode()
    words = words.replace("Enquête 2023", "Enquête van 2023").replace(
        'title = "Gebruik"', 'title = "Bezoek"'
    )
    upload = reverse("programmes:upload_questionnaire")

    look = client.post(upload, {"file": file_of(words)})

    assert look.context["preview"].difference.sections[0].changes[0].after == "Bezoek"
    assert Questionnaire.objects.get().name == "Enquête 2023"
    assert Section.objects.filter(title="Bezoek").count() == 0
    mark = look.context["preview"].mark
    loaded = sent(client, upload, text=words.replace("\n", "\r\n"), mark=mark)
    assert loaded.redirect_chain[0][0] == at("build_questionnaire")
    assert Questionnaire.objects.get().name == "Enquête van 2023"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Kies een bestand."),
        (b"a = 1\nb = ]\n", "Regel 2, plaats 5: hier is het bestand geen TOML meer."),
        (b"code = ", "Dit is geen TOML: aan het eind van het bestand ontbreekt iets."),
        (b"\xff\xfe", "Dit is geen tekst in UTF-8. Bewaar het bestand opnieuw als UTF-8."),
        (b"#" * 200_001, "Dit bestand is groter dan een vragenlijst kan zijn."),
        (b"a = " + b"[" * 5000, "Dit bestand heeft te veel haken binnen haken."),
        (b"a = " + b"9" * 5000, "In dit bestand staat een getal dat te lang is."),
    ],
    ids=["nothing", "no toml", "half", "no text", "too large", "too deep", "too long"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused(client, staff, content, sentence):
    upload = reverse("programmes:upload_questionnaire")
    file = SimpleUploadedFile("x.toml", content) if content else ""

    refused = client.post(upload, {"file": file, "mark": ""})

    assert refused.status_code == 422
    assert sentence in text(refused)


def test_faults_in_a_file_are_said_with_their_place(client, staff, form):
    words = client.get(at("questionnaire_file")).content.decode().replace("VISITS", "BEZOEK")

    refused = client.post(reverse("programmes:upload_questionnaire"), {"file": file_of(words)})

    assert refused.status_code == 422
    assert "Onderdeel A, vraag A1: er is geen indicator “BEZOEK”." in text(refused)
