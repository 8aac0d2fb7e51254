"""The chapters that account: requirements, activity plan, money."""

from reports.standing import (
    Chapter,
    Checklist,
    Heading,
    PerformanceLine,
    Performances,
    RatioRow,
    Ratios,
    RequirementLine,
    Run,
    Source,
    TextBlock,
)
from tests.reports.sample.register import (
    HARM,
    Register,
    words,
)


def tasks(register: Register) -> Chapter:
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
            TextBlock("verantwoording-tekst", "", (words("Per regel wat we deden."),)),
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


def finance(register: Register) -> Chapter:
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
            TextBlock("toelichting", "Toelichting", (words(
                "Het resultaat is ", Run(fact=rows[0].this_year or ""), ", tegen ",
                Run(fact=rows[0].year_before or ""), " in 2022. De solvabiliteit daalde naar ",
                Run(fact=rows[2].this_year or ""), ".",
            ),)),
            Ratios("kengetallen", "Kengetallen", 2023, rows),
        ),
    )  # fmt: skip
