"""What they said, and what they meant once a second question was asked (S47)."""

from typing import Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regulars.care.errors import NotAsked
from regulars.care.models.noted import AboutSomeone, Noted
from regulars.people.models import Account
from regulars.team.models import Member
from regulars.timeline.models import record


class SaidMeant(Noted, AboutSomeone):
    """`meant` stands beside the question that brought it out and is in their words: nobody guesses what they really mean."""

    said = models.CharField(_("what they said"), max_length=300)
    asked = models.CharField(_("the second question we asked"), max_length=300, blank=True)
    meant = models.CharField(_("what they answered"), max_length=300, blank=True)
    heard_on = models.DateField(_("heard on"), default=timezone.localdate)
    need = models.CharField(_("why we need to keep this"), max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-heard_on"], name="said_of_account")]
        constraints = [
            models.CheckConstraint(condition=~Q(said=""), name="said_said"),
            models.CheckConstraint(condition=Q(meant="") | ~Q(asked=""), name="meant_only_when_asked"),
        ]

    def __str__(self) -> str:
        return self.said

    @classmethod
    @transaction.atomic
    def hear(cls, account: Account, *, by: Member, **about: object) -> Self:
        """`about`: said, asked, meant, heard_on, person, need. Raises NotAsked for a meaning nobody asked for."""
        must_be_asked(str(about.get("asked", "")), str(about.get("meant", "")))
        heard = cls.add(account, by=by, **about)
        heard.told = record("care.said", by=by, **heard.named)
        return heard

    @transaction.atomic
    def answer(self, *, by: Member, asked: str, meant: str) -> None:
        """The second question was asked, and this is what they answered."""
        must_be_asked(asked, meant)
        changed = self.put({"meant": ""}, asked=asked.strip(), meant=meant.strip())
        self.told = record("care.meant", by=by, **self.named, **changed)


def must_be_asked(asked: str, meant: str) -> None:
    if meant.strip() and not asked.strip():
        raise NotAsked(
            gettext("Write down the question you asked them. What they really mean is theirs to say.")
        )
