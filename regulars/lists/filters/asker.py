"""Who asks, and when: what "me" and "this month" mean."""

from datetime import date
from typing import NamedTuple, Self

from django.utils import timezone

from regulars.team.models import Firm, Member


class Asker(NamedTuple):
    """`today` is the firm's day."""

    member: Member
    firm: Firm
    today: date

    @classmethod
    def now(cls, member: Member, firm: Firm) -> Self:
        return cls(member, firm, timezone.localdate(timezone=firm.zone))

    def meant(self, value: str) -> str:
        """The choice that `value` stands for, where it stands for another one."""
        match value:
            case "@me":
                return str(self.member.pk)
            case "@this_month":
                return str(self.today.month)
            case "@next_month":
                return str(self.today.month % 12 + 1)
            case _:
                return value
