"""The casts and the samples of the role matrix: who knocks, and on which object.

All objects are unfinished business of one organisation, OWN; its manager and director knock, the
manager of another one, three roles of the support institution, a blocked account and a passer-by.
"""

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from biblionet.accounts import actions as accounts
from biblionet.accounts.models import FeedToken, User
from goals.models import (
    Action,
    Assignment,
    Evidence,
    Framework,
    Objective,
    Performance,
    ProgressUpdate,
    Target,
)
from goals.overviews import JudgedAnswer, submission
from libraries.models import (
    Branch,
    Figure,
    Import,
    Indicator,
    Membership,
    Municipality,
    Organisation,
    Period,
    Publication,
    Reading,
    Year,
)
from programmes.models import (
    Check,
    CollectionProfile,
    Fulfilment,
    LegalTask,
    Obligation,
    Programme,
    Question,
    Questionnaire,
    Requirement,
    Return,
)
from programmes.overviews import sheet_of
from reports import actions as reports
from reports.models import Build, Edition, Outline, Report
from tests.factories.libraries import EntryFactory, FigureFactory
from tests.factories.programmes import RequirementFactory
from tests.forms import samples_of_forms
from tests.libraries import importing

TABLE = Path(__file__).resolve().parent / "role_matrix.csv"
OWN, OTHER = "bind", "facet"
YEAR = Year(2025, is_example=True)
OF_IMPORT = (
    *("import", "import_columns", "import_progress", "import_remarks"),
    *("check_import", "apply_import", "undo_import"),
)
ROLES = (
    "passer_by",
    "manager_own",
    "manager_other",
    "director_own",
    "poi_staff",
    "poi_editor",
    "poi_admin",
    "blocked",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: an address by name, how it is asked, and what each role gets."""

    name: str
    method: str
    expected: dict[str, str]


def table() -> list[Line]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Line(row["name"], row["method"], {role: row[role] for role in ROLES})
            for row in csv.DictReader(file, strict=True)
        ]


def cast(people: object) -> dict[str, User | None]:
    """Return who knocks, by role; nobody is a passer-by."""
    blocked = User.objects.create_user("geblokkeerd@example.org", name="Geblokkeerd")
    scope = Organisation.objects.get(code=OWN)
    Membership.objects.create(
        user=blocked, scope=scope, role=Membership.Role.MANAGER, starts="2019-01-01"
    )
    return {
        "passer_by": None,
        "manager_own": people.managers[OWN],
        "manager_other": people.managers[OTHER],
        "director_own": people.directors[OWN],
        "poi_staff": people.staff,
        "poi_editor": people.editor,
        "poi_admin": people.admin,
        "blocked": blocked,
    }


def sign_in(user: User | None) -> str:
    """Return the session of somebody who signed in; a blocked account was blocked since."""
    client = Client()
    if user is None:
        return ""
    client.force_login(user)
    if user.name == "Geblokkeerd":
        User.objects.filter(pk=user.pk).update(is_active=False)
    return client.session.session_key


def knock(session: str, method: str, address: str) -> str:
    """Return the status of an answer in a word: a number, or 'sign in'."""
    client = Client(raise_request_exception=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    response = client.generic(method, address)
    for close in response._resource_closers:  # response.close() would close the database too
        close()
    where = response.headers.get("Location", "")
    if response.status_code == 302 and where.startswith(reverse(settings.LOGIN_URL)):
        return "sign in"
    return str(response.status_code)


@dataclass
class Samples:
    """The arguments with which each address is tried."""

    folder: Path
    director: User
    said: str = ""  # what OWN says of what it met

    def address(self, name: str) -> str:
        return reverse(name, args=self.arguments.get(name, ()))

    @cached_property
    def arguments(self) -> dict[str, tuple[object, ...]]:
        return {
            **self._goals(),
            **self._libraries(),
            **self._reports(),
            **self._months(),
            "programmes:legal_task": (LegalTask.objects.first().code,),
            "programmes:requirements_of_year": (YEAR,),
            "programmes:requirement": (YEAR, Requirement.objects.first().code),
            "programmes:programme": (Programme.objects.first().code,),
            "home:organisation": (OWN,),
            "home:feedback": (Return.objects.filter(scope__code=OWN, state="accepted").first().pk,),
            "home:organisation_file": (OWN, YEAR, Indicator.objects.first().code, "csv"),
            "home:organisation_in_year": (OWN, YEAR),
            "home:remind": (self.update("draft").period_id, self.update("draft").scope_id),
            "home:calendar": (self.calendar,),
            **self._obligations(),
            **self._questionnaires(),
            **samples_of_forms(OWN, YEAR, self.director),
            "account_reset_password_from_key": ("1", "1"),
        }

    def _questionnaires(self) -> dict[str, tuple[object, ...]]:
        """One that was handed out and answered, one that is a copy, one in which is chosen."""
        asked = Question.objects.filter(section__questionnaire=self.given.questionnaire).first()
        choice = Question.objects.filter(kind=Question.Kind.CHOICE).first()
        check = Check.objects.filter(questionnaire=self.given.questionnaire).first()
        code = self.given.questionnaire.code
        chosen = (choice.section.questionnaire.code, choice.pk)
        of_it = ("questionnaire", "questionnaire_file", "build_questionnaire", "move_part")
        ways = ("change_questionnaire", "remove_questionnaire", "copy_questionnaire")
        of_section, of_question = ("change_section", "add_question"), ("change_question",)
        return {
            **{f"programmes:{name}": (code,) for name in (*of_it, *ways)},
            **{f"programmes:{name}": (code,) for name in ("add_section", "add_check")},
            **{f"programmes:{name}": (code, asked.section_id) for name in of_section},
            **{f"programmes:{name}": (code, asked.pk) for name in of_question},
            "programmes:questions_file": (code, "csv"),
            "programmes:difference": (Questionnaire.objects.exclude(follows=None).first().code,),
            "programmes:set_options": chosen,
            "programmes:add_question_check": chosen,
            "programmes:change_check": (code, check.pk),
            "programmes:remove_part": (code, "vraag", asked.pk),
        }

    def _months(self) -> dict[str, tuple[object, ...]]:
        """A year of OWN of which two months are accepted, and one number of another waits."""
        own = Organisation.objects.get(code=OWN)
        month = Return.objects.get(
            questionnaire__code="ibl", scope=own, period__end=f"{YEAR.number}-12-31"
        )
        slot = sheet_of(month).slots[0]
        EntryFactory(
            figure=FigureFactory(indicator=slot.indicator, scope=own, period=month.period),
            is_submitted=True,
        )
        place = ("ibl", YEAR, own.pk)
        norm = RequirementFactory(per_member=True, measured_at=month.questionnaire.asked_of)
        profile = CollectionProfile.objects.first()
        alone = ("months", "paste_months", "take_back_paste", "accept_months")
        return {
            **{f"programmes:{name}": place for name in alone},
            "programmes:months_of_all": ("ibl",),
            "programmes:months_in_year": ("ibl", YEAR),
            "programmes:months_file": (*place, "csv"),
            "programmes:months_row": (*place, slot.key),
            "programmes:submit_months": (*place, 12),
            "programmes:withdraw_month": (*place, 12),
            "programmes:send_back_month": (*place, f"{slot.key}-12"),
            "programmes:collection_in_year": (YEAR,),
            "programmes:use_profile": (YEAR, profile.code, OWN),
            "programmes:requirement_of_member": (YEAR, norm.code, own.pk),
        }

    @cached_property
    def calendar(self) -> str:
        """The secret of the director's calendar."""
        return accounts.renew_calendar(person=self.director)

    def _obligations(self) -> dict[str, tuple[object, ...]]:
        """What the network owes, which OWN said it met; and what it did not say so of."""
        owed = Obligation.objects.filter(asked_of__code="drenthe", questionnaire=None)
        open_one, met = owed.order_by("code")[:2]
        scope = Organisation.objects.get(code=OWN)
        Fulfilment.objects.create(
            obligation=met, scope=scope, met_on="2024-03-01", by=self.director, note=self.said
        )
        names = ("obligation", "change_obligation", "copy_obligation")
        return {
            **{f"home:{name}": (met.code,) for name in names},
            "home:mark_met": (open_one.code, scope.pk),
            "home:unmark": (met.code, scope.pk),
        }

    def _goals(self) -> dict[str, tuple[object, ...]]:
        objective = Objective.objects.filter(framework=Framework.objects.first()).first()
        thing = (objective.framework.code, objective.code)
        shown = (YEAR, *thing, objective.shown_by.first().indicator.code)
        action = Action.objects.first()
        draft, submitted = self.update("draft"), self.update("submitted")
        evidence = Evidence.objects.exclude(progress_update__state="accepted").get(
            progress_update__scope__code=OWN
        )
        year_only = dict.fromkeys(
            (
                "goals:objectives_in_year",
                "goals:targets_in_year",
                "goals:performances_in_year",
            ),
            (YEAR,),
        )
        of_draft = ("update", "check_update", "submit_update", "add_evidence")
        of_submitted = (
            "withdraw_update",
            "review",
            "accept_update",
            "send_back_update",
        )
        return {
            **year_only,
            **{f"goals:{name}": (draft.pk,) for name in of_draft},
            **{f"goals:{name}": (submitted.pk,) for name in of_submitted},
            "goals:action": (action.code,),
            "goals:action_in_year": (YEAR, action.code),
            "goals:figure_file": (*shown, "csv"),
            "goals:word": shown,
            "goals:framework": (objective.framework.code,),
            "goals:pillar": (objective.framework.code, 1),
            "goals:pillar_in_year": (YEAR, objective.framework.code, 1),
            "goals:objective": thing,
            "goals:objective_in_year": (YEAR, *thing),
            "goals:end_assignment": (self.assignment.pk,),
            "goals:change_target": (Target.objects.first().pk,),
            "goals:change_performance": (Performance.objects.first().pk,),
            "goals:evidence": (evidence.pk,),
            "goals:remove_evidence": (evidence.pk,),
            "goals:quarter": (draft.period_id, draft.scope_id),
            "goals:submit_quarter": (draft.period_id, draft.scope_id),
            "goals:withdraw_quarter": (draft.period_id, draft.scope_id),
            "goals:submission": (draft.period_id, draft.scope_id),
            "goals:accept_submission": (draft.period_id, draft.scope_id),
            "goals:send_back_answer": (self.given.pk, self.answer.slot.key),
            "goals:write_update": (draft.period_id, self.assignment.pk),
        }

    def update(self, state: str) -> ProgressUpdate:
        """An update of OWN that is not accepted, in the quarter that is open."""
        return ProgressUpdate.objects.filter(
            scope__code=OWN, state=state, period__closed_at__isnull=True
        ).first()

    @cached_property
    def assignment(self) -> Assignment:
        return Assignment.objects.filter(scope__code=OWN).first()

    @cached_property
    def given(self) -> Return:
        """The return of a quarter of OWN of which something waits."""
        return Return.objects.with_labels().get(
            questionnaire__layout="rows",
            scope__code=OWN,
            period__closed_at__isnull=True,
            period__is_example=True,
        )

    @cached_property
    def answer(self) -> JudgedAnswer:
        """One of its answers that waits."""
        found = submission(self.given.scope, self.given.period)
        return next(one for one in found.returns[0].answers if one.is_waiting)

    @cached_property
    def token(self) -> FeedToken:
        """A key of the manager of OWN to the figures."""
        manager = Membership.objects.get(scope__code=OWN, role="manager", user__is_demo=True).user
        token, _secret = accounts.make_feed_token(
            name="Rolmatrix", days=31, by=manager, today=timezone.localdate()
        )
        return token

    def _libraries(self) -> dict[str, tuple[object, ...]]:
        branch, place = Branch.objects.filter(owner__code=OWN).first(), Municipality.objects.first()
        submitted = Reading.objects.filter(
            workflow="submitted", figure__scope__owner__code=OWN
        ).first()
        figure = submitted.figure
        alone = {
            "figure__scope": figure.scope,
            "figure__period": figure.period,
            "figure__indicator__period_kind": figure.period.kind,
            "figure__indicator__level": figure.scope.kind,
        }
        draft, waiting = EntryFactory(**alone), EntryFactory(**alone, is_submitted=True)
        conflict = Figure.objects.filter(
            current__isnull=True, period__is_example=True, readings__workflow="accepted"
        ).first()
        code = (figure.indicator.code,)
        period = Period.objects.example().filter(closed_at__isnull=True).first()
        of_period = ("period", "open_period", "close_period", "grant_exception")
        return {
            **{f"home:{name}": (period.pk,) for name in of_period},
            "libraries:branch": (branch.code,),
            "libraries:branch_in_year": (branch.code, Year(2023)),
            "libraries:municipality": (place.code,),
            "libraries:municipality_in_year": (place.code, YEAR),
            "libraries:network_in_year": (YEAR,),
            "libraries:indicator": code,
            "libraries:where": code,
            "libraries:enter": (draft.figure.indicator.code, figure.scope_id, figure.period_id),
            "libraries:publication": (Publication.objects.first().code,),
            "libraries:choose": (conflict.pk,),
            "libraries:accept_reading": (waiting.pk,),
            "libraries:discard_reading": (draft.pk,),
            "libraries:send_back_reading": (waiting.pk,),
            "libraries:withdraw_reading": (waiting.pk,),
            "libraries:figures_list": ("csv",),
            "libraries:end_membership": (Membership.objects.first().pk,),
            "libraries:feed_csv": ("facts",),
            "libraries:feed_json": ("facts",),
            "libraries:revoke_feed_token": (self.token.pk,),
            **{f"libraries:{name}": (self.batch.pk,) for name in OF_IMPORT},
        }

    @cached_property
    def batch(self) -> Import:
        """A file with figures of which a row was refused."""
        staff = Membership.objects.filter(role=Membership.Role.POI_STAFF).first().user
        rows = [importing.row(scope_code=OWN, indicator_code="NONE")]
        return importing.bring_in(importing.write_csv(self.folder / "figures.csv", rows), staff)

    def _reports(self) -> dict[str, tuple[object, ...]]:
        edition, build = self.edition, self.build
        report = edition.report
        placed = report.texts.first()
        of_edition = ("edition", "order_file")
        of_build = ("build", "build_progress", "download")
        unaccepted = Figure.objects.filter(
            scope__owner__code=OWN, readings__workflow="submitted"
        ).exclude(readings__workflow="accepted")
        return {
            **{f"reports:{name}": (edition.pk,) for name in of_edition},
            **{f"reports:{name}": (build.pk,) for name in of_build},
            "reports:report": (report.pk,),
            "reports:order": (report.pk,),
            "reports:block_text": (report.pk, placed.block.key),
            "reports:text": (placed.text.key,),
            "reports:write_text": (placed.text.key,),
            "reports:chapter": (edition.pk, edition.contents["chapters"][0]["key"]),
            "reports:published_figure": (edition.pk, edition.figures.first().code),
            "reports:outline": (Outline.objects.first().code,),
            "reports:figure": (unaccepted.first().pk,),
        }

    @cached_property
    def edition(self) -> Edition:
        """A concept of the report about OWN itself."""
        report = Report.objects.get(scope__code=OWN, period__is_example=True)
        return reports.freeze(report=report, by=self.director)

    @cached_property
    def build(self) -> Build:
        """Its file, finished."""
        build = reports.order_build(edition=self.edition, by=self.director)
        file = self.folder / "report.pdf"
        file.write_bytes(b"%PDF-1.7 a file of the role matrix")
        reports.finish(reports.claim(build.pk), file=file, printed=reports.Printed(pages=1))
        return build
