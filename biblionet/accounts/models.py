"""People who sign in, the letters they get, and the keys to their calendar and to the feed.

What they may do stands in libraries: memberships.
"""

import hashlib
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address, in lower case."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        user = self.model(email=email.lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in; the e-mail address is the unique name."""

    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("There already is somebody with this e-mail address.")},
    )
    name = models.CharField(_("name"), max_length=120)
    function = models.CharField(_("function"), max_length=120, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may enter the administration"), default=False)
    is_demo = models.BooleanField(_("demonstration account"), default=False)
    date_joined = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="accounts_user_email_in_lower_case",
                violation_error_message=_("Write the e-mail address in lower case."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class LetterQuerySet(models.QuerySet["Letter"]):
    def unsent(self) -> Self:
        return self.filter(sent_at__isnull=True)

    def waiting(self, at: datetime) -> Self:
        """Return the letters to send now: nobody has them in hand, and no attempt just failed."""
        return self.unsent().filter(try_at__lte=at)

    def of_the_week(self) -> Self:
        """Return the letters of which somebody gets one a week at most."""
        return self.filter(kind__in=Letter.OF_THE_WEEK)


class Letter(models.Model):
    """One mail to one person: ordered, then sent. It keeps no words but the subject.

    The key says what it is the only one of. The letters of a week have that week, so that a person
    gets one of them at most; one about what came back or was asked has the newest thing it tells.
    """

    class Kind(models.TextChoices):
        WEEKLY = "weekly", _("weekly letter")
        REMINDER = "reminder", _("reminder")
        ASKED = "asked", _("reminder by a person")
        SENT_BACK = "sent_back", _("sent back")
        DELEGATED = "delegated", _("asked by a colleague")

    OF_THE_WEEK = (Kind.WEEKLY, Kind.REMINDER, Kind.ASKED)

    user = models.ForeignKey(
        User, verbose_name=_("to"), on_delete=models.CASCADE, related_name="letters"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    key = models.CharField(_("key"), max_length=40)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    asked_by = models.ForeignKey(
        User,
        verbose_name=_("asked by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    ordered_at = models.DateTimeField(_("ordered at"), default=timezone.now)
    try_at = models.DateTimeField(
        _("not before"), default=timezone.now, help_text=_("In hand, or after a failed attempt.")
    )
    attempt = models.PositiveIntegerField(_("attempt"), default=0)
    problem = models.CharField(_("what was wrong"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True, db_index=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("-ordered_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "key"),
                name="accounts_letter_once",
                violation_error_message=_("This person already has this letter."),
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | ~models.Q(subject=""),
                name="accounts_letter_sent_has_subject",
                violation_error_message=_("A letter that was sent has a subject."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.user}"

    @property
    def is_of_the_week(self) -> bool:
        return self.kind in self.OF_THE_WEEK


class Told(models.Model):
    """That a letter tells somebody of one thing, by its key: nobody is told it twice."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="told")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(_("key"), max_length=40)

    class Meta:
        verbose_name = _("told")
        verbose_name_plural = _("told")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "key"),
                name="accounts_told_once",
                violation_error_message=_("This person was told so already."),
            ),
        )

    def __str__(self) -> str:
        return self.key


class CalendarKeyQuerySet(models.QuerySet["CalendarKey"]):
    def of(self, secret: str) -> Self:
        """Return the key that a secret fits. Hashes are looked up, so time tells nothing of it."""
        return self.filter(digest=CalendarKey.digest_of(secret))


class CalendarKey(models.Model):
    """What opens somebody's deadlines to a calendar program: the hash of a secret address."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="calendar_key")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("since"), default=timezone.now)

    objects = CalendarKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        return str(self.user)

    @staticmethod
    def digest_of(secret: str) -> str:
        """Return what is kept of a secret; it is long and random, so a plain hash will do."""
        return hashlib.sha256(secret.encode()).hexdigest()


class FeedTokenQuerySet(models.QuerySet["FeedToken"]):
    def of(self, secret: str) -> Self:
        """Return the key that a secret fits. Hashes are looked up, so time tells nothing of it."""
        return self.filter(digest=FeedToken.digest_of(secret))

    def usable(self, *, on: date) -> Self:
        """Return the keys that open something on a day: not revoked, not expired."""
        return self.filter(revoked_at__isnull=True, expires_on__gte=on)


class FeedToken(models.Model):
    """What lets a program read figures for somebody: the hash of a secret, until a day.

    It opens what its owner may see and no more; with `scopes` only of these, written as kind and
    code ("organisation:facet"), because what is counted about whom is kept on a higher floor.
    """

    LONGEST_DAYS = 366

    user = models.ForeignKey(
        User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="feed_tokens"
    )
    name = models.CharField(
        _("name"), max_length=80, help_text=_("What it is for, for example: Power BI of the team.")
    )
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(_("only of"), default=list, blank=True)
    made_at = models.DateTimeField(_("since"), default=timezone.now)
    expires_on = models.DateField(_("until"))
    last_used_on = models.DateField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User,
        verbose_name=_("revoked by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = FeedTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("key to the figures")
        verbose_name_plural = _("keys to the figures")
        ordering = ("-made_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="accounts_feedtoken_has_name",
                violation_error_message=_("Say what the key is for."),
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="accounts_feedtoken_revoked_at_and_by_together",
                violation_error_message=_("A revoked key says when and by whom."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def digest_of(secret: str) -> str:
        """Return what is kept of a secret; it is long and random, so a plain hash will do."""
        return hashlib.sha256(secret.encode()).hexdigest()

    def is_usable(self, *, on: date) -> bool:
        return self.revoked_at is None and on <= self.expires_on


class SignedInRequest(HttpRequest):
    """The request of a view behind the front door: `user` is always somebody."""

    user: User
