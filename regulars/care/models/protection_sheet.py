"""The protection sheet of a top account: who looks after them, how happy they are, what we do next (R29).

Each writing is a row of its own and the newest counts, so that nothing is lost. Owner and backup are the account's,
the next review is the open Review.
"""

from datetime import date, timedelta
from typing import Self

from django.db import models, transaction
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regulars.care.errors import CopiedSheet
from regulars.care.models.noted import Noted
from regulars.lib.folding import fold
from regulars.people.models import Account
from regulars.team.models import Member
from regulars.timeline.models import record


class Reading(TextChoices):
    DELIGHTED = "delighted", _("delighted")
    CONTENT = "content", _("content")
    LUKEWARM = "lukewarm", _("lukewarm")
    UNHAPPY = "unhappy", _("unhappy")


class Missing(TextChoices):
    """What a sheet may lack, in the order in which it is told."""

    OWNER = "owner", _("who looks after them")
    BACKUP = "backup", _("who does when that one is away")
    READING = "reading", _("how happy they are")
    IDEA = "idea", _("our next idea for them")
    REVIEW = "review", _("the next review")


class ProtectionSheet(Noted):
    reading = models.CharField(_("how happy they are"), max_length=10, choices=Reading)
    read_on = models.DateField(_("known since"), default=timezone.localdate)
    how_known = models.CharField(_("how we know"), max_length=300)
    idea = models.CharField(_("our next idea for them"), max_length=300)
    folded = models.CharField(max_length=300, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["account", "-id"], name="sheet_of_account"),
            models.Index(fields=["folded"], name="sheet_by_words"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(reading__in=Reading.values), name="sheet_reading_known"),
            models.CheckConstraint(condition=~Q(idea="") & ~Q(how_known=""), name="sheet_filled"),
        ]

    def __str__(self) -> str:
        return self.idea

    @classmethod
    @transaction.atomic
    def write(cls, account: Account, *, by: Member, idea: str, **about: object) -> Self:
        """`about`: reading, read_on, how_known. Raises CopiedSheet where another account's sheet says the same."""
        folded = in_general(idea, account)
        twin = cls.objects.standing().filter(folded=folded).exclude(account=account).select_related("account")
        if (found := twin.first()) is not None:
            sentence = gettext("The same idea stands on the sheet of %(name)s. Write what fits these people.")
            raise CopiedSheet(sentence % {"name": found.account.name})
        sheet = cls.add(account, by=by, idea=idea, folded=folded, **about)
        sheet.told = record("care.sheet_written", by=by, **sheet.named)
        return sheet


def in_general(idea: str, account: Account) -> str:
    """`idea` without case, marks and the account's own name: what is left of a text copied with another name put in."""
    own = set(fold(account.name).split())
    return " ".join(word for word in fold(idea).split() if word not in own)[:300]


def missing_parts(
    account: Account,
    *,
    read_on: date | None,
    written_on: date | None,
    next_review: date | None,
    today: date,
    stale_days: int,
) -> list[Missing]:
    """What the sheet of `account` lacks, or has let grow old. `read_on` and `written_on` are the newest sheet's days,
    `next_review` the day of the open review; None where there is none."""
    old = today - timedelta(days=stale_days)
    lacks = {
        Missing.OWNER: account.owner_id is None,
        Missing.BACKUP: account.backup_id is None,
        Missing.READING: read_on is None or read_on < old,
        Missing.IDEA: written_on is None or written_on < old,
        Missing.REVIEW: next_review is None or next_review < today,
    }
    return [part for part, lacking in lacks.items() if lacking]
