"""Hands out figures with codes, and the names and words that the chapters share."""

from reports.standing import (
    Fact,
    Paragraph,
    Run,
    Source,
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


def words(*runs: str | Run, is_item: bool = False) -> Paragraph:
    return Paragraph(
        tuple(run if isinstance(run, Run) else Run(text=run) for run in runs), is_item=is_item
    )
