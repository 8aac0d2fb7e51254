"""Charts of the gallery: every kind, with gaps, a target and a break in series."""

from decimal import Decimal

from biblionet.kit import charts
from biblionet.kit.numbers import Missing

QUARTERS = ("K1 2025", "K2 2025", "K3 2025", "K4 2025", "K1 2026", "K2 2026", "K3 2026")


def bars() -> list[charts.Bar]:
    """Return one value of every kind: large, small, zero and missing."""
    return [
        charts.Bar("Noord", 1931),
        charts.Bar("Oost en omstreken met een lange naam", 1204, in_focus=False),
        charts.Bar("Zuid", 0, in_focus=False),
        charts.Bar("West", Missing.NOT_REPORTED, in_focus=False),
    ]


def sample_charts(language: str) -> list[charts.Chart]:
    """Draw every kind of chart, with gaps, a target and a break in series."""
    gap, later = Missing.NOT_REPORTED, Missing.NOT_YET_KNOWN
    lines = [
        charts.Series("Noord", (1020, 1180, 1204, 1377, 1500, 1610, 1931)),
        charts.Series("Oost", (640, 655, gap, 720, 760, 748, 790)),
        charts.Series("Zuid", (310, 350, 340, 390, gap, 430, 455)),
        charts.Series("West", (820, 810, 790, 760, 744, 730, later)),
    ]
    return [
        charts.line_chart(
            QUARTERS,
            lines,
            title="Bezoekers Taalhuis per kwartaal",
            language=language,
            unit="personen",
            target=charts.Target("Streven", (1100, 1200, 1300, 1400, 1500, 1600, 1700)),
            breaks=[charts.Break(4, "andere telling")],
        ),
        charts.line_chart(
            ("2020", "2021", "2022", "2023", "2024", "2025"),
            [
                charts.Series(
                    "Noord", tuple(map(Decimal, ("95.1", "95.5", "94.8", "96.0", "95.9", "96.6")))
                )
            ],
            title="Leverpercentage",
            language=language,
            unit="%",
            decimals=1,
            target=charts.Target.always("Norm", 95),
            from_zero=False,
        ),
        charts.bar_chart(
            bars(),
            title="Bezoekers per organisatie",
            language=language,
            unit="personen",
            target=charts.Target.always("Streven", 1500),
        ),
        charts.column_chart(
            bars(),
            title="Bezoekers per organisatie, staand",
            language=language,
            unit="personen",
            target=charts.Target.always("Streven", 1500),
        ),
        charts.share_chart(
            [
                charts.Shares("Noord", (420, 310, 90, 40)),
                charts.Shares("Oost", (120, 240, 180, 12)),
                charts.Shares("West", (120, gap, 180, 12)),
            ],
            ("Jeugd tot 12", "Jongeren", "Volwassenen", "Onbekend"),
            title="Leden naar leeftijd",
            language=language,
        ),
        charts.range_chart(
            [
                charts.Progress("Taalhuizen", 7, 9, 12),
                charts.Progress("Scholen met een leesconsulent", 11, 14, 13),
                charts.Progress("Inlooppunten", Missing.NO_DATA, 6, 8),
                charts.Progress("Voorleesdagen", 5, later, 6),
            ],
            title="Van 2024 naar het streven",
            language=language,
            words=("2024", "2025", "streven"),
        ),
    ]


def spark(language: str) -> charts.Chart:
    """Draw the small line of a tile."""
    return charts.sparkline(
        QUARTERS, (7, 7, 8, Missing.NOT_REPORTED, 8, 9, 9), title="Taalhuizen", language=language
    )
