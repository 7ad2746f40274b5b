"""The queue of pairs to look at, the likeliest first, a page by key."""

from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.lib.errors import BadInput
from regulars.people.duplicates.words import how_sure, in_words
from regulars.people.models import Account, DuplicatePair, Person
from regulars.team.models import Member

SIZE = 20
MOST = 1000
WHO = 2
"""How many people of an account are named, so that two of one name can be told apart."""


class Shown(NamedTuple):
    pair: DuplicatePair
    one: Any
    other: Any
    sure: str
    why: str
    compare: str


def page_of(member: Member, after: str) -> tuple[list[Shown], str]:
    """The pairs of a page whose records both are here, and where the next page begins; empty where there is none."""
    waiting = DuplicatePair.objects.visible_to(member).waiting().order_by("-score", "-id")
    if after:
        score, pk = read_place(after)
        waiting = waiting.filter(Q(score__lt=score) | Q(score=score, pk__lt=pk))
    rows = list(waiting[: SIZE + 1])
    more = f"{rows[SIZE - 1].score}_{rows[SIZE - 1].pk}" if len(rows) > SIZE else ""
    return shown(rows[:SIZE], member), more


def read_place(text: str) -> tuple[int, int]:
    score, _line, pk = text.partition("_")
    if not (score.isdecimal() and pk.isdecimal() and len(text) < 30):
        raise BadInput(_("That page of the queue does not exist. Start from the first one."))
    return int(score), int(pk)


def shown(rows: list[DuplicatePair], member: Member) -> list[Shown]:
    """Two queries, whatever the number of pairs."""
    people = Person.objects.visible_to(member).select_related("account").in_bulk(_ids(rows, "person"))
    here = Person.objects.here().filter(account=OuterRef("pk")).order_by("pk")
    told = {
        "who": ArraySubquery(here.values("name")[:WHO]),
        "mails": ArraySubquery(here.values("email")[:WHO]),
    }
    accounts = Account.objects.visible_to(member).annotate(**told).in_bulk(_ids(rows, "account"))
    found = []
    for pair in rows:
        held: dict[int, Any] = people if pair.kind == "person" else accounts
        if pair.first in held and pair.second in held:
            name = "merge-people" if pair.kind == "person" else "merge-accounts"
            compare = reverse(name, args=[pair.first, pair.second])
            one, other = held[pair.first], held[pair.second]
            found.append(Shown(pair, one, other, how_sure(pair.score), in_words(pair.reasons), compare))
    return found


def _ids(rows: list[DuplicatePair], kind: str) -> set[int]:
    return {pk for pair in rows if pair.kind == kind for pk in (pair.first, pair.second)}


def waiting_count(member: Member) -> int:
    """How many wait, at most MOST: beyond that "many" is all anybody wants to know."""
    return len(DuplicatePair.objects.visible_to(member).waiting().values_list("pk")[:MOST])
