"""Advice we gave, and whether they took it (R35). Append-only, in the database too: a trigger refuses every change.

What comes of a piece of advice is a row of its own. Advice written down by mistake gets the answer `mistaken`; it
stays readable, as everything about custody must.
"""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.care.models.noted import AboutSomeone
from regulars.people.models import Account
from regulars.team.models import Member
from regulars.timeline.models import Event, record


class AdviceQuerySet(models.QuerySet["Advice"]):
    def visible_to(self, member: Member) -> Self:
        return self.filter(account__in=Account.objects.visible_to(member))


class Advice(AboutSomeone):
    account = models.ForeignKey(Account, models.CASCADE, related_name="care_advice", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    given_on = models.DateField(_("given on"), default=timezone.localdate)
    words = models.CharField(_("what we advised"), max_length=1000)
    dependency = models.ForeignKey("care.Dependency", models.SET_NULL, null=True, related_name="advice")

    objects: ClassVar = AdviceQuerySet.as_manager()
    told: Event | None = None

    class Meta:
        indexes = [models.Index(fields=["account", "-given_on"], name="advice_of_account")]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="advice_said")]

    def __str__(self) -> str:
        return self.words

    @classmethod
    @transaction.atomic
    def give(cls, account: Account, *, by: Member, words: str, given_on: date, **about: object) -> Self:
        """`about`: person, dependency."""
        advice = cls(account=account, by=by, words=words, given_on=given_on, **about)
        advice.save(force_insert=True)
        advice.told = record("care.advice_given", by=by, account_id=account.pk, pk=advice.pk)
        return advice

    @transaction.atomic
    def answer(self, answer: str, *, by: Member, words: str = "") -> "AdviceAnswer":
        """What came of it, today; a later answer stands beside an earlier one."""
        made = AdviceAnswer(advice=self, answer=Answer(answer), words=words.strip(), by=by)
        made.save(force_insert=True)
        named = {"account_id": self.account_id, "pk": self.pk}
        self.told = record("care.advice_answered", by=by, **named, answer=made.answer, row=made.pk)
        return made


class Answer(TextChoices):
    TAKEN = "taken", _("they took it")
    DECLINED = "declined", _("they declined it")
    MISTAKEN = "mistaken", _("written down by mistake")
    UNANSWERED = "unanswered", _("open again")


class AdviceAnswer(models.Model):
    advice = models.ForeignKey(Advice, models.CASCADE, related_name="answers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    answer = models.CharField(max_length=10, choices=Answer)
    words = models.CharField(max_length=500, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="advice_answer_known")
        ]

    def __str__(self) -> str:
        return self.answer
