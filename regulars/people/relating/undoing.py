"""Relations taken back from the toast."""

from django.urls import reverse

from regulars.people.models import AccountRelation
from regulars.people.relating.relations import relate_again, unrelate
from regulars.team.models import Member
from regulars.timeline.models import Event
from regulars.timeline.undoing import undoes


def page_of(event: Event) -> str:
    return reverse("account", args=[event.account_id])


@undoes("people.related")
def related(event: Event, by: Member) -> str:
    unrelate(AccountRelation(pk=event.data["relation"]), by=by)
    return page_of(event)


@undoes("people.unrelated")
def unrelated(event: Event, by: Member) -> str:
    relate_again(event)
    return page_of(event)


@undoes("people.relation_confirmed")
def confirmed(event: Event, by: Member) -> str:
    AccountRelation.objects.filter(pk=event.data["relation"]).update(heard=True)
    return page_of(event)


@undoes("people.joined_reviewed")
def reviewed(event: Event, by: Member) -> str:
    blank = {"reviewed_at": None, "reviewed_by": None, "review_note": ""}
    AccountRelation.objects.filter(pk=event.data["relation"]).update(**blank)
    return reverse("relation-review", args=[event.data["relation"]])
