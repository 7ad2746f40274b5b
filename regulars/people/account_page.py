"""What the account page shows: facts left, timeline in the middle, what other apps know on the right."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from regulars.lib.panels import rendered
from regulars.lib.statements import NUMBERS, Statement
from regulars.people.composing.form import TouchForm
from regulars.people.contacting import action_for
from regulars.people.contacts import MOST, contacts_of, point_of, points_json
from regulars.people.facts import account_facts, known_first
from regulars.people.models import Account, Person
from regulars.people.phones import dialled_from
from regulars.people.reading import opened, reader_of
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Channel
from regulars.timeline.telling import Part, read_part, timeline_of

ENTRIES = 20


def open_account(request: MemberRequest, pk: int) -> Account:
    """The one door to an account of a page; 404 for what is not there or not theirs to see."""
    found: Account = get_object_or_404(
        Account.objects.visible_to(request.member).select_related("owner", "backup"), pk=pk
    )
    return found


def with_points(request: MemberRequest, pk: int) -> Any:
    """The account with its own contact points, None where there is none for this member."""
    return opened(
        request.member, pk, OPENED, lambda: _pointed(Account.objects.visible_to(request.member), pk)
    )


def _opened(pk: int) -> QuerySet[Account]:
    """For those who see every account: a statement is the same for everybody."""
    return _pointed(Account.objects.filter(removed_at=None), pk)


def _pointed(found: QuerySet[Account], pk: int) -> QuerySet[Account]:
    one = found.select_related("owner", "backup").filter(pk=pk)
    return one.annotate(points=points_json(account=OuterRef("pk"), person=None))


OPENED = Statement(_opened, pk=NUMBERS)


def account_page(
    request: MemberRequest, account: Any, before: datetime | None = None, form: TouchForm | None = None
) -> dict[str, Any]:
    region = dialled_from(request.firm)
    contacts = contacts_of(account, region, request.member)
    people = [contact.person for contact in contacts]
    points = (
        account.points if hasattr(account, "points") else account.contact_points.filter(person=None).values()
    )
    return {
        "account": account,
        "owner_away": account.owner is not None and account.owner.is_away(timezone.localdate()),
        "contacts": contacts[:MOST],
        "more_people": len(contacts) > MOST,
        "points": [point_of(row, region) for row in points],
        "facts": known_first([fact.shown(account) for fact in account_facts(request.member).values()]),
        "action": action_for(account, people),
        "before": before,
        "form": form or TouchForm(people=people, initial=whom(request, people)),
        **story_of(request, account, before),
    } | {
        place: rendered(f"account.{place}", request, account)
        for place in ("tags", "header", "acts", "left", "brief", "compose", "right")
    }


def story_of(request: MemberRequest, account: Account, before: datetime | None = None) -> dict[str, Any]:
    """What happened, or the part of it that the address asks for."""
    what = read_part(request.GET.get("what", ""))
    timeline = timeline_of(account, before, ENTRIES, what, reader_of(request.member, account))
    return {"timeline": timeline, "what": what, "parts": Part.choices}


def whom(request: MemberRequest, people: list[Person]) -> dict[str, str]:
    """With whom a contact was, where the page was opened from theirs, or there is only one; and of which kind."""
    asked = request.GET.get("person", "")
    if len(people) == 1:
        asked = str(people[0].pk)
    kind = request.GET.get("channel", "")
    known = {"channel": kind} if kind in Channel.values else {}
    return known | ({"person": asked} if asked in {str(person.pk) for person in people} else {})
