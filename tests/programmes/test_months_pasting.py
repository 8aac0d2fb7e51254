"""A block out of a spreadsheet: read, looked at, filled in, and put back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from programmes.standing import month_of, read_block
from tests.months import YEAR


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("jan", (1, None)),
        ("Mrt.", (3, None)),
        ("september 2023", (9, 2023)),
        ("sep-23", (9, 2023)),
        ("May", (5, None)),
        ("09-2023", (9, 2023)),
        ("01-09-2023", (9, 2023)),
        ("2023-09", (9, 2023)),
        ("2023-09-01", (9, 2023)),
        ("2023-13", None),
        ("1.204", None),
        ("12", None),
        ("Totaal", None),
        ("", None),
    ],
)
def test_months_as_people_write_them(text, month):
    assert month_of(text) == month


def test_a_block_with_names_and_months():
    block = read_block("\tjan\tfeb\tTotaal\r\nAangevraagd\t1.204\t98\t1.302\r\n\r\n")

    assert [(one.head, one.month) for one in block.columns] == [
        ("jan", 1),
        ("feb", 2),
        ("Totaal", None),
    ]
    (line,) = block.lines
    assert (line.number, line.name, line.cells) == (2, "Aangevraagd", ("1.204", "98", "1.302"))
    assert block.has_names


def test_a_bare_block_begins_where_it_is_told():
    block = read_block("5\t6\n7\t8", first_month=11)

    assert [column.month for column in block.columns] == [11, 12]
    assert [line.cells for line in block.lines] == [("5", "6"), ("7", "8")]
    assert not block.has_names
    assert block.too_wide == 0


def test_a_bare_block_that_runs_past_december_is_too_wide():
    assert read_block("5\t6\t7", first_month=11).too_wide == 1


def test_semicolons_part_cells_too_and_a_single_column_is_a_block():
    assert read_block("Geleverd;5;6").lines[0].cells == ("5", "6")
    assert [line.cells for line in read_block("5\n6").lines] == [("5",), ("6",)]


# On the page


@pytest.fixture
def paste(client, months, db):
    """Send a block as somebody; with `agree` what was looked at is filled in."""

    def do(block, *, who="manager", agree=False, **more):
        client.force_login(months.people[who])
        address = reverse("programmes:paste_months", args=["ibl", YEAR, months.library.pk])
        looked = client.post(address, {"block": block, **more})
        if not agree:
            return looked
        mark = looked.context["pasting"].mark
        return client.post(address, {"block": block, "mark": mark, **more}, follow=True)

    return do


def open_months(months, count=3):
    for number in range(1, count + 1):
        months.open_month(number)


BLOCK = "\tjan\tfeb\nAangevraagd in de provincie\t1.204\t98\nLevertijd in de provincie\t3,1\t"


def test_looking_changes_nothing_and_shows_old_beside_new(months, paste):
    open_months(months)
    months.answer(0, 1, 1100)

    page = paste(BLOCK)

    assert page.status_code == 200
    changes = page.context["pasting"].changes
    assert [(one.cell.month.number, one.before and one.before.value) for one in changes] == [
        (1, 1100),
        (2, None),
        (1, None),
    ]
    text = page.content.decode()
    assert "3 getallen die veranderen" in text
    assert "1.100" in text
    assert months.cell(0, 1).reading.value == 1100


def test_what_was_looked_at_is_filled_in_at_once(months, paste):
    open_months(months)

    page = paste(BLOCK, agree=True)

    assert "3 getallen ingevuld" in page.content.decode()
    assert months.cell(0, 1).reading.value == 1204
    assert months.cell(2, 1).reading.value * 10 == 31
    assert months.cell(2, 1).reading.decimals == 1
    assert months.cell(2, 2).reading is None


def test_undoing_puts_back_what_stood_there(months, paste, client):
    open_months(months)
    months.answer(0, 1, 1100, explanation="Veel aanvragen.")
    months.answer(2, 1, None, state="not_yet_known", expected_on="2023-03-01")

    paste(BLOCK, agree=True)
    months.answer(0, 2, 77)  # somebody went on
    page = client.post(
        reverse("programmes:take_back_paste", args=["ibl", YEAR, months.library.pk]), follow=True
    )

    assert "2 getallen teruggezet" in page.content.decode()
    first = months.cell(0, 1).reading
    assert (first.value, first.explanation) == (1100, "Veel aanvragen.")
    assert months.cell(0, 2).reading.value == 77
    assert months.cell(2, 1).reading.state == "not_yet_known"
    assert str(months.cell(2, 1).reading.expected_on) == "2023-03-01"


def test_an_empty_cell_is_empty_again_after_undoing(months, paste, client):
    open_months(months)
    paste(BLOCK, agree=True)
    address = reverse("programmes:take_back_paste", args=["ibl", YEAR, months.library.pk])

    client.post(address)
    client.post(address)  # the second time there is nothing to undo

    assert months.cell(0, 1).reading is None


def test_a_month_that_was_closed_since_stays_and_the_others_go_back(months, paste, client):
    open_months(months)
    paste(BLOCK, agree=True)
    january = months.returns[1].period
    january.closed_at, january.closed_by = timezone.now(), months.people["admin"]
    january.save()
    address = reverse("programmes:take_back_paste", args=["ibl", YEAR, months.library.pk])

    page = client.post(address, follow=True)

    told = [(one.level_tag, str(one)) for one in page.context["messages"]]
    assert [level for level, _sentence in told] == ["warning", "success"]
    assert told[0][1].startswith("januari 2023 blijft zoals het is. januari 2023 is gesloten door")
    assert told[1][1] == "1 getal teruggezet."
    assert months.cell(0, 1).reading.value == 1204
    assert months.cell(0, 2).reading is None
    assert list(client.post(address, follow=True).context["messages"]) == []  # told once


def test_a_name_that_is_no_row_is_refused_with_its_line(months, paste):
    open_months(months)

    page = paste("\tjan\nAangevraagd in de provincie\t5\nOmzet\t9")

    assert page.status_code == 422
    assert page.context["pasting"].problems == [
        "Regel 3: er is geen rij “Omzet”. Gebruik de namen die voor de rijen van het jaar staan."
    ]
    assert not page.context["pasting"].is_ready


def test_a_block_with_a_problem_is_never_filled_in(months, paste, client):
    open_months(months)
    block = "\tjan\nAangevraagd in de provincie\t5\nOmzet\t9"
    mark = paste(block).context["pasting"].mark

    address = reverse("programmes:paste_months", args=["ibl", YEAR, months.library.pk])

    assert client.post(address, {"block": block, "mark": mark}).status_code == 422
    assert months.cell(0, 1).reading is None


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        ("\tjan 2022\nAangevraagd in de provincie\t5", "Boven een kolom staat “jan 2022”"),
        ("\tjan\tjanuari\nAangevraagd in de provincie\t5\t6", "meer dan één kolom"),
        ("\tjan\nAangevraagd in de provincie\t12.34", "januari 2023: “12.34”. Bedoel je"),
        ("\tjan\nAangevraagd in de provincie\t3,5", "Vul een heel getal in"),
        ("\tjan\nAangevraagd in de provincie\t-5", "0 of meer"),
        ("1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13", "1 kolommen te veel"),
        ("1\n2\n3\n4", "4 regels, en vanaf daar zijn er 3 rijen"),
        (
            "\tjan\nAangevraagd in de provincie\t5\nAangevraagd\t6",
            "zijn dezelfde rij",
        ),
        ("\tjan\n…in de\t5\nin\t3", "er is geen rij"),
    ],
)
def test_what_is_not_right_is_said_before_anything_is_filled_in(months, paste, block, problem):
    open_months(months)

    pasting = paste(block).context["pasting"]

    assert any(problem in told for told in pasting.problems), pasting.problems
    assert not pasting.is_ready


def test_a_short_name_that_fits_one_row_is_enough(months, paste):
    open_months(months)

    paste("\tjan\naangevraagd\t5", agree=True)

    assert months.cell(0, 1).reading.value == 5


def test_a_bare_column_fills_downwards_from_the_chosen_place(months, paste):
    open_months(months)

    paste("90\n3,4", agree=True, row=months.key(1), month="2")

    assert months.cell(0, 2).reading is None
    assert months.cell(1, 2).reading.value == 90
    assert months.cell(2, 2).reading.value * 10 == 34


def test_what_is_computed_or_shut_is_skipped_and_said(months, paste):
    open_months(months, 1)

    page = paste("\tjan\tfeb\tTotaal\nIBL: honorering\t95,0\nAangevraagd\t5\t6\t11")

    assert page.context["pasting"].skipped == [
        "Overgeslagen, want het is geen maand: Totaal.",
        "“IBL: honorering” wordt berekend en niet ingevuld.",
        "Aangevraagd in de provincie, februari 2023: deze maand is nog niet geopend.",
    ]
    assert [one.value for one in page.context["pasting"].changes] == [5]


def test_what_changed_since_it_was_looked_at_is_looked_at_again(months, paste, client):
    open_months(months)
    mark = paste(BLOCK).context["pasting"].mark
    months.answer(0, 1, 50)

    address = reverse("programmes:paste_months", args=["ibl", YEAR, months.library.pk])
    page = client.post(address, {"block": BLOCK, "mark": mark})

    assert page.status_code == 409
    assert months.cell(0, 1).reading.value == 50


def test_the_same_numbers_again_change_nothing(months, paste):
    open_months(months)
    paste(BLOCK, agree=True)

    pasting = paste(BLOCK).context["pasting"]

    assert (pasting.changes, pasting.same) == ([], 3)


@pytest.mark.parametrize(("who", "status"), [("neighbour", 404), ("director", 403)])
def test_who_may_not_paste(months, paste, who, status):
    open_months(months)
    months.accept(1)

    assert paste(BLOCK, who=who).status_code == status
