"""The chapter of figures: tiles, charts, tables, coverage."""

from reports.standing import (
    Block,
    Chapter,
    ChartBlock,
    Coverage,
    CoverageBlock,
    CoverageRow,
    FigureTable,
    Heading,
    Infographic,
    Point,
    Row,
    Series,
)
from tests.reports.sample.register import (
    ORGANISATIONS,
    REPORTED,
    Register,
    organisation,
)


def statistics(register: Register, branches: int) -> Chapter:
    key_figures = _key_figures(register)
    visits = [
        register.add("VISITS", "Bezoeken", value, unit="bezoeken", scope=organisation(key),
                     sources=(REPORTED,), **more)
        for key, value, more in (
            ("noord", "219000", {"explanation": "Inclusief de zondagen, die nieuw zijn."}),
            ("oost", "0", {"explanation": "Het hele jaar dicht vanwege een verbouwing."}),
            ("zuid", "660480", {"qualifier": "over", "finality": "provisional"}),
            ("west", None, {"state": "not_yet_known", "expected_on": "2024-04-01"}),
        )
    ]  # fmt: skip
    blocks: list[Block] = [
        Infographic("kern", "Het jaar in cijfers", key_figures),
        Heading("bezoek", "Bezoek en gebruik", 2),
        ChartBlock(
            "bezoeken", "Bezoeken per organisatie", "bars",
            (Series("Bezoeken", tuple(
                Point(name, code) for name, code in zip(ORGANISATIONS.values(), visits, strict=True)
            )),),
            target="400000",
        ),
        _loans(register),
        Heading("per-organisatie", "Cijfers per organisatie", 2),
        _by_organisation(register),
        _by_municipality(register),
        Heading("vestigingen", "Alle vestigingen", 2),
        _by_branch(register, branches),
        CoverageBlock(
            "dekking", "Wie leverde wat aan?",
            (
                CoverageRow("Cijfers over leden", Coverage(4, 4, "organisation")),
                CoverageRow("Bezoek", Coverage(3, 4, "organisation", ("De Westhoek",))),
                CoverageRow("Taalhuizen", Coverage(0, 12, "service_area", ("Alle gemeenten",))),
            ),
        ),
    ]  # fmt: skip
    return Chapter("statistiek", "Bibliotheekstatistiek", "4", tuple(blocks))


def _key_figures(register: Register) -> tuple[str, ...]:
    return (
        register.add("MEMBERS", "Bibliotheekleden", "118402", unit="leden"),
        register.add("IDO_POINTS", "Informatiepunten Digitale Overheid", "20",
                     finality="provisional", period_kind="reference_date", period="2023-12-31"),
        register.add("ACCOUNTS", "Accounts online Bibliotheek", "608000", unit="accounts",
                     qualifier="over", scope=("country", "NL", "Nederland")),
        register.add("PARTICIPANTS", "Deelnemers activiteiten", "14502", unit="deelnames",
                     is_computed=True, coverage=Coverage(3, 4, "organisation", ("De Westhoek",))),
        register.add("INCOME", "Totale baten", "11591", unit="EUR", multiplier=1000),
        register.add("HOURS", "Openingsuren", None, unit="uren", state="withheld"),
    )  # fmt: skip


def _loans(register: Register) -> ChartBlock:
    years = range(2015, 2024)
    own = (
        "3712871",
        None,
        "3401020",
        "3215000",
        "3015979",
        "1804333",
        "1650210",
        "2205711",
        "2410300",
    )
    school = ("353845", None, "465423", "466168", "480010", "300127", "290404", "410555", "433210")
    series = []
    for code, name, values in (("LOANS", "Bibliotheken", own), ("DBOS_LOANS", "Op school", school)):
        points = [
            Point(str(year), register.add(code, f"Uitleningen {name.lower()}", value, year=year,
                                          unit="uitleningen"))
            for year, value in zip(years, values, strict=True)
        ]  # fmt: skip
        series.append(Series(name, tuple(points)))
    return ChartBlock(
        "uitleningen", "Uitleningen in negen jaar", "lines", tuple(series), breaks=("2018",)
    )


def _by_organisation(register: Register) -> FigureTable:
    rows = []
    for indicator, name, unit, values in (
        ("MEMBERS_YOUTH", "Jeugdleden", "leden", ("8120", "12004", "9911", "1000")),
        ("LOANS_ALL", "Uitleningen", "uitleningen", ("812003", "1204100", None, "100250")),
        ("SHARE", "Inwoners dat lid is", "%", ("24.5", "0.0", "26.0", "25.1")),
        ("SUBSIDY", "Gemeentelijke subsidie", "EUR", ("1204500", "998000", "2100250", "800000")),
    ):
        cells = [
            register.add(indicator, name, value, unit=unit, scope=organisation(key),
                         finality="further_provisional" if key == "oost" else "none",
                         state="value" if value else "not_applicable", sources=(REPORTED,))
            for key, value in zip(ORGANISATIONS, values, strict=True)
        ]  # fmt: skip
        known = [value for value in values if value]
        absent = ("Zuidbibliotheken",)[: 4 - len(known)]
        total = register.add(
            indicator, name, str(sum(map(int, known))), unit=unit, is_computed=True,
            parts=tuple(cells), sources=(),
            coverage=Coverage(len(known), 4, "organisation", absent),
        ) if "." not in values[0] else register.add(
            indicator, name, "25", unit=unit, computed_beside="24.7",
        )  # fmt: skip
        rows.append(Row(name, (*cells, total)))
    return FigureTable(
        "organisaties", "Kerncijfers per organisatie",
        ("Noord", "Oost & Omstreken", "Zuid", "De Westhoek", "Netwerk"), tuple(rows), "Cijfer",
    )  # fmt: skip


def _by_municipality(register: Register) -> FigureTable:
    names = ("Berkenoord", "Dalerveld", "Eikenrode", "Gasterhout", "Hunzebeek", "Kloosterveen",
             "Lindehoven", "Papenvoort", "Westeresch", "Zuidlaarderhout")  # fmt: skip
    rows = []
    for indicator, name in (("LEVEL", "Taalhuizen"), ("KIDS", "Deelnemers Vakantielezen")):
        cells = tuple(
            register.add(indicator, name, str(place * 37 % 400), unit="aantal",
                         year=2021 if place == 4 else 2023,
                         scope=("municipality", f"GM{place:04}", municipality))
            for place, municipality in enumerate(names)
        )  # fmt: skip
        rows.append(Row(name, cells))
    return FigureTable("gemeenten", "Per gemeente", names, tuple(rows), "")


def _by_branch(register: Register, count: int) -> FigureTable:
    states = ("not_reported", "not_applicable", "not_yet_known", "withheld")
    rows = []
    for place in range(1, count + 1):
        name = f"Vestiging {place:02}"
        scope = ("branch", f"v{place}", name)
        is_missing = place % 9 == 0
        hours = register.add(
            "OPEN", "Openingsuren per week", f"{place % 40}.5", unit="uren", scope=scope
        )
        events = register.add(
            "EVENTS",
            "Activiteiten",
            None if is_missing else str(place * 7 % 101),
            scope=scope,
            state=states[place // 9 % 4] if is_missing else "value",
        )
        before = register.add("EVENTS", "Activiteiten", str(place * 5 % 93), scope=scope, year=2022)
        rows.append(Row(name, (hours, events, before if place % 5 else None)))
    columns = ("Uren per week", "Activiteiten 2023", "Activiteiten 2022")
    return FigureTable("vestigingen-tabel", "Vestigingen", columns, tuple(rows), "Vestiging")
