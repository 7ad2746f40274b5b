"""What somebody asked for about their own data, and whether it was done in time: within one month by the calendar, three
where it is hard and they were told so (GDPR, article 12)."""

import calendar
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.people.models import Person
from regulars.people.models.sight import within
from regulars.team.models import Member
from regulars.timeline.models import record
from regulars.trust.rights.errors import RequestExtended, RequestSettled

MONTHS, LONGER = 1, 3


class Asked(TextChoices):
    SEE = "see", gettext_lazy("to see their data")
    CORRECT = "correct", gettext_lazy("to have something put right")
    ERASE = "erase", gettext_lazy("to have their data erased")
    STOP = "stop", gettext_lazy("to be left alone")


class Known(TextChoices):
    """How it is known that it is them who ask."""

    LINK = "link", gettext_lazy("they came by the link we gave them")
    THERE = "there", gettext_lazy("they stood before us, and we know them")
    CALLED = "called", gettext_lazy("we called them back on the number we have")
    WROTE = "wrote", gettext_lazy("they wrote from the address we have")
    PAPER = "paper", gettext_lazy("they showed who they are on paper")


class State(TextChoices):
    OPEN = "open", gettext_lazy("open")
    DONE = "done", gettext_lazy("done")
    REFUSED = "refused", gettext_lazy("refused")
    WITHDRAWN = "withdrawn", gettext_lazy("taken back by them")


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class RightsRequestQuerySet(models.QuerySet["RightsRequest"]):
    def visible_to(self, member: Member) -> Self:
        """Whoever sees a person sees what they asked for; what is left of an erased one, whoever sees everybody."""
        theirs = within(self.filter(person__removed_at=None), member, account="person__account")
        if member.is_active and member.access.whole:
            return self.filter(Q(person__removed_at=None) | Q(person=None))
        return theirs

    def open(self) -> Self:
        return self.filter(state=State.OPEN)


class RightsRequest(models.Model):
    """`whose` is the name, `words` what exactly they want; both go with an erasure, and `number` stays: of the person's record.
    `did` is what was done, in figures, `outcome` in words. `proposed` holds what they want besides: {what: value}. `file` is
    the name their data are kept under on the disk (rights.keeping), until `file_until`."""

    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="rights_requests")
    number = models.BigIntegerField(editable=False)
    whose = models.CharField(max_length=200, blank=True)
    asked = models.CharField(gettext_lazy("what they ask for"), max_length=10, choices=Asked)
    known = models.CharField(gettext_lazy("how we know it is them"), max_length=10, choices=Known)
    words = models.TextField(gettext_lazy("in their words"), max_length=2000, blank=True)
    proposed = models.JSONField(default=dict)
    asked_on = models.DateField(gettext_lazy("asked on"))
    due = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    extended_on = models.DateField(null=True)
    extended_why = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=500, blank=True)
    did = models.JSONField(default=dict)
    file = models.CharField(max_length=40, blank=True, editable=False)
    file_until = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = RightsRequestQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due"], condition=Q(state="open"), name="rights_request_open")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="rights_request_state_known"),
            models.CheckConstraint(
                condition=Q(state="open", settled_at=None) | (~Q(state="open") & Q(settled_at__isnull=False)),
                name="rights_request_settled_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.asked} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def who(self) -> str:
        return self.whose or _("Somebody whose data were erased (%(number)d)") % {"number": self.number}

    @property
    def in_time(self) -> bool:
        """Done by its day, or not late yet."""
        day = timezone.localdate(self.settled_at) if self.settled_at else timezone.localdate()
        return day <= self.due

    @classmethod
    @transaction.atomic
    def ask(
        cls,
        person: Person,
        *,
        asked: str,
        known: str,
        by: Member | None,
        on: date | None = None,
        **about: Any,
    ) -> "RightsRequest":
        """`by` None: they did so themselves. `about`: words, proposed. The same still open is that one again."""
        Person.objects.select_for_update().get(pk=person.pk)
        same = cls.objects.open().filter(person=person, asked=asked).exclude(asked=Asked.CORRECT).first()
        if same:
            return same
        day = on or timezone.localdate()
        made: RightsRequest = cls.objects.create(
            person=person, number=person.pk, whose=person.name, asked=asked, known=known, by=by,
            asked_on=day, due=months_later(day, MONTHS), **about,
        )  # fmt: skip
        about_it = {"person": person.pk, "request": made.pk, "asked": asked, "due": made.due.isoformat()}
        record("trust.rights_asked", by=by, account_id=person.account_id, **about_it)
        return made

    @transaction.atomic
    def extend(self, *, by: Member, why: str, told_on: date) -> None:
        """Two months more, for a reason they were told. Raises RequestExtended or RequestSettled."""
        if self.extended_on:
            raise RequestExtended(_("It was made longer once already; it may not be twice."))
        due = months_later(self.asked_on, LONGER)
        self._put(extended_on=told_on, extended_why=why, due=due)
        record("trust.rights_extended", by=by, due=due.isoformat(), **self._about)

    @transaction.atomic
    def settle(
        self, state: str, *, by: Member | None, outcome: str = "", did: dict[str, int] | None = None
    ) -> None:
        """Raises RequestSettled where somebody was quicker."""
        values = {"state": State(state), "settled_at": timezone.now(), "settled_by": by, "outcome": outcome}
        self._put(**values, did=did or {})
        record("trust.rights_settled", by=by, state=str(state), **self._about)

    def _put(self, **values: Any) -> None:
        if not RightsRequest.objects.open().filter(pk=self.pk).update(**values):
            raise RequestSettled(_("Somebody has settled this already. Look at it again."))
        for name, value in values.items():
            setattr(self, name, value)

    @property
    def _about(self) -> dict[str, Any]:
        """What every event about it carries; without the person, once they are forgotten."""
        about: dict[str, Any] = {"request": self.pk, "asked": self.asked}
        if self.person is None:
            return about | {"account_id": None}
        return about | {"account_id": self.person.account_id, "person": self.number}
