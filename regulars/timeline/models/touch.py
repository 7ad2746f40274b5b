"""A touch: any contact with an account, two-way or not, sales or not, and what came of it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection, models, transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.timeline.models.event import Event, record
from regulars.timeline.models.tally import recount


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
    SAID_NO = "said_no", _("Said no")


NOTE_WORDS = SearchVector("note", config="simple")


class TouchQuerySet(models.QuerySet["Touch"]):
    def standing(self) -> Self:
        """Touches that nobody took back."""
        return self.filter(withdrawn_at=None)

    def contacts(self) -> Self:
        """Standing ones between people: no notes to ourselves, nothing a program sent."""
        return self.standing().filter(automatic=False).exclude(channel=Channel.NOTE)

    def saying(self, words: str) -> Self:
        """Those whose note has all of these words, by the index touch_note_words; operators in `words` are letters."""
        asked = SearchQuery(words, config="simple", search_type="plain")
        return self.annotate(note_words=NOTE_WORDS).filter(note_words=asked)


class Touch(models.Model):
    """Append-only: one logged by mistake is withdrawn, not deleted, and every reader asks for `standing()`.

    `automatic` is what a program sent by itself: an invoice, a reminder to pay, a series. It is told, and never counts.
    """

    account = models.ForeignKey(
        "people.Account", models.CASCADE, related_name="touches", db_index=False
    )  # touch_of_account serves it
    person = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="touches", db_index=False
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField(default=timezone.now)
    channel = models.CharField(max_length=20, choices=Channel)
    from_us = models.BooleanField(_("we started it"), default=True)
    two_way = models.BooleanField(_("they answered"), default=False)
    sales = models.BooleanField(_("we were selling"), default=False)
    thanks = models.BooleanField(_("we thanked them"), default=False, db_default=False)
    minutes = models.PositiveSmallIntegerField(_("minutes it took"), null=True, blank=True)
    note = models.TextField(_("what happened"), blank=True, max_length=5000)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    automatic = models.BooleanField(default=False, db_default=False, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = TouchQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["account", "-at", "-id"], name="touch_of_account"),
            models.Index(
                fields=["person", "-at", "-id"],
                name="touch_of_person",
                condition=models.Q(person__isnull=False),
            ),
            models.Index(
                fields=["member", "-at", "-id"],
                name="touch_of_member",
                condition=models.Q(member__isnull=False),
            ),
            models.Index(fields=["-at", "-id"], name="touch_by_time"),
            GinIndex(NOTE_WORDS, name="touch_note_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values), name="touch_channel_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.at:%Y-%m-%d}"

    def withdraw(self, *, by: Any) -> None:
        """Take back what was logged by mistake, and the notices it gave; doing it again changes nothing."""
        with transaction.atomic():
            done = Touch.objects.standing().filter(pk=self.pk).update(withdrawn_at=timezone.now())
            if done:
                recount([self.account_id])
                record("timeline.touch_withdrawn", by=by, account_id=self.account_id, channel=self.channel)


def log_touch(
    *, account_id: int, by: Any, channel: str, once: str = "", tell: Iterable[int] = (), **about: Any
) -> Touch | None:
    """Record one contact of `by` with an account, and tell the members `tell` of it.

    `about` is any of Touch's person, at, from_us, two_way, sales, thanks, minutes, note, outcome, automatic. `once` names
    the form it came from: the same form sent twice is logged once, and the second call returns None.
    """
    with transaction.atomic():
        if once and not _first_time(account_id, once):
            return None
        touch = Touch.objects.create(account_id=account_id, member=by, channel=channel, **about)
        touch.mentions.bulk_create([touch.mentions.model(touch=touch, member_id=pk) for pk in tell])
        recount([account_id])
        record("timeline.touched", by=by, account_id=account_id, touch=touch.pk, channel=channel, once=once)
    return touch


def _first_time(account_id: int, once: str) -> bool:
    """Whether no touch of the last day came from this form. The advisory lock makes two clicks wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"touch {once}"])
    recent = Event.objects.filter(account_id=account_id, at__gt=timezone.now() - timedelta(days=1))
    return not recent.filter(kind="timeline.touched", data__once=once).exists()
