"""Persons stay outside, and ten thousand spoiled files never break anything."""

import random
import re
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from biblionet.kit import files
from libraries.models import Import
from libraries.overviews import Choice
from libraries.overviews.lists import said_of
from libraries.resources.columns import passes_eleven
from libraries.resources.figures import figures_file
from tests.libraries.importing import (
    HEADER,
    apply,
    bring_in,
    contents,
    refusal,
    row,
    write_csv,
    write_xlsx,
)

pytestmark = pytest.mark.django_db
SPOILED = ("libraries.Import", "libraries.ImportRow")


@pytest.fixture
def staff(people, library, indicator):
    return people["staff"]


# Persons


@pytest.mark.parametrize(
    "heading",
    [
        "Naam", "Achternaam", "voornaam", "E-mail", "e-mailadres", "email", "BSN",
        "Burgerservicenummer", "Telefoon", "telefoonnummer", "Geboortedatum", "birth date", "Adres",
        "Postcode", "pasnummer", "Lidnummer", "IBAN", "leerling", "naam_leerling", "lener naam",
    ],
)  # fmt: skip
def test_a_column_about_persons_is_refused(tmp_path, staff, heading):
    path = write_csv(tmp_path / "a.csv", [row(**{heading: "x"})], header=(*HEADER, heading))

    with pytest.raises(ValidationError) as problem:
        bring_in(path, staff)

    assert problem.value.messages == [
        f"Kolom “{heading}” lijkt over personen te gaan. Het portaal bewaart geen gegevens van "
        "personen. Laat de kolom weg en kies het bestand opnieuw."
    ]
    assert not Import.objects.exists()


@pytest.mark.parametrize("heading", ["Naam kengetal", "Naam plek", "Name of the place", "kengetal"])
def test_our_own_names_are_no_persons(tmp_path, staff, heading):
    path = write_csv(tmp_path / "a.csv", [row()], header=(*HEADER, heading))

    assert bring_in(path, staff).new == 1


@pytest.mark.parametrize("cell", ["jan@example.org", "111222333", "123456782", "1234.56.782"])
def test_a_cell_that_looks_like_a_person_is_refused(tmp_path, staff, cell):
    rows = [row(), row(year="2022", kolom=cell)]
    path = write_csv(tmp_path / "a.csv", rows, header=(*HEADER, "kolom"))

    with pytest.raises(ValidationError) as problem:
        bring_in(path, staff)

    (sentence,) = problem.value.messages
    assert sentence.startswith("In rij 3 staat in kolom “kolom” iets dat lijkt op")
    assert cell not in sentence
    assert not Import.objects.exists()


def test_of_a_person_far_below_nothing_is_kept_either(
    tmp_path, staff, django_capture_on_commit_callbacks
):
    rows = [row(year=str(2000 + n % 24), publication=f"p-{n // 24}") for n in range(300)]
    rows[-1]["kolom"] = "jan@example.org"
    path = write_csv(tmp_path / "a.csv", rows, header=(*HEADER, "kolom"))

    with django_capture_on_commit_callbacks(execute=True):
        batch = bring_in(path, staff)

    assert (batch.state, batch.columns, batch.lines.count()) == ("failed", {}, 0)
    assert batch.failure.startswith("In rij 301 staat in kolom “kolom” iets dat lijkt op")
    assert not files.is_kept(batch.sha256)


@pytest.mark.parametrize("cell", ["111222334", "12345", "3,5", "gewoon"])
def test_other_cells_in_columns_that_are_not_read_are_no_persons(tmp_path, staff, cell):
    path = write_csv(tmp_path / "a.csv", [row(kolom=cell)], header=(*HEADER, "kolom"))

    assert bring_in(path, staff).new == 1


def test_a_large_figure_is_no_service_number(tmp_path, staff):
    assert passes_eleven("111222333")

    assert bring_in(write_csv(tmp_path / "a.csv", [row(value="111222333")]), staff).new == 1


# Spoiled files


def spoil_bytes(content: bytes, chance: random.Random) -> bytes:
    """Change a few bytes: dropped, doubled, turned, swapped for traps."""
    spoiled = bytearray(content)
    traps = (b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b";", b"\t", b"\r", b"=1+1", b"#REF!",
             b"1e3", "\u202e".encode(), b"\x1a", b"-", b"''", b"9" * 40, b"NaN")  # fmt: skip
    for _time in range(chance.randint(1, 4)):
        place = chance.randrange(len(spoiled) + 1)
        match chance.randrange(5):
            case 0:
                spoiled[place : place + chance.randint(1, 30)] = b""
            case 1:
                spoiled[place:place] = spoiled[place : place + chance.randint(1, 200)]
            case 2 if place < len(spoiled):
                spoiled[place] ^= 1 << chance.randrange(8)
            case 3:
                return bytes(spoiled[:place])
            case _:
                spoiled[place:place] = chance.choice(traps)
    return bytes(spoiled)


def spoil(path: Path, chance: random.Random) -> None:
    """Spoil a file: a package inside one of its parts, or as a whole."""
    if path.suffix == ".csv" or chance.random() < 0.2:
        path.write_bytes(spoil_bytes(path.read_bytes(), chance))
        return
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    names = [name for name in parts if re.search(r"sheet1|content|workbook|styles|shared", name)]
    name = chance.choice(names)
    parts[name] = spoil_bytes(parts[name], chance)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)


def spoiled_files(tmp_path, staff, count):
    """Bring in so many spoiled files, from a known beginning; return what became of them."""
    rows = [row(year=str(2000 + n), value=str(n * 7), note="é; ok") for n in range(6)]
    apply(bring_in(write_csv(tmp_path / "heel.csv", rows[:2]), staff), staff)
    sound = {
        ".csv": write_csv(tmp_path / "a.csv", rows, delimiter=";").read_bytes(),
        ".xlsx": write_xlsx(tmp_path / "a.xlsx", rows).read_bytes(),
        ".ods": figures_file(said_of(staff, Choice()), "ods"),
    }
    chance = random.Random(20261122)
    before = contents(*SPOILED)
    became: dict[str, int] = {}
    for number in range(count):
        kind = chance.choices(tuple(sound), (6, 2, 2))[0]
        path = tmp_path / f"bestand{kind}"
        path.write_bytes(sound[kind])
        spoil(path, chance)
        try:
            batch = bring_in(path, staff)
            what = "refused rows" if batch.refused else batch.state
            for line in batch.lines.filter(verdict="refused"):
                assert line.number, number
                assert line.reason, number
        except ValidationError as problem:
            what = "refused file" if all(problem.messages) else "refused without a word"
        became[what] = became.get(what, 0) + 1
    assert contents(*SPOILED) == before
    return became


@pytest.mark.timeout(300)
def test_spoiled_files_are_refused_and_write_nothing(tmp_path, staff):
    became = spoiled_files(tmp_path, staff, 200)

    assert set(became) <= {"refused rows", "refused file", "checked", "failed"}
    assert became["refused rows"] > 20
    assert became["refused file"] > 20


@pytest.mark.night
@pytest.mark.timeout(3600)
def test_ten_thousand_spoiled_files_are_refused_and_write_nothing(tmp_path, staff):
    assert sum(spoiled_files(tmp_path, staff, 10_000).values()) == 10_000


def test_what_looks_like_a_formula_stays_a_text(tmp_path, staff):
    batch = bring_in(write_csv(tmp_path / "a.csv", [row(value="=1+1")]), staff)

    assert refusal(batch) == ("value", "“=1+1” is geen getal.")
