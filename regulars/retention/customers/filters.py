"""What a customers list leaves out. Read from the address, so that a list can be sent to a colleague."""

from typing import Any, NamedTuple, Self
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from regulars.lib.folding import fold
from regulars.orders.models import Order
from regulars.people.groups import groups_in_use
from regulars.people.models import GROUP_LENGTH, Account, AccountReference, Person
from regulars.retention.customers.sorts import offered, usual
from regulars.retention.models import Risk, Standing
from regulars.team.models import Member

RISKS = {"any": (Risk.WATCH, Risk.HIGH), "high": (Risk.HIGH,), "watch": (Risk.WATCH,)}
LONGEST = 200
NOBODY = "-"
"""How an address asks for those of whom nobody knows how they came, or what kind of buyer they are."""


class Filters(NamedTuple):
    """What the address asks for. A value nobody offers is as if it were not there."""

    q: str = ""
    standing: str = ""
    tier: str = ""
    risk: str = ""
    came_by: str = ""
    persona: str = ""
    sort: str = "last_year"
    reverse: bool = False

    @classmethod
    def asked(cls, asked: Any) -> Self:
        """From a QueryDict."""
        return cls(
            q=_plain(asked.get("q", ""))[:LONGEST],
            standing=_one_of(Standing.values, asked.get("standing")),
            tier=_one_of(["top"], asked.get("tier")),
            risk=_one_of(RISKS, asked.get("risk")),
            came_by=_plain(asked.get("came_by", ""))[:GROUP_LENGTH],
            persona=_plain(asked.get("persona", ""))[:GROUP_LENGTH],
            sort=_one_of(offered(), asked.get("sort")) or usual(),
            reverse=asked.get("reverse") == "1",
        )

    def address(self, **changed: Any) -> str:
        """The query string of this list, with some things changed; what is at its default is left out."""
        asked = self._replace(**{name: value for name, value in changed.items() if name in self._fields})
        plain = type(self)(sort=usual())
        pairs: dict[str, Any] = {
            name: getattr(asked, name)
            for name in self._fields
            if getattr(asked, name) != getattr(plain, name)
        }
        if "reverse" in pairs:
            pairs["reverse"] = "1"
        pairs |= {name: value for name, value in changed.items() if name not in self._fields}
        return "?" + urlencode(pairs)

    @property
    def narrowed(self) -> bool:
        return bool(self.standing) or not self.only_standing

    @property
    def only_standing(self) -> bool:
        """Whether a figure of the scoring already says how many this list holds."""
        return not (self.q or self.tier or self.risk or self.came_by or self.persona)

    def accounts(self, member: Member) -> QuerySet[Account]:
        """The scored accounts this member may see and these filters leave, in no order."""
        found: QuerySet[Account] = Account.objects.visible_to(member).filter(score__isnull=False)
        if self.standing:
            found = found.filter(score__standing=self.standing)
        if self.tier:
            found = found.filter(score__top=True)
        if self.risk:
            found = found.filter(score__risk__in=RISKS[self.risk])
        for field in ("came_by", "persona"):
            if asked := getattr(self, field):
                found = found.filter(**{f"{field}__in": spelled(field, asked)})
        return found.filter(pk__in=matching(self.q)) if self.q else found


def matching(q: str) -> QuerySet[Any, Any]:
    """Ids of accounts whose name, or a person of whom, begins with `q`, or that have such an e-mail, or the number of
    an order or their own at a source (`17850`).

    One small look-up each, joined: an OR over them would read every account. Wildcards are letters here.
    """
    number = {"external_id__in": {q, q.upper()}}
    found: list[QuerySet[Any, Any]] = [
        Order.objects.filter(**number, account__isnull=False).order_by().values_list("account_id"),
        AccountReference.objects.filter(**number).values_list("account_id"),
    ]
    if name := fold(q):
        found.append(Account.objects.filter(folded__startswith=name).values_list("id"))
        found.append(Person.objects.here().filter(folded__startswith=name).values_list("account_id"))
    if "@" in q:
        found.append(Person.objects.here().filter(Q(email__in={q, q.lower()})).values_list("account_id"))
    return found[0].union(*found[1:], all=True)


def spelled(field: str, asked: str) -> list[str]:
    """The words in use that are this one in another spelling, as Value by source and kind tells them; blank for NOBODY."""
    if asked == NOBODY:
        return [""]
    return [asked, *(word for word in groups_in_use(field) if fold(word) == fold(asked))]


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable()).strip()


def _one_of(known: Any, asked: str | None) -> str:
    return asked if asked in known else ""  # type: ignore[return-value] # None is in no table
