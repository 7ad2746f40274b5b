"""A page of the customers list, found by where the last one ended: no counting, no skipping."""

from typing import Any, NamedTuple

from django.db.models import F, QuerySet

from regulars.lib.paging import beyond
from regulars.people.models import Account
from regulars.people.models.sight import within
from regulars.retention.customers.filters import Filters
from regulars.retention.customers.sorts import SORTS
from regulars.team.models import Member

SIZE = 50


class Place(NamedTuple):
    """Where a page begins: after or before an account, at the end, or (all empty) at the beginning."""

    account: int | None = None
    backwards: bool = False

    @classmethod
    def asked(cls, asked: Any) -> "Place":
        """From a QueryDict: `after=ID`, `before=ID` or `last=1`."""
        after, before = asked.get("after", ""), asked.get("before", "")
        if after.isascii() and after.isdigit():
            return cls(int(after[:18]))
        if before.isascii() and before.isdigit():
            return cls(int(before[:18]), backwards=True)
        return cls(backwards=asked.get("last") == "1")


class Page(NamedTuple):
    accounts: list[dict[str, Any]]
    earlier: bool  # whether there is a page before this one
    further: bool


def ordered(found: QuerySet[Account], filters: Filters, backwards: bool = False) -> QuerySet[Account]:
    keyed = found.annotate(key=SORTS[filters.sort].key, who=F("score__account_id"))
    return keyed.order_by("key", "who") if _upwards(filters, backwards) else keyed.order_by("-key", "-who")


def page_of(
    found: QuerySet[Account], filters: Filters, place: Place, columns: tuple[str, ...], member: Member
) -> Page:
    """The page at `place`. An account that is no longer scored gives the first page: the list has changed since. So does
    one that `member` does not see: where it would stand tells what it is worth."""
    listed = ordered(found, filters, place.backwards)
    if place.account is not None:
        begins = _key_of(place.account, filters, member)
        if begins is None:
            return page_of(found, filters, Place(), columns, member)
        value, value_who = begins
        upwards = _upwards(filters, place.backwards)
        after = beyond(F("key"), F("who"), value=value, value_who=value_who, upwards=upwards)
        listed = listed.filter(after)
    rows = list(listed.values(*columns)[: SIZE + 1])
    more, shown = len(rows) > SIZE, rows[:SIZE]
    if place.backwards:
        return Page(shown[::-1], earlier=more, further=place.account is not None)
    return Page(shown, earlier=place.account is not None, further=more)


def _upwards(filters: Filters, backwards: bool) -> bool:
    return not (SORTS[filters.sort].descending ^ filters.reverse ^ backwards)


def _key_of(account: int, filters: Filters, member: Member) -> tuple[Any, int] | None:
    scored = within(Account.objects.filter(pk=account, score__isnull=False), member, account="")
    return scored.values_list(SORTS[filters.sort].key, "pk").first()
