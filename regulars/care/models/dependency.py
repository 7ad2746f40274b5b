"""What they depend on and when it ends: a product, a version, a licence, a rule. We tell them in good time (R34)."""

from datetime import date
from typing import Self

from django.db import models, transaction
from django.db.models import F, Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regulars.care.errors import NotOurTrade
from regulars.care.models.advice import Advice
from regulars.care.models.noted import Noted
from regulars.lib.days import months_before
from regulars.people.models import Account
from regulars.team.models import Member
from regulars.timeline.models import record

STEPS = (18, 12, 6, 3)
"""Months before an end at which we speak of it. Who was told at a step is left alone until the next."""


class What(TextChoices):
    PRODUCT = "product", _("a product")
    VERSION = "version", _("a version")
    LICENCE = "licence", _("a licence")
    RULE = "rule", _("a rule or law")


class Dependency(Noted):
    what = models.CharField(_("it is"), max_length=10, choices=What, default=What.PRODUCT)
    words = models.CharField(_("what they depend on"), max_length=200)
    ends_on = models.DateField(_("it ends on"))
    support_stops_on = models.DateField(_("the last day of support"), null=True, blank=True)
    our_trade = models.BooleanField(_("this is our trade: we may advise on it"), default=False)
    told_on = models.DateField(null=True, editable=False)
    acted_on = models.DateField(null=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["account", "ends_on"], name="dependency_of_account"),
            models.Index(
                fields=["ends_on"],
                name="dependency_ahead",
                condition=Q(our_trade=True, acted_on=None, withdrawn_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="dependency_said"),
            models.CheckConstraint(condition=Q(what__in=What.values), name="dependency_what_known"),
            models.CheckConstraint(
                condition=Q(support_stops_on=None) | Q(support_stops_on__gte=F("ends_on")),
                name="dependency_support_outlasts",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @classmethod
    @transaction.atomic
    def note(cls, account: Account, *, by: Member, **about: object) -> Self:
        """`about`: what, words, ends_on, support_stops_on, our_trade."""
        made = cls.add(account, by=by, **about)
        made.told = record("care.dependency_noted", by=by, **made.named, words=made.words)
        return made

    @transaction.atomic
    def tell(self, *, by: Member, words: str) -> Advice:
        """They were advised: kept as advice, and the campaign rests until its next step. Raises NotOurTrade."""
        if not self.our_trade:
            raise NotOurTrade(
                gettext("This is not our trade, so we do not advise on it. Say whom to ask instead.")
            )
        advice = Advice.give(self.account, by=by, words=words, given_on=timezone.localdate(), dependency=self)
        self.put({"acted_on": None}, told_on=timezone.localdate())
        self.told = advice.told
        return advice

    @transaction.atomic
    def act(self, *, by: Member) -> None:
        """They have done what was needed: the campaign is over."""
        changed = self.put({"acted_on": None}, acted_on=timezone.localdate())
        self.told = record("care.dependency_acted", by=by, **self.named, words=self.words, **changed)

    def step(self, today: date) -> int | None:
        """Months of the newest step that has begun, 0 once it has ended; None while it is further away than any."""
        begun = [months for months in (*STEPS, 0) if self.ends_on <= months_before(today, -months)]
        return min(begun, default=None)
