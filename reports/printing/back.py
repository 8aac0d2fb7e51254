"""Sets what stands at the back: every figure with its definition and sources, and the colophon."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.printing import words
from reports.printing.places import Place
from reports.printing.setting import Setting
from reports.standing import Annex, Colophon, Fact


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure in the annex."""

    code: str
    address: str
    identity: str
    scope: str
    period: str
    figure: SafeString
    sources: tuple[tuple[str, str], ...]  # title, address or nothing
    remarks: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator with one version of its definition, and its figures."""

    name: str
    unit: str
    text: str
    version: int
    entries: tuple[Entry, ...]


def set_annex(setting: Setting, place: Place, block: Annex) -> SafeString:
    """Set every figure of the report, by indicator and version of its definition."""
    return setting.render("annex", place=place, block=block, definitions=_definitions(setting))


def _definitions(setting: Setting) -> Iterator[Definition]:
    def together(fact: Fact) -> tuple[str, str, int]:
        return fact.name.lower(), fact.indicator, fact.definition_version

    ordered = sorted(
        setting.dossier.facts, key=lambda fact: (together(fact), -fact.year, fact.code)
    )
    for _key, group in groupby(ordered, key=together):
        facts = list(group)
        yield Definition(
            name=facts[0].name,
            unit=words.unit_of(facts[0]),
            text=facts[0].definition,
            version=facts[0].definition_version,
            entries=tuple(_entry(setting, fact) for fact in facts),
        )


def _entry(setting: Setting, fact: Fact) -> Entry:
    return Entry(
        code=fact.code,
        address=setting.address(fact.code),
        identity=words.identity(fact),
        scope=fact.scope_name,
        period=words.period_of(fact),
        figure=setting.figure(fact),
        sources=tuple((source.title, _web(source.url)) for source in fact.sources),
        remarks=tuple(_remarks(setting, fact)),
        parts=tuple(code for code in fact.parts if code in setting.facts),
    )


def _web(address: str) -> str:
    return address if address.startswith(("https://", "http://")) else ""


def _remarks(setting: Setting, fact: Fact) -> Iterator[str]:
    """Yield all there is to say, most serious first."""
    yield from words.warnings(fact, language=setting.language)
    yield from words.other_values(fact, language=setting.language)
    manner = [word for word in (words.finality_of(fact), words.method_of(fact)) if word]
    if manner:
        yield words.sentence(", ".join(manner))
    if fact.part == "whole":
        yield _("The whole institution, not only the library.")
    if fact.coverage and fact.coverage.expected > 1 and fact.coverage.is_whole:
        yield words.sentence(words.covered(fact.coverage))
    yield from words.explanations(fact, language=setting.language)
    approvals = {(source.approver, source.accepted_on) for source in fact.sources}
    for approver, day in sorted(approvals):
        if approver and day and "@" not in approver:  # a function, never an address
            yield _("Accepted by %(who)s on %(day)s.") % {"who": approver, "day": words.day(day)}


def set_colophon(setting: Setting, place: Place, block: Colophon) -> SafeString:
    """Set how the report came about: version, moment, digest, where to follow a figure."""
    return setting.render("colophon", place=place, block=block, lines=imprint_lines(setting))


def imprint_lines(setting: Setting) -> list[tuple[str, str]]:
    """Return name and value of everything that identifies this edition."""
    dossier, imprint = setting.dossier, setting.imprint
    return [
        (_("Published by"), dossier.owner),
        (_("About"), f"{dossier.scope_name}, {dossier.year}"),
        (_("Version"), version_of(setting)),
        (_("Contents frozen"), words.moment(imprint.frozen_at)),
        (_("Figures"), str(len(dossier.facts))),
        (_("Digest of the contents (SHA-256)"), imprint.digest),
        (_("Portal"), imprint.address),
        (_("Typeface"), "Source Sans 3 (SIL Open Font License 1.1)"),
        (_("File"), pgettext("file", "PDF/A-3a and PDF/UA-1, made with WeasyPrint")),
    ]


def version_of(setting: Setting) -> str:
    """Return the version as people say it; a concept says that it is one."""
    version = capfirst(setting.imprint.version)
    if setting.imprint.state == "concept":
        return _("%(version)s, not adopted yet") % {"version": version}
    if setting.imprint.state == "replaced":
        return _("%(version)s, replaced by a later one") % {"version": version}
    return version
