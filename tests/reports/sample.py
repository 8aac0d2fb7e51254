"""A dossier with every kind of block, every state of a figure, and words that mean harm.

The organisations are named after the wind; nothing here comes from a database.
"""

from reports.standing import (
    ActionProgress,
    Alternative,
    Annex,
    Block,
    Chapter,
    ChartBlock,
    Checklist,
    Colophon,
    Coverage,
    CoverageBlock,
    CoverageRow,
    Dossier,
    Fact,
    FigureTable,
    Heading,
    Imprint,
    Infographic,
    ListBlock,
    ObjectiveOverview,
    ObjectiveProgress,
    Paragraph,
    PerformanceLine,
    Performances,
    Point,
    Progress,
    RatioRow,
    Ratios,
    RequirementLine,
    Row,
    Run,
    Series,
    Source,
    TextBlock,
)

ORGANISATIONS = {
    "noord": "Bibliotheek Noord",
    "oost": "Oost & Omstreken",
    "zuid": "Zuidbibliotheken",
    "west": "De Westhoek",
}
NETWORK = ("network", "windstreken", "Bibliotheeknetwerk Windstreken")
HARM = '<script>alert("x")</script> {{7*7}} {% load x %} %s {0.__class__} <img src=x onerror=y>'
YEARBOOK = Source(title="Kengetallen 2022–2023", url="https://voorbeeld.example/kengetallen")
EARLIER = Source(title="Kengetallen 2021–2022", url="https://voorbeeld.example/eerder")
REPORTED = Source(
    title="Opgave van de bibliotheek",
    author="bibliotheekmanager",
    approver="POI-medewerker",
    accepted_on="2024-02-14",
)


class Register:
    """Hands out codes in the order in which figures are asked for."""

    def __init__(self) -> None:
        self.facts: dict[str, Fact] = {}

    def add(
        self,
        indicator: str,
        name: str,
        value: str | None,
        *,
        scope: tuple[str, str, str] = NETWORK,
        year: int = 2023,
        unit: str = "aantal",
        **more: object,
    ) -> str:
        """Keep a figure and return its code."""
        code = f"F-{len(self.facts) + 1:04}"
        kind, key, label = scope
        usual: dict[str, object] = {
            "multiplier": 1,
            "period_kind": "calendar_year",
            "period": str(year),
            "part": "library",
            "state": "value" if value is not None else "not_reported",
            "decimals": len(value.partition(".")[2]) if value else 0,
            "qualifier": "exact",
            "finality": "none",
            "method": "registered",
            "definition": f"{name}, zoals geteld door de bibliotheken.",
            "definition_version": 1,
            "sources": (YEARBOOK,),
        }
        self.facts[code] = Fact(
            code=code,
            indicator=indicator,
            name=name,
            unit=unit,
            scope_kind=kind,
            scope=key,
            scope_name=label,
            year=year,
            value=value,
            **{**usual, **more},  # type: ignore[arg-type]  # the shape checks itself when read back
        )
        return code


def organisation(key: str) -> tuple[str, str, str]:
    return "organisation", key, ORGANISATIONS[key]


def dossier(*, language: str = "nl", is_example: bool = False, branches: int = 60) -> Dossier:
    """Make the whole report; `branches` is the length of its longest table."""
    register = Register()
    chapters = (
        _foreword(register),
        _about(register),
        _goals(register),
        _tasks(register),
        _statistics(register, branches),
        _finance(register),
        Chapter("bijlagen", "Alle cijfers", "A", (Annex("definities", "Alle cijfers"),)),
        Chapter("colofon", "Colofon", "", (Colophon("colofon-blok", "Colofon"),)),
    )
    return Dossier(
        outline="provinciaal-2023",
        kind="provincial",
        language=language,
        title="Bestuursverslag Windstreken 2023",
        subtitle="Samen voor een lezende provincie",
        owner="Stichting Windstreken",
        scope_kind="network",
        scope="windstreken",
        scope_name=NETWORK[2],
        year=2023,
        period="2023",
        is_example=is_example,
        chapters=chapters,
        facts=tuple(register.facts.values()),
    )


def imprint(state: str = "concept") -> Imprint:
    return Imprint(
        version="concept 3" if state == "concept" else "1",
        state=state,
        digest="0123456789abcdef" * 4,
        frozen_at="2024-03-07T13:32:05+00:00",
        address="https://portaal.example",
        edition=7,
    )


def _words(*runs: str | Run, is_item: bool = False) -> Paragraph:
    return Paragraph(
        tuple(run if isinstance(run, Run) else Run(text=run) for run in runs), is_item=is_item
    )


def _foreword(register: Register) -> Chapter:
    volunteers = register.add(
        "VOLUNTEERS", "Vrijwilligers", "660", unit="personen", qualifier="over",
        scope=organisation("zuid"), sources=(Source(title="Bestuursverslag 2023, bladzijde 8"),),
    )  # fmt: skip
    calls = register.add(
        "CALLS", "Telefoongesprekken klantenservice", "10000", unit="gesprekken",
        qualifier="almost",
    )  # fmt: skip
    old = register.add("MEMBERS", "Bibliotheekleden", "122773", unit="leden", year=2019)
    return Chapter(
        "terugblik",
        "Terugblik op 2023",
        "",
        (
            TextBlock(
                "voorwoord",
                "Terugblik op 2023",
                (
                    _words(
                        "In 2023 stonden de deuren van onze bibliotheken wijd open. Dankzij ",
                        Run(fact=volunteers),
                        " vrijwilligers konden we ook in de kleinste dorpen aanwezig zijn, en onze "
                        "klantenservice beantwoordde ",
                        Run(fact=calls),
                        " telefoontjes. Dat zijn cijfers om trots op te zijn.",
                    ),
                    _words(
                        "Het ledental is een ander verhaal. Waar we eerder nog ",
                        Run(fact=old),
                        " leden telden, loopt dat aantal terug. Samenwerking met scholen, "
                        "kinderopvang en welzijnsorganisaties is daarom ",
                        Run(text="onmisbaar", bold=True),
                        ". Lees er meer over op ",
                        Run(
                            text="de pagina van de leescampagne", link="https://voorbeeld.example/"
                        ),
                        ".",
                    ),
                    _words(
                        "Laaggeletterdheid is nog steeds een hardnekkig maatschappelijk vraagstuk. "
                        "Taalhuizen, informatiepunten en leesbevorderingsprogramma’s vullen elkaar "
                        "aan: wie beter leest, vindt gemakkelijker werk, begrijpt de "
                        "gezondheidsvoorlichting en kan ",
                        Run(text="zelf", italic=True),
                        " zijn zaken met de overheid regelen.",
                    ),
                ),
                is_foreword=True,
                signed_as="Directeur-bestuurder",
            ),
        ),
    )


def _about(register: Register) -> Chapter:
    share = register.add(
        "LOW_LITERATE", "Laaggeletterde volwassenen", "11", unit="%", qualifier="about",
        scope=("province", "PV00", "Provincie Windstreken"),
    )  # fmt: skip
    contested = register.add(
        "DBOS", "Vestigingen de Bibliotheek op school", "254", is_settled=False,
        alternatives=(Alternative("186", 0, "exact", EARLIER),),
    )  # fmt: skip
    return Chapter(
        "wie-zijn-wij",
        "Wie zijn wij? Bibliotheek- en netwerkpartner in een uitgestrekte provincie",
        "1",
        (
            Heading("missie", "Missie en rollen", 2),
            TextBlock(
                "missie-tekst",
                "",
                (
                    _words("Wij vergroten de wereld van alle inwoners. Wij werken aan:"),
                    _words("leesplezier bij kinderen en jongeren;", is_item=True),
                    _words("digitale vaardigheden voor iedereen;", is_item=True),
                    _words(
                        "geletterdheid: ", Run(fact=share), " van de volwassenen heeft moeite met "
                        "lezen, schrijven of rekenen;", is_item=True,
                    ),
                    _words(
                        "een bibliotheek in elke school. Er zijn nu ", Run(fact=contested),
                        " schoolbibliotheken.", is_item=True,
                    ),
                ),
                source="bestuursverslag 2023, bladzijde 4",
            ),
            ListBlock(
                "werkgebied",
                "Gemeenten in ons werkgebied",
                ("Berkenoord", "Dalerveld", "Eikenrode", "Gasterhout", "Hunzebeek", "Kloosterveen",
                 "Lindehoven", "Papenvoort", "Westeresch", HARM),
            ),
            Heading("mvo", "Maatschappelijk verantwoord ondernemen", 2),
            TextBlock("mvo-tekst", "", ()),
            Heading("mvo-energie", "Energie", 3),
            TextBlock("mvo-energie-tekst", "", (_words(HARM),)),
        ),
    )  # fmt: skip


def _goals(register: Register) -> Chapter:
    points = register.add(
        "IDO", "Informatiepunten Digitale Overheid", "20", finality="provisional",
        period_kind="reference_date", period="2023-12-31",
    )  # fmt: skip
    ratings = ("on_track", "attention", "stuck", "done")
    notes = (
        "Alle elf scholen doen mee. Na de zomer starten we met twee nieuwe klassen.",
        "We misten een half jaar een leesconsulent. Sinds oktober is de plek weer bezet.",
        "De verbouwing ligt stil: de aannemer is failliet en een nieuwe aanbesteding duurt zeker "
        "tot het voorjaar. Tot die tijd wijken we uit naar het dorpshuis.",
        "Afgerond in november.",
    )
    spoken = tuple(
        Progress(name, "4e kwartaal 2023", rating, note)
        for name, rating, note in zip(ORGANISATIONS.values(), ratings, notes, strict=True)
    )
    silent = tuple(Progress(name) for name in ORGANISATIONS.values())
    partly = (
        Progress(ORGANISATIONS["noord"], "3e kwartaal 2023", "not_started", HARM),
        Progress(ORGANISATIONS["oost"], "4e kwartaal 2023", "dropped", "Vervallen na overleg.",
                 poi_reason="de subsidie is ingetrokken"),
        Progress(ORGANISATIONS["zuid"]),
        Progress(ORGANISATIONS["west"], "4e kwartaal 2023", "on_track", ""),
    )  # fmt: skip
    three = Coverage(3, 4, "organisation", (ORGANISATIONS["zuid"],))
    four, none = Coverage(4, 4, "organisation"), Coverage(0, 4, "organisation")
    plan = ObjectiveOverview(
        "plan",
        "Doelen uit het plan",
        "Meerjarenplan 2019–2022, nog in gebruik",
        (
            ObjectiveProgress(
                "Doelstelling 1: wettelijke taken",
                "De provinciale organisatie ondersteunt de bibliotheken bij het efficiënt en "
                "effectief uitvoeren van de wettelijke taken.",
                "Pijler provinciale vindplaats",
                (),
                spoken,
                four,
                (
                    ActionProgress("Leggen van het juiste fundament", partly, three),
                    ActionProgress("Versterken relatiebeheer", silent, none),
                ),
                ((points, "24", "at_least"),),
            ),
            ObjectiveProgress(
                "Doelstelling 2: innovatieagenda", "Samen komen tot een innovatieagenda.",
                "Pijler provinciale vindplaats", ("Innovatie voorop",), partly, three, (),
            ),
            ObjectiveProgress(
                "Doelstelling 6: medewerkers", "De medewerkers ondersteunen de overgang.",
                "Pijler interne vindplaats", (), silent, Coverage(0, 4, "organisation"), (),
            ),
            ObjectiveProgress(
                "Doelstelling 7: middelen", "Bijdragen aan een doorzichtige verdeling.",
                "Pijler interne vindplaats", (), (), None, (),
            ),
        ),
    )  # fmt: skip
    return Chapter("doelen", "Wat wilden we bereiken?", "2", (plan,))


def _tasks(register: Register) -> Chapter:
    taking_part = register.add("TRANSPORT", "Deelname aan transport", "100", unit="%")
    satisfied = register.add(
        "SATISFIED", "Tevreden leden over IBL", "74.5", unit="%", explanation=HARM
    )
    claim = Source(title="Bestuursverslag 2023, bladzijde 28", remark="elke regel heeft een vinkje")
    lines = (
        _asked("Bibliotheken doen mee aan het provinciale transport", "100", "min", taking_part,
               "met", claim),
        _asked("Tevreden leden over IBL", "80", "min", satisfied, "not_met", claim),
        _asked("Waardering voor transport en logistiek", "7.5", "target", None, "undeterminable",
               claim, unit="", measure="score"),
        RequirementLine("Netwerk", "Er is een jaarlijks klantoverleg", "1", "equal", "", "yes_no",
                        None, "undeterminable", "none", None, "Het verslag noemt 15 februari."),
        RequirementLine("Netwerk", "Partners leveren zo snel mogelijk", None, "none", "",
                        "judgement", None, "undeterminable", "met", claim, ""),
    )  # fmt: skip
    performances = Performances(
        "activiteitenplan",
        "Verantwoording van het activiteitenplan",
        (
            PerformanceLine("Trainingen digitale vaardigheden", "12 trainingen", "9 trainingen",
                            "24000", "18250.50", "Drie trainingen vielen uit door ziekte."),
            PerformanceLine("Doorontwikkeling datadienst", "Eén dashboard", "Eén dashboard",
                            "15000", "15000", ""),
            PerformanceLine("Verkenning mbo", "Plan van aanpak", "", None, None, HARM),
        ),
    )  # fmt: skip
    return Chapter(
        "poi",
        "Ondersteuningsinstelling",
        "3",
        (
            Heading("verantwoording", "Verantwoording", 2),
            TextBlock("verantwoording-tekst", "", (_words("Per regel wat we deden."),)),
            performances,
            Heading("eisen", "Eisen van de provincie", 2),
            Checklist("eisen-lijst", "Eisen van de provincie", lines),
        ),
    )  # fmt: skip


def _asked(
    text: str, norm: str, comparison: str, code: str | None, computed: str, claim: Source,
    *, unit: str = "%", measure: str = "percentage",
) -> RequirementLine:  # fmt: skip
    return RequirementLine(
        "Interbibliothecair leenverkeer", text, norm, comparison, unit, measure, code,
        computed, "met", claim, "",  # type: ignore[arg-type]  # one of the three words
    )  # fmt: skip


def _statistics(register: Register, branches: int) -> Chapter:
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


def _finance(register: Register) -> Chapter:
    foundation = ("organisation", "stichting", "Stichting Windstreken")

    def pair(
        indicator: str, name: str, this: str | None, before: str | None, **more: object
    ) -> RatioRow:
        codes = [
            register.add(indicator, name, value, year=year, scope=foundation, **more)
            for value, year in ((this, 2023), (before, 2022))
        ]
        return RatioRow(name, *codes)

    thousands = {"unit": "EUR", "multiplier": 1000}
    rows = (
        pair("RESULT", "Exploitatieresultaat", "-557", "84", **thousands),
        pair("EQUITY", "Eigen vermogen ultimo", "1027", "1584", **thousands),
        pair("SOLVENCY", "Solvabiliteit", "19.03", "26.12", unit="%"),
        pair("LIQUIDITY", "Liquiditeit", "0.86", "1.03", unit="ratio"),
        pair("STAFF", "Medewerkers", "210", "198", unit="personen", qualifier="about"),
        pair("FUNDS", "Bestemmingsfondsen", None, "633", **thousands),
    )
    return Chapter(
        "financien",
        "Financiën",
        "5",
        (
            TextBlock("toelichting", "Toelichting", (_words(
                "Het resultaat is ", Run(fact=rows[0].this_year or ""), ", tegen ",
                Run(fact=rows[0].year_before or ""), " in 2022. De solvabiliteit daalde naar ",
                Run(fact=rows[2].this_year or ""), ".",
            ),)),
            Ratios("kengetallen", "Kengetallen", 2023, rows),
        ),
    )  # fmt: skip
