"""Every contradiction that we know of stands on a page, with both its values, and says what it is.

`data/known_conflicts.csv` tells what was published; it is never loaded. A figure has its own page;
a goal has one too.
"""

import csv
import re
from pathlib import Path

import pytest
from django.test import Client

from goals.models import Objective
from libraries.models import Figure, Indicator, Membership, Organisation, Reading, Scope
from tests.factories.accounts import UserFactory
from tests.reports.pages import read, words

pytestmark = [pytest.mark.usefixtures("drenthe"), pytest.mark.django_db]

FILE = Path(__file__).parent / "data" / "known_conflicts.csv"
UNEQUAL = "Bronnen spreken elkaar tegen"
OTHERWISE = "anders geteld: vergelijk ze niet"


@pytest.fixture
def client() -> Client:
    """Somebody of a library, who sees what everybody sees."""
    person = UserFactory()
    library = Organisation.objects.get(code="facet")
    Membership.objects.create(
        user=person, scope=library, role=Membership.Role.MANAGER, starts="2019-01-01"
    )
    client = Client()
    client.force_login(person)
    return client


def figure(code: str, year: int, scope: str = "network:drenthe") -> Figure:
    kind, _colon, code_of_scope = scope.partition(":")
    return Figure.objects.get(
        indicator__code=code,
        period__end__year=year,
        period__is_example=False,
        scope=Scope.objects.get(kind=kind, code=code_of_scope),
    )


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return words(read(response.content.decode()))


# How each kind shows itself. Each gives back the two values that a reader of the pages sees.


def as_unequal_readings(code: str, year: int, scope: str = "network:drenthe"):
    """Two publications of one figure: both on its page and among the open contradictions."""

    def shows(client: Client) -> set[str]:
        found = figure(code, year, scope)
        story = page(client, found.get_absolute_url())
        told = re.search(rf"{UNEQUAL} (.*?) Niemand heeft nog gekozen", story)
        listed = page(client, "/cijfers/tegenspraken/")
        assert told, story
        values = set(re.findall(r"\d[\d.,]*", told[1]))
        assert found.indicator.name in listed
        assert [value for value in values if value not in listed] == []
        assert "telt nu" not in story
        return values

    return shows


def as_another_series(before: str, after: str, year: int):
    """Two indicators, of which the second follows the first with a break."""

    def shows(client: Client) -> set[str]:
        first, second = figure(before, year), figure(after, year)
        old, new = (page(client, one.get_absolute_url()) for one in (first, second))
        assert f"Volgt op {first.indicator.name} · {OTHERWISE}" in new
        assert f"Gevolgd door {second.indicator.name} · {OTHERWISE}" in old
        assert UNEQUAL not in old + new
        return {value_of(client, one) for one in (first, second)}

    return shows


def as_part_of_another(whole: str, part: str, year: int):
    """A total and one of its parts: what lacks is the other part."""

    def shows(client: Client) -> set[str]:
        total, one = figure(whole, year), figure(part, year)
        story = page(client, total.get_absolute_url())
        assert f"{one.indicator.name}: {value_of(client, one)}" in story
        assert "De delen zijn samen het totaal." in story
        assert f"Onderdeel van {total.indicator.name}" in page(client, one.get_absolute_url())
        return {value_of(client, total), value_of(client, one)}

    return shows


def as_a_ratio_that_does_not_round(client: Client) -> set[str]:
    found = figure("LOANS_PER_MEMBER", 2015)
    story = page(client, found.get_absolute_url())
    computed = re.search(
        r"klopt ook na afronden niet met teller en noemer\. Berekend: (\S+)", story
    )
    assert computed, story
    return {value_of(client, found), computed[1]}


def as_parts_that_are_more(client: Client) -> set[str]:
    found = figure("TAALHUIS_TRAJECTORIES", 2021, "municipality:GM1680")
    story = page(client, found.get_absolute_url())
    parts = re.search(r"De delen zijn meer dan het totaal: (\d+)", story)
    assert parts, story
    for part in Indicator.objects.filter(part_of=found.indicator):
        value = value_of(client, figure(part.code, 2021, "municipality:GM1680"))
        assert f"{part.name}: {value}" in story
    return {value_of(client, found), parts[1]}


def as_two_names(client: Client) -> set[str]:
    goal = Objective.objects.get(framework__code="strategie-2023", order=3)
    story = page(client, goal.get_absolute_url())
    name = goal.title.partition(": ")[2]
    assert name in story
    alias = re.search(r"Ook wel: (.+?)(?: {2}| [A-Z][a-z]+ \d|$)", story) or re.search(
        r"(Heel Drenthe doet mee)", story
    )
    assert alias, story
    return {name, alias[1]}


def as_a_misprint(client: Client) -> set[str]:
    found = figure("FIN_LIQUIDITY", 2023, "organisation:biblionet")
    story = page(client, found.get_absolute_url())
    printed = re.search(r"In de bron staat (\S+?)\.? ", story)
    assert printed, story
    return {value_of(client, found), printed[1]}


def value_of(client: Client, found: Figure) -> str:
    """Return the value that stands large on the page of a figure."""
    html = client.get(found.get_absolute_url()).content.decode()
    large = re.search(r'<p class="bn-tile__value">(.*?)</p>', html, re.DOTALL)
    assert large, found
    return words(read(large[1])).split(" ")[0]


# What is published, as it stands in the file, to how the portal prints it.
KINDS = {
    ("loans of de Bibliotheek op school", "2018"): (
        "follows",
        as_another_series("LOANS_DBOS", "LOANS_DBOS_SCHOOLWISE", 2018),
        {"466.168", "337.361"},
    ),
    ("e-book accounts", "2018"): (
        "unequal",
        as_unequal_readings("EBOOK_ACCOUNTS", 2018),
        {"16.475", "13.431"},
    ),
    ("e-book accounts", "2019"): (
        "follows",
        as_another_series("EBOOK_ACCOUNTS", "EBOOK_ACCOUNTS_ACTIVE", 2019),
        {"13.899", "6.858"},
    ),
    ("locations of de Bibliotheek op school", "2019"): (
        "unequal",
        as_unequal_readings("DBOS_LOCATIONS", 2019),
        {"186", "254"},
    ),
    ("libraries", "2019"): (
        "part",
        as_part_of_another("LIBRARIES_AND_SERVICE_POINTS", "LIBRARIES", 2019),
        {"45", "39"},
    ),
    ("loans per member", "2015"): ("ratio", as_a_ratio_that_does_not_round, {"25", "27,73"}),
    ("municipal subsidy per inhabitant in Drenthe", "2023"): (
        "unequal",
        as_unequal_readings("FIN_SUBSIDY_PER_INHABITANT", 2023, "province:PV22"),
        {"18", "15,08"},
    ),
    ("people with a support trajectory", "2021"): (
        "parts against total",
        as_parts_that_are_more,
        {"45", "57"},
    ),
    ("name of the third goal", "2023"): (
        "quoted",
        as_two_names,
        {"Drenthe digitaal inclusief", "Heel Drenthe doet mee"},
    ),
    ("liquidity", "2023"): ("quoted", as_a_misprint, {"0,86", "0,86%"}),
}


def oracle() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = oracle()


def test_every_row_of_the_oracle_is_asked_and_nothing_else():
    assert {(row["what_en"], row["year"]) for row in ROWS} == set(KINDS)


def test_there_are_as_many_of_each_kind_as_we_know():
    kinds = [kind for kind, _shows, _values in KINDS.values()]

    assert {kind: kinds.count(kind) for kind in kinds} == {
        "unequal": 3,
        "follows": 2,
        "part": 1,
        "ratio": 1,
        "parts against total": 1,
        "quoted": 2,
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['what_en']} {row['year']}")
def test_what_contradicts_each_other_stands_on_a_page_with_both_values(client, row):
    _kind, shows, values = KINDS[row["what_en"], row["year"]]

    assert shows(client) == values


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['what_en']} {row['year']}")
def test_the_expected_values_are_those_of_the_oracle(row):
    """Numbers in the file are written as in a program, and some with a word behind."""
    told = " ".join((row["value_a"], row["value_b"]))
    for value in KINDS[row["what_en"], row["year"]][2]:
        plain = value.removesuffix("%").replace(".", "").replace(",", ".")
        numbers = re.findall(r"\d+(?:\.\d+)?", told)
        assert value in told or any(plain.startswith(number) for number in numbers), value


def test_only_the_unequal_ones_are_open(client):
    """What is counted otherwise is no contradiction, and nobody has to choose there."""
    listed = page(client, "/cijfers/tegenspraken/")

    assert re.search(r"\b3 \w+ tegenspraken", listed)


# What is loaded is there


def test_all_202_published_values_stand_in_the_list_and_in_the_feed(client):
    """Whoever signs in finds each, by its publication, with the value of the source."""
    loaded = Reading.objects.accepted()
    listed: set[int] = set()
    number, last = 1, 1
    while number <= last:
        context = client.get(f"/cijfers/?page={number}").context
        last = context["page"].paginator.num_pages
        listed |= {one.pk for line in context["lines"] for one in line.readings}
        number += 1

    assert listed == set(loaded.values_list("pk", flat=True))
    assert len(listed) >= 202
