"""The same import from the command line: a verdict for each row, a last line, an exit code."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command

from biblionet.trail.models import Step
from libraries.models import Import
from tests.libraries.importing import contents, row, write_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(people, library, indicator):
    return people["staff"]


def command(path, by, *options):
    """Return the lines that were printed."""
    out = StringIO()
    call_command(
        "import_figures", str(path), "--source", "Proef", "--by", by.email, *options, stdout=out
    )
    return out.getvalue().splitlines()


def refused_command(path, by, *options):
    """Return the lines that were printed, the sentence and the exit code."""
    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command(
            "import_figures", str(path), "--source", "Proef", "--by", by, *options, stdout=out
        )
    return out.getvalue().splitlines(), str(refusal.value), refusal.value.returncode


def kept_files():
    return set(Path(project.PRIVATE_DIR).glob("??/*"))


def test_it_says_of_each_row_what_became_of_it(tmp_path, staff):
    first = write_csv(tmp_path / "a.csv", [row(), row(year="2022")])
    assert command(first, staff) == [
        "rij 2: nieuw: Uitleningen, Facet Emmen, 2023: 1931",
        "rij 3: nieuw: Uitleningen, Facet Emmen, 2022: 1931",
        "new=2 changed=0 same=0 refused=0",
    ]

    second = write_csv(tmp_path / "b.csv", [row(value="1940"), row(year="2022")])
    assert command(second, staff) == [
        "rij 2: gewijzigd: Uitleningen, Facet Emmen, 2023: 1.931 → 1940",
        "rij 3: gelijk: Uitleningen, Facet Emmen, 2022: 1931",
        "new=0 changed=1 same=1 refused=0",
    ]
    step = Step.objects.first()
    assert (step.verb, step.by, step.reason) == ("imported figures", staff, "Proef")


def test_the_second_time_nothing_changes_and_it_says_so(tmp_path, staff):
    path = write_csv(tmp_path / "a.csv", [row()])
    command(path, staff)
    before = contents()

    assert command(path, staff)[-1] == "new=0 changed=0 same=1 refused=0"
    assert contents() == before


def test_one_refused_row_writes_nothing_and_ends_with_one(tmp_path, staff):
    before, files = contents(), kept_files()
    path = write_csv(tmp_path / "a.csv", [row(), row(year="2022", indicator_code="NOPE")])

    lines, sentence, code = refused_command(path, staff.email)

    assert lines[1] == (
        "rij 3: geweigerd: NOPE, facet, 2022: kolom indicator_code: “NOPE” is geen kengetal van "
        "het portaal. Zoek de code op, of voeg het kengetal eerst toe."
    )
    assert lines[-1] == "new=1 changed=0 same=0 refused=1"
    assert (sentence, code) == (
        "Er is niets weggeschreven: herstel eerst de geweigerde rijen.",
        1,
    )
    assert (contents(), kept_files()) == (before, files)


def test_a_dry_run_writes_nothing(tmp_path, staff):
    before, files = contents(), kept_files()
    path = write_csv(tmp_path / "a.csv", [row()])

    assert command(path, staff, "--dry-run")[-1] == "new=1 changed=0 same=0 refused=0"
    assert (contents(), kept_files()) == (before, files)


@pytest.mark.parametrize(
    ("who", "code", "sentence"),
    [
        ("niemand@example.org", 2, "Niemand logt in als niemand@example.org."),
        ("manager", 1, "Alleen de POI haalt cijfers binnen."),
        ("blocked", 2, "Niemand logt in als "),
    ],
)
def test_only_the_support_institution_imports(tmp_path, staff, people, who, code, sentence):
    email = people[who].email if who in people else who
    path = write_csv(tmp_path / "a.csv", [row()])

    _lines, said, got = refused_command(path, email)

    assert said.startswith(sentence)
    assert got == code
    assert not Import.objects.exists()


def test_a_file_that_is_not_there_or_no_table_is_said(tmp_path, staff):
    assert refused_command(tmp_path / "weg.csv", staff.email)[2] == 2
    path = tmp_path / "a.csv"
    path.write_bytes(b"%PDF-1.7")

    _lines, sentence, code = refused_command(path, staff.email)

    assert sentence.startswith("Kies een bestand van een rekenblad")
    assert code == 1
