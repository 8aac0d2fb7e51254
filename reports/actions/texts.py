"""Writing the texts of reports. Every version is kept."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from libraries.models import Indicator, Scope
from reports.dossier import read_recipe
from reports.models import Block, Report, ReportText, Text, TextRevision
from reports.standing import references_in


@transaction.atomic
def write_text(
    *,
    text: Text,
    body: str,
    signed_as: str = "",
    source: str = "",
    based_on: int | None = None,
    by: User | None,
) -> TextRevision:
    """Add a version of a text; the same words make no new one.

    `based_on` is the version the writer had before them: ValidationError "changed" when somebody
    wrote another since. Also when a reference names no figure we could ever have.
    """
    body = "\n".join(line.rstrip() for line in body.strip().splitlines())
    check_references(body, name=text.name)
    latest = text.revisions.first()
    number = latest.number if latest else 0
    if based_on is not None and based_on != number:
        raise _changed()
    said = {"body": body, "signed_as": signed_as.strip(), "source": source.strip()}
    if latest and said == {name: getattr(latest, name) for name in said}:
        return latest
    try:
        with transaction.atomic():
            revision = text.revisions.create(number=number + 1, author=by, **said)
    except IntegrityError as clash:  # somebody saved in the same moment
        raise _changed() from clash
    record("wrote", text, by=by, version=revision.number)
    return revision


@transaction.atomic
def text_for(*, report: Report, block: Block, by: User | None) -> Text:
    """Return the text of a block of a report; make and place an empty one when there is none."""
    placed = ReportText.objects.filter(report=report, block=block).select_related("text").first()
    if placed:
        return placed.text
    if block.kind not in {Block.Kind.TEXT, Block.Kind.FOREWORD}:
        raise ValidationError(_("This block holds no text."), code="no_text_block")
    key = report.text_key(block, read_recipe(block).text)
    name = f"{report.title}: {report.fill_in(_called(block))}"[:160]
    text, _made = Text.objects.get_or_create(key=key, defaults={"name": name})
    place_text(report=report, block=block, text=text, by=by)
    return text


def _called(block: Block) -> str:
    """Return how people find a block: by its title, else by the heading it stands under."""
    headings = block.outline.blocks.filter(kind=Block.Kind.HEADING, position__lt=block.position)
    above = None if block.title else headings.order_by("position").last()
    return above.title if above else str(block)


@transaction.atomic
def place_text(*, report: Report, block: Block, text: Text, by: User | None) -> ReportText:
    """Put a text in a block of a report, in the place of the one that stood there."""
    placed, made = ReportText.objects.get_or_create(
        report=report, block=block, defaults={"text": text}
    )
    if not made and placed.text_id == text.pk:
        return placed
    if not made:
        placed.text = text
        placed.save(update_fields=["text"])
    owner = report.scope.owner_code
    record("placed a text in", report, by=by, scope=owner, block=block.key, text=text.key)
    return placed


@transaction.atomic
def place_known_texts(*, report: Report, by: User | None) -> int:
    """Place every text that is there for an empty block of a report; return how many."""
    taken = set(report.texts.values_list("block", flat=True))
    wanted = {
        report.text_key(block, read_recipe(block).text): block
        for block in report.outline.blocks.filter(kind__in=(Block.Kind.TEXT, Block.Kind.FOREWORD))
        if block.pk not in taken
    }
    known = Text.objects.filter(key__in=wanted)
    for text in known:
        place_text(report=report, block=wanted[text.key], text=text, by=by)
    return len(known)


def check_references(body: str, *, name: str) -> None:
    """Refuse a text that refers to an indicator or a place that does not exist."""
    references = references_in(body)
    indicators = set(
        Indicator.objects.filter(code__in=[one.indicator for one in references]).values_list(
            "code", flat=True
        )
    )
    places = {f"{kind}:{code}" for kind, code in Scope.objects.values_list("kind", "code")}
    for reference in references:
        if reference.indicator not in indicators or reference.scope not in {"self", *places}:
            raise ValidationError(
                _("The text “%(text)s” refers to %(reference)s, and there is no such figure."),
                code="unknown_reference",
                params={"text": name, "reference": str(reference)},
            )


def _changed() -> ValidationError:
    return ValidationError(
        _("Somebody changed this text meanwhile. Read the newest version and save again."),
        code="changed",
    )
