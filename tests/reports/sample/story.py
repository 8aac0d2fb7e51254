"""The chapters that tell: foreword, who we are, objectives with their progress."""

from reports.standing import (
    ActionProgress,
    Alternative,
    Chapter,
    Coverage,
    Heading,
    ListBlock,
    ObjectiveOverview,
    ObjectiveProgress,
    Progress,
    Run,
    Source,
    TextBlock,
)
from tests.reports.sample.register import (
    EARLIER,
    HARM,
    ORGANISATIONS,
    Register,
    organisation,
    words,
)


def foreword(register: Register) -> Chapter:
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
                    words(
                        "In 2023 stonden de deuren van onze bibliotheken wijd open. Dankzij ",
                        Run(fact=volunteers),
                        " vrijwilligers konden we ook in de kleinste dorpen aanwezig zijn, en onze "
                        "klantenservice beantwoordde ",
                        Run(fact=calls),
                        " telefoontjes. Dat zijn cijfers om trots op te zijn.",
                    ),
                    words(
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
                    words(
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


def about(register: Register) -> Chapter:
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
                    words("Wij vergroten de wereld van alle inwoners. Wij werken aan:"),
                    words("leesplezier bij kinderen en jongeren;", is_item=True),
                    words("digitale vaardigheden voor iedereen;", is_item=True),
                    words(
                        "geletterdheid: ", Run(fact=share), " van de volwassenen heeft moeite met "
                        "lezen, schrijven of rekenen;", is_item=True,
                    ),
                    words(
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
            TextBlock("mvo-energie-tekst", "", (words(HARM),)),
        ),
    )  # fmt: skip


def goals(register: Register) -> Chapter:
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
