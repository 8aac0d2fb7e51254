"""Rows of reports for tests; every value written down, nothing by chance."""

import factory
from django.utils import timezone

from libraries.models import Scope
from reports import standing
from reports.models import Block, Build, Edition, Outline, Report, ReportText, Text, TextRevision
from tests.factories.libraries import PeriodFactory, ScopeFactory


class OutlineFactory(factory.django.DjangoModelFactory):
    """An outline of the network's report, for every year from 2000."""

    class Meta:
        model = Outline

    code = factory.Sequence(lambda n: f"opzet-{n}")
    kind = Outline.Kind.PROVINCIAL
    title = "Jaarverslag {year} {scope}"
    first_year = 2000


class BlockFactory(factory.django.DjangoModelFactory):
    """A block at the end of its outline; a chapter unless told otherwise."""

    class Meta:
        model = Block

    outline = factory.SubFactory(OutlineFactory)
    position = factory.LazyAttribute(lambda block: block.outline.blocks.count() + 1)
    kind = Block.Kind.HEADING
    level = factory.LazyAttribute(lambda block: 1 if block.kind == Block.Kind.HEADING else 0)
    key = factory.Sequence(lambda n: f"blok-{n}")
    title = factory.LazyAttribute(
        lambda block: "Hoofdstuk" if block.kind == Block.Kind.HEADING else ""
    )


class ReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Report

    outline = factory.SubFactory(OutlineFactory)
    scope = factory.SubFactory(ScopeFactory, kind=Scope.Kind.NETWORK)
    period = factory.SubFactory(PeriodFactory)


class TextFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Text

    key = factory.Sequence(lambda n: f"tekst-{n}")
    name = factory.Sequence(lambda n: f"Tekst {n}")


class RevisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TextRevision

    text = factory.SubFactory(TextFactory)
    number = 1
    body = "Een alinea."


class PlacingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReportText

    report = factory.SubFactory(ReportFactory)
    block = factory.SubFactory(BlockFactory, kind=Block.Kind.TEXT)
    text = factory.SubFactory(TextFactory)


def small_dossier(**changes: object) -> dict[str, object]:
    """Return contents of one chapter with one sentence, as an edition keeps them."""
    contents = {
        "outline": "opzet",
        "kind": "provincial",
        "language": "nl",
        "title": "Jaarverslag 2023",
        "subtitle": "",
        "owner": "Stichting",
        "scope_kind": "network",
        "scope": "net",
        "scope_name": "Netwerk",
        "year": 2023,
        "period": "2023",
        "is_example": False,
        "chapters": [
            {
                "key": "een",
                "title": "Een",
                "number": "1",
                "blocks": [
                    {
                        "kind": "text",
                        "key": "een-tekst",
                        "title": "",
                        "paragraphs": [{"runs": [{"text": "Een alinea."}]}],
                    }
                ],
            }
        ],
        "facts": [],
    }
    return contents | changes


class EditionFactory(factory.django.DjangoModelFactory):
    """A concept with one chapter and no figures."""

    class Meta:
        model = Edition

    report = factory.SubFactory(ReportFactory)
    number = 1
    contents = factory.LazyFunction(small_dossier)
    digest = factory.LazyAttribute(lambda edition: standing.digest(repr(edition.contents).encode()))


class BuildFactory(factory.django.DjangoModelFactory):
    """A production that waits; `is_running` has a lease of half a minute, `is_lost` had one."""

    class Meta:
        model = Build

    edition = factory.SubFactory(EditionFactory)

    class Params:
        is_running = factory.Trait(
            state=Build.State.RUNNING,
            attempt=1,
            token=factory.LazyFunction(Build.new_token),
            lease_until=factory.LazyFunction(lambda: timezone.now() + Build.LEASE),
        )
        is_lost = factory.Trait(
            state=Build.State.RUNNING,
            attempt=1,
            token=factory.LazyFunction(Build.new_token),
            lease_until=factory.LazyFunction(lambda: timezone.now() - Build.LEASE),
        )
        is_done = factory.Trait(
            state=Build.State.DONE,
            stage=Build.Stage.READY,
            sha256="a" * 64,
            finished_at=factory.LazyFunction(timezone.now),
        )
        is_failed = factory.Trait(
            state=Build.State.FAILED,
            failure="engine",
            finished_at=factory.LazyFunction(timezone.now),
        )
