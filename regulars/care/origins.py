"""How accounts came to us: which are still unknown, and asking about them one at a time, the biggest first (R4)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from regulars.care.models import OriginAsked
from regulars.people.models import Account
from regulars.people.models.sight import within
from regulars.retention.models import Score, ScoringRun
from regulars.team.models import Member


@dataclass(frozen=True)
class Unknown:
    """Of `accounts` at the last count, `known` have an origin and of `asked` nobody knows. `share`: not known, of all."""

    accounts: int
    known: int
    asked: int

    @property
    def share(self) -> float | None:
        return max(0, self.accounts - self.known) / self.accounts if self.accounts else None

    @property
    def to_ask(self) -> int:
        return max(0, self.accounts - self.known - self.asked)


def share_unknown() -> Unknown:
    """The known by their own index, the rest from the last scoring: nothing large is counted while a page waits."""
    newest = ScoringRun.objects.done().values_list("accounts", flat=True).first()
    known = Account.objects.filter(removed_at=None).exclude(came_by="").count()
    asked = OriginAsked.objects.standing().filter(account__came_by="", account__removed_at=None)
    return Unknown(newest or 0, known, asked.values("account").distinct().count())


def next_unknown(member: Member, after: int = 0) -> Score | None:
    """The biggest account nobody was asked about yet; `after`: smaller than that account, for who skips it."""
    asked = OriginAsked.objects.standing().filter(account=OuterRef("account"))
    visible = Account.objects.visible_to(member).filter(came_by="", pk=OuterRef("account"))
    found = Score.objects.filter(Exists(visible), ~Exists(asked), orders__gt=0).select_related("account")
    skipped = within(Score.objects.filter(account=after), member)
    before: Any = skipped.only("total").first() if after else None
    if before is not None:
        found = found.filter(total__lte=before.total).exclude(total=before.total, account__gte=after)
    next_one: Score | None = found.order_by("-total", "-account").first()
    return next_one
