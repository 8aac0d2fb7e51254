"""Pages on which texts are read and written, and outlines shown."""

import pytest
from django.urls import reverse

from reports import actions
from reports.models import Block, TextRevision
from tests.factories.reports import (
    RevisionFactory,
    TextFactory,
)

TABLE = {
    "kind": Block.Kind.FIGURE_TABLE,
    "options": {"indicators": ["MEMBERS"], "scopes": ["network", "members"], "rows": "scopes",
                "columns": "indicators"},
}  # fmt: skip


@pytest.fixture
def report(world):
    world.figure(world.indicator("MEMBERS"), world.north, 1931)
    return world.report(TABLE, {"kind": "text", "key": "leeg", "title": "Nog te doen"})


def get(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(f"reports:{name}", args=args))


# Texts


def test_texts_are_seen_by_the_poi_and_written_by_editors(client, people):
    text = RevisionFactory(body="**Vet** {{7*7}} <script>").text
    read, write = ("text", text.key), ("write_text", text.key)
    status = {
        who: tuple(get(client, people[who], *page).status_code for page in (read, write))
        for who in ("staff", "editor", "manager", "director")
    }

    assert status == {
        "staff": (200, 403), "editor": (200, 200), "manager": (404, 404), "director": (404, 404),
    }  # fmt: skip
    page = get(client, people["staff"], *read).content.decode()
    assert "<strong>Vet</strong> {{7*7}} &lt;script&gt;" in page


def test_what_an_editor_typed_comes_back_after_signing_in_again(client, people):
    text = RevisionFactory(body="Zoals het was.").text
    page = reverse("reports:write_text", args=[text.key])
    typed = {"body": "Wat ik net typte.", "source": "", "signed_as": "", "based_on": 1}

    door = client.post(page, typed)
    client.force_login(people["editor"])
    shown = client.get(page).content.decode()

    assert door["Location"].endswith(f"?next={page}")
    assert "Je was uitgelogd. Wat je typte staat hier" in shown
    assert "Wat ik net typte." in shown
    assert "Wat ik net typte." not in client.get(page).content.decode()  # once
    assert TextRevision.objects.count() == 1


def test_a_text_is_saved_as_a_new_version(client, people):
    text = RevisionFactory().text
    client.force_login(people["editor"])
    address = reverse("reports:write_text", args=[text.key])

    response = client.post(address, {"body": "Nieuw.", "based_on": 1})

    assert response.headers["Location"] == text.get_absolute_url()
    assert text.revisions.first().body == "Nieuw."
    assert "Een alinea." in client.get(text.get_absolute_url()).content.decode()


def test_who_was_overtaken_sees_both_and_saves_on_purpose(client, people):
    text = RevisionFactory(body="Eerst.").text
    actions.write_text(text=text, body="Van de ander.", by=None)
    client.force_login(people["editor"])
    address = reverse("reports:write_text", args=[text.key])

    refused = client.post(address, {"body": "Van mij.", "based_on": 1})
    page = refused.content.decode()
    saved = client.post(address, {"body": "Van mij.", "based_on": 2})

    assert (refused.status_code, saved.status_code) == (409, 302)
    assert "Van de ander." in page
    assert "Van mij." in page
    assert 'name="based_on" value="2"' in page
    assert TextRevision.objects.count() == 3


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"body": "", "based_on": 0}, 422),
        ({"body": "x" * 20_001, "based_on": 0}, 422),
        ({"body": "{{X|self|2023}}", "based_on": 0}, 422),
        ({"body": "x"}, 422),
        ({"body": "x", "based_on": "y"}, 422),
    ],
)
def test_what_cannot_be_saved_is_said(client, people, typed, status):
    text = TextFactory()
    client.force_login(people["editor"])

    response = client.post(reverse("reports:write_text", args=[text.key]), typed)

    assert response.status_code == status
    assert not text.revisions.exists()


def test_a_block_without_a_text_gets_one_to_write(client, people, report):
    client.force_login(people["editor"])
    address = reverse("reports:block_text", args=[report.pk, "leeg"])

    response = client.post(address)

    text = report.texts.get().text
    assert response.headers["Location"] == reverse("reports:write_text", args=[text.key])
    assert client.get(text.get_absolute_url()).status_code == 200
    for key, status in (("hoofdstuk", 404), ("nergens", 404)):
        other = reverse("reports:block_text", args=[report.pk, key])
        assert client.post(other).status_code == status
    client.force_login(people["staff"])
    assert client.post(address).status_code == 403


def test_a_text_is_called_by_its_title_or_the_heading_above_it(world, people):
    report = world.report(
        {"kind": "heading", "key": "kop", "level": 2, "title": "Drenthe leest in {year}"},
        {"kind": "text", "key": "leest-tekst", "level": 0, "title": ""},
        {"kind": "text", "key": "meer", "level": 0, "title": "Meer lezen"},
    )

    names = [
        actions.text_for(report=report, block=report.outline.blocks.get(key=key), by=None).name
        for key in ("leest-tekst", "meer")
    ]

    assert names == [f"{report.title}: Drenthe leest in 2023", f"{report.title}: Meer lezen"]


# Outlines


def test_outlines_show_what_every_block_asks_for(client, people, report):
    listed = get(client, people["manager"], "outlines").content.decode()
    shown = get(client, people["manager"], "outline", report.outline.code).content.decode()

    assert report.outline.get_absolute_url() in listed
    assert "Members</a>" in shown
    assert get(client, people["manager"], "outline", "nergens").status_code == 404


def test_outlines_say_in_words_what_is_asked_of_whom(client, world, people):
    world.indicator("MEMBERS")
    report = world.report(
        {"kind": "chart", "key": "sleutel-a", "level": 0, "options": {"facts": [
            "MEMBERS|network", "MEMBERS|organisation:noord", "MEMBERS", "GONE"]}},
        {"kind": "text", "key": "sleutel-b", "level": 0, "options": {
            "text": "wie-{year}", "only": ["GM0001", "zuid"], "years": [2023]}},
        {"kind": "heading", "key": "sleutel-c", "level": 2, "title": "{scope} in {year}"},
    )  # fmt: skip

    shown = get(client, people["manager"], "outline", report.outline.code).content.decode()

    page = " ".join(shown.split())
    for words in ("Members</a> (Het netwerk)", "Members</a> (Bibliotheek Noord)", ">Grafiek<"):
        assert words in page
    assert ">een tekst<" in page
    assert "Stad, Bibliotheek Zuid, 2023" in page
    assert "kop, niveau 2" in page
    assert ">[plek] in [jaar]<" in page
    for code in ("sleutel-", "MEMBERS|", "GM0001", "wie-", "GONE", "<code>", report.outline.code):
        assert code not in page[page.index("<main") :]


@pytest.mark.parametrize("count", [1, 3])
def test_an_outline_asks_no_more_when_longer(
    client, people, world, count, django_assert_num_queries
):
    blocks = [{**TABLE, "title": f"Tabel {number}"} for number in range(count)]
    for number in range(count):
        world.indicator(f"MORE_{number}")
    report = world.report(*blocks)
    world.indicator("MEMBERS")
    get(client, people["manager"], "outlines")  # what is remembered between pages

    with django_assert_num_queries(7):  # session, person, duties; outline, blocks, names, places
        response = get_again(client, "outline", report.outline.code)

    assert len(response.context["rows"]) == count + 1


def get_again(client, name, *args):
    return client.get(reverse(f"reports:{name}", args=args))
