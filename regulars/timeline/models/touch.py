"""A touch: any contact with an account, two-way or not, sales or not, and what came of it."""

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.timeline.models.event import Event, record


class Channel(TextChoices):
    CALL = "call", _("Call")
    WRITE = "write", _("E-mail or letter")
    MESSAGE = "message", _("Message")
    MEETING = "meeting", _("Meeting or visit")
    NOTE = "note", _("Note")


class Outcome(TextChoices):
    """What came of a contact that answered a risk; no risk closes without one."""

    WILL_ORDER = "will_order", _("Will order again")
    WAITING = "waiting", _("Fine, just not now")
    PROBLEM = "problem", _("Told us about a problem")
    LEAVING = "leaving", _("Has left, or is leaving")
    NO_ANSWER = "no_answer", _("No answer yet")


class TouchQuerySet(models.QuerySet["Touch"]):
    def standing(self) -> Self:
        """Touches that nobody took back."""
        return self.filter(withdrawn_at=None)


class Touch(models.Model):
    """Append-only: one logged by mistake is withdrawn, not deleted, and every reader asks for `standing()`."""

    account = models.ForeignKey("people.Account", models.CASCADE, related_name="touches")
    person = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="touches"
    )
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    channel = models.CharField(max_length=20, choices=Channel)
    from_us = models.BooleanField(_("we started it"), default=True)
    two_way = models.BooleanField(_("they answered"), default=False)
    sales = models.BooleanField(_("we were selling"), default=False)
    thanks = models.BooleanField(_("we thanked them"), default=False, db_default=False)
    minutes = models.PositiveSmallIntegerField(_("minutes it took"), null=True, blank=True)
    note = models.TextField(_("what happened"), blank=True, max_length=5000)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = TouchQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["account", "-at", "-id"], name="touch_of_account")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values), name="touch_channel_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.at:%Y-%m-%d}"

    def withdraw(self, *, by: Any) -> None:
        """Take back what was logged by mistake; doing it again changes nothing."""
        with transaction.atomic():
            done = Touch.objects.standing().filter(pk=self.pk).update(withdrawn_at=timezone.now())
            if done:
                record("timeline.touch_withdrawn", by=by, account_id=self.account_id, channel=self.channel)


def log_touch(*, account_id: int, by: Any, channel: str, once: str = "", **about: Any) -> Touch | None:
    """Record one contact of `by` with an account. `about` is any of Touch's person, from_us, two_way, sales, note, outcome.

    `once` names the form it came from: the same form sent twice is logged once, and the second call returns None.
    """
    with transaction.atomic():
        if once and not _first_time(account_id, once):
            return None
        touch = Touch.objects.create(account_id=account_id, member=by, channel=channel, **about)
        record("timeline.touched", by=by, account_id=account_id, touch=touch.pk, channel=channel, once=once)
    return touch


def _first_time(account_id: int, once: str) -> bool:
    """Whether no touch of the last day came from this form. The advisory lock makes two clicks wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"touch {once}"])
    recent = Event.objects.filter(account_id=account_id, at__gt=timezone.now() - timedelta(days=1))
    return not recent.filter(kind="timeline.touched", data__once=once).exists()
