"""The sentence at a chart, where an editor says it better than the rule."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from goals.models import Objective, Wording
from goals.overviews import figure_of
from libraries.models import Indicator, Year


@transaction.atomic
def word(
    *,
    objective: Objective,
    indicator: Indicator,
    year: Year,
    text: str,
    drafted: str,
    based_on: int,
    by: User,
) -> Wording:
    """Overrule the drafted sentence at a chart, or with no text let it stand again.

    `drafted` is the sentence the writer had before them, `based_on` the version of the words that
    stood there: ValidationError "changed" when either is another by now.
    """
    figure = figure_of(objective, indicator, year=year)
    if figure.drafted is None or figure.drafted.period is None:
        raise ValidationError(_("There are no figures to write about yet."), code="no_figures")
    stands = figure.wording.number if figure.wording else 0
    if drafted != figure.drafted.text or based_on != stands:
        raise _changed()
    try:
        with transaction.atomic():
            wording = Wording.objects.create(
                objective=objective,
                indicator=indicator,
                period=figure.drafted.period,
                number=stands + 1,
                text=" ".join(text.split()),
                drafted=drafted,
                figures=figure.drafted.figures,
                author=by,
            )
    except IntegrityError as clash:  # somebody saved in the same moment
        raise _changed() from clash
    record("wrote", wording, by=by, version=wording.number, text=wording.text)
    return wording


def _changed() -> ValidationError:
    return ValidationError(
        _("The figures or the sentence changed meanwhile. Read them again below, then save."),
        code="changed",
    )
