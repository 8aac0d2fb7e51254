"""The pages of an import: what they show, what they refuse, and with how many queries."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from libraries import tasks
from libraries.actions import importing
from libraries.models import Import, Reading
from libraries.resources import imports
from tests.libraries.importing import apply, bring_in, row, undo, write_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(people, library, indicator):
    return people["staff"]


@pytest.fixture
def poi(as_, staff):
    return as_("staff")


@pytest.fixture
def brought(tmp_path, staff):
    def do(*rows, name="cijfers.csv"):
        return bring_in(write_csv(tmp_path / name, [row(**one) for one in rows]), staff)

    return do


def send(poi, content: bytes, name="cijfers.csv", source="Levering"):
    file = SimpleUploadedFile(name, content)
    return poi.post("/importeren/nieuw/", {"file": file, "source": source})


def small(tmp_path, *rows) -> bytes:
    return write_csv(tmp_path / "klein.csv", [row(**one) for one in rows or ({},)]).read_bytes()


def test_the_wizard_leads_from_file_to_figures(poi, tmp_path):
    sent = send(poi, small(tmp_path))
    batch = Import.objects.get()
    assert (sent.status_code, sent.url) == (302, f"/importeren/{batch.pk}/kolommen/")

    page = poi.get(sent.url).content.decode()
    assert "Zeg wat de kolommen zijn" in page
    assert "Deze kolommen worden niet gelezen: scope_name, indicator_name_nl." in page
    chosen = imports.propose(batch.header)
    checking = poi.post(sent.url, chosen)
    assert checking.url == f"/importeren/{batch.pk}/"
    assert "Het bestand wordt gecontroleerd" in poi.get(checking.url).content.decode()

    imports.check_import(batch.pk)
    page = poi.get(checking.url).content.decode()
    assert "Er is nog niets weggeschreven." in page
    assert "Uitleningen, Facet Emmen, 2023" in page
    assert "jaarverslag-2023" in page
    poi.post(f"{checking.url}doorvoeren/")
    assert "De cijfers worden weggeschreven" in poi.get(checking.url).content.decode()

    importing.apply_import(batch.pk)
    page = poi.get(checking.url).content.decode()
    assert "Doorgevoerd: 1 nieuw, 0 gewijzigd, 0 gelijk." in page
    assert "importeerde cijfers" in page
    assert Reading.objects.get().batch == batch


def test_columns_are_remembered_for_the_same_headings(poi, staff, tmp_path):
    header = ("wat", "soort", "wie", "jaar", "aantal")
    content = b"wat;soort;wie;jaar;aantal\nLOANS;organisatie;facet;2023;12\n"
    send(poi, content)
    first = Import.objects.get()
    names = ("indicator_code", "scope_type", "scope_code", "year", "value")
    columns = {name: place for place, name in enumerate(names)}
    poi.post(f"/importeren/{first.pk}/kolommen/", columns)

    send(poi, content, name="volgend-jaar.csv")

    second = Import.objects.first()
    assert tuple(second.header) == header
    assert imports.remembered(second) == columns
    page = poi.get(f"/importeren/{second.pk}/kolommen/").content.decode()
    assert '<option value="4" selected>aantal</option>' in page


def test_a_sheet_is_chosen(poi, staff):
    book = openpyxl.Workbook()
    book.active.title = "Leeswijzer"
    book.active.append(["Uitleg"])
    book.active.append(["Hier niet"])
    sheet = book.create_sheet("Cijfers")
    sheet.append(["indicator_code", "scope_type", "scope_code", "jaar", "waarde"])
    sheet.append(["LOANS", "organisatie", "facet", 2023, 12])
    content = io.BytesIO()
    book.save(content)
    send(poi, content.getvalue(), name="boek.xlsx")
    address = f"/importeren/{Import.objects.get().pk}/kolommen/?blad=Cijfers"

    page = poi.get(address).content.decode()
    assert '<option value="Cijfers" selected>' in page
    poi.post(
        address, imports.propose(("indicator_code", "scope_type", "scope_code", "jaar", "waarde"))
    )
    imports.check_import(Import.objects.get().pk)

    batch = Import.objects.get()
    assert (batch.state, batch.sheet, batch.new) == ("checked", "Cijfers", 1)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"file": b"", "source": "x"}, "Het verzonden bestand is leeg."),
        ({"file": b"%PDF-1.7 nee", "source": "x"}, "Kies een bestand van een rekenblad"),
        ({"file": b"a;b\n", "source": "x"}, "In dit bestand staan geen cijfers"),
        ({"source": "x"}, "Er werd geen bestand"),
    ],
)
def test_what_is_no_table_is_refused_at_the_file(poi, data, sentence):
    if "file" in data:
        data = {**data, "file": SimpleUploadedFile("cijfers.csv", data["file"])}

    answer = poi.post("/importeren/nieuw/", data)

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("otherwise", "wrong"),
    [
        (
            {"value": "", "indicator_code": "", "year": ""},
            {
                "value": "Kies de kolom waarin dit staat.",
                "indicator_code": "Kies de kolom waarin dit staat.",
                "year": "Kies de kolom met het jaar, of met de eerste dag.",
            },
        ),
        (
            {"note": "3"},
            {"note": "Deze kolom is al “Jaar”. Eén kolom kan geen twee dingen zijn."},
        ),
    ],
)
def test_without_the_needed_columns_nothing_is_checked(poi, otherwise, wrong):
    names = ("indicator_code", "scope_type", "scope_code", "year", "value")
    content = b"wat;soort;wie;wanneer;hoeveel\nLOANS;organisatie;facet;2023;12\n"
    send(poi, content)
    batch = Import.objects.get()
    chosen = {name: str(place) for place, name in enumerate(names)}

    answer = poi.post(f"/importeren/{batch.pk}/kolommen/", chosen | otherwise)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {name: [words] for name, words in wrong.items()}
    batch.refresh_from_db()
    assert batch.state == "uploaded"


def test_the_choice_of_columns_shows_what_has_to_be_there_first(poi):
    send(poi, b"kengetal;soort plek;code plek;jaar;getal;opmerking\nLOANS;x;" + b"y" * 60 + b"\n")

    page = poi.get(f"/importeren/{Import.objects.get().pk}/kolommen/")

    form, looked = page.context["form"], page.context["looked"]
    needed = ["indicator_code", "scope_type", "scope_code", "year", "value"]
    assert [one.name for one in form.needed] == needed
    assert [one.name for one in form.recognised] == ["note"]
    assert {one.name for one in form.others} == set(form.fields) - {*needed, "note"}
    assert looked.beginning == (("LOANS", "x", "y" * 39 + "…", "", "", ""),)
    assert "Deze kolommen worden niet gelezen: kengetal." in page.content.decode()
    assert "niet verplicht" not in page.content.decode()


def test_refused_rows_are_shown_and_cannot_be_applied(poi, brought):
    batch = brought({}, {"year": "2022", "value": "12.345"})
    address = batch.get_absolute_url()

    page = poi.get(address).content.decode()
    assert "1 rij is geweigerd." in page
    assert "“12.345” kan 12.345 of 12,345 betekenen." in page
    assert "doorvoeren/" not in page
    only = poi.get(f"{address}?oordeel=refused").content.decode()
    assert "12.345" in only
    assert "2023" not in only.split("Rijen van het bestand")[1]
    poi.post(f"{address}doorvoeren/")
    assert "alles komt binnen, of niets" in poi.get(address).content.decode()
    assert not Reading.objects.exists()


def test_remarks_are_written_in_the_language_of_who_asked(poi, tmp_path):
    poi.cookies["django_language"] = "en"
    sent = send(poi, small(tmp_path, {}, {"year": "2022", "value": "veel"}))
    batch = Import.objects.get()
    poi.post(sent.url, imports.propose(batch.header))

    tasks.work(batch.pk)  # somewhere where Dutch is spoken

    asked = poi.get(batch.get_absolute_url()).content.decode()
    assert '<span lang="en">“veel” is no number.</span>' in asked
    poi.cookies["django_language"] = "nl"
    elsewhere = poi.get(batch.get_absolute_url()).content.decode()
    assert '<span lang="en">“veel” is no number.</span>' in elsewhere


def test_the_remark_stands_in_the_cell_of_the_sheet(poi, brought):
    batch = brought({}, {"year": "2022", "value": "veel", "note": "=1+1"})

    answer = poi.get(f"{batch.get_absolute_url()}opmerkingen.xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert answer["Content-Disposition"] == 'attachment; filename="cijfers-opmerkingen.xlsx"'
    assert [cell.value for cell in sheet[1]][:4] == ["Rij", "Opmerking", "scope_type", "scope_code"]
    assert (sheet.max_row, sheet["A2"].value, sheet["B2"].value) == (
        2,
        3,
        "“veel” is geen getal.",
    )
    wrong = sheet.cell(2, 3 + batch.columns["value"])
    assert (wrong.value, wrong.comment.text) == ("veel", "“veel” is geen getal.")
    note = sheet.cell(2, 3 + batch.columns["note"])
    assert (note.value, note.data_type) == ("=1+1", "s")


def test_without_refused_rows_there_is_no_sheet_of_remarks(poi, brought):
    assert poi.get(f"{brought({}).get_absolute_url()}opmerkingen.xlsx").status_code == 404


def test_undoing_asks_why_and_says_what_happens(poi, brought, staff):
    batch = apply(brought({}), staff)
    address = f"{batch.get_absolute_url()}ongedaan/"

    page = poi.get(address).content.decode()
    assert "1 nieuw cijfer wordt ingetrokken." in page
    assert poi.post(address, {"reason": ""}).status_code == 422
    assert poi.post(address, {"reason": "Oud bestand"}).status_code == 302
    importing.undo_import(batch.pk)

    page = poi.get(batch.get_absolute_url()).content.decode()
    assert "Deze import is ongedaan gemaakt." in page
    assert "Oud bestand" in page


def test_what_failed_says_why_and_is_checked_again(poi, brought, staff):
    first, second = brought({}), brought({"value": "5"})
    apply(first, staff)
    apply(second, staff)

    page = poi.get(second.get_absolute_url()).content.decode()
    assert "Sinds de controle heeft iemand 1 van deze cijfers veranderd." in page
    poi.post(f"{second.get_absolute_url()}controleren/")
    imports.check_import(second.pk)

    second.refresh_from_db()
    assert (second.state, second.changed) == ("checked", 1)


@pytest.mark.parametrize("person", ["manager", "director", "neighbour", "stranger"])
def test_only_the_support_institution_sees_imports(as_, brought, person):
    batch = brought({})
    client = as_(person)

    for address in ("/importeren/", "/importeren/nieuw/", batch.get_absolute_url()):
        assert client.get(address).status_code == 403
    assert client.post(f"{batch.get_absolute_url()}doorvoeren/").status_code == 403


def test_the_list_and_the_rows_are_counted(
    poi, brought, staff, django_assert_num_queries, django_assert_max_num_queries
):
    one = brought({})
    poi.get("/importeren/")  # the first page of a person asks a little more
    with django_assert_max_num_queries(12) as listed:
        poi.get("/importeren/")
    with django_assert_max_num_queries(12) as shown:
        poi.get(one.get_absolute_url())
    undo(apply(one, staff), staff)
    three = brought({}, {"year": "2022"}, {"year": "2021"})
    brought({})

    with django_assert_num_queries(len(listed)):
        assert "3 imports" in poi.get("/importeren/").content.decode()
    with django_assert_num_queries(len(shown)):
        poi.get(three.get_absolute_url())
