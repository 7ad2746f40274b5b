"""How what was done in care is taken back: a note is withdrawn, a change puts back what was before."""

from typing import Any

from django.db.models import Max
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.care.models import (
    Advice,
    Answer,
    AskedFirst,
    Dependency,
    Drill,
    EmpathyFlag,
    Goal,
    Incident,
    Noted,
    OriginAsked,
    ProtectionSheet,
    Review,
    Rival,
    SaidMeant,
    Wish,
)
from regulars.timeline.models import Event, Touch
from regulars.timeline.undoing import CannotBeUndone, undoes

NOTES: dict[str, type[Noted]] = {
    "care.wish_heard": Wish,
    "care.goal_stated": Goal,
    "care.said": SaidMeant,
    "care.flag_raised": EmpathyFlag,
    "care.dependency_noted": Dependency,
    "care.review_scheduled": Review,
    "care.asked_first": AskedFirst,
    "care.rival_seen": Rival,
    "care.drill_run": Drill,
    "care.incident": Incident,
    "care.sheet_written": ProtectionSheet,
    "care.origin_unknown": OriginAsked,
}
CHANGES: dict[str, type[Noted]] = {
    "care.wish_granted": Wish,
    "care.wish_dropped": Wish,
    "care.wish_heard_again": Wish,
    "care.goal_settled": Goal,
    "care.meant": SaidMeant,
    "care.flag_extended": EmpathyFlag,
    "care.flag_lifted": EmpathyFlag,
    "care.dependency_acted": Dependency,
    "care.review_moved": Review,
    "care.review_done": Review,
    "care.mended": Incident,
}


def found(model: type[Noted], event: Event, member: Any) -> Noted:
    """The record of the event, through its door, locked."""
    visible = model._default_manager.select_for_update(of=("self",)).visible_to(member)
    record: Noted | None = visible.filter(pk=event.data["pk"]).first()
    if record is None:
        raise Http404
    return record


def page(event: Event) -> str:
    return reverse("care-account", args=[event.account_id])


def withdraw(event: Event, member: Any) -> str:
    record = found(NOTES[event.kind], event, member)
    record.withdrawn_at = timezone.now()
    record.save(update_fields=["withdrawn_at"])
    return page(event)


def put_back(event: Event, member: Any) -> str:
    """Refused when somebody changed the same since: their work is never undone by an older button."""
    record = found(CHANGES[event.kind], event, member)
    if record.withdrawn_at or record.as_text(event.data["after"]) != event.data["after"]:
        raise CannotBeUndone(_("It was changed again since, so it stays as it is now."))
    before = event.data["before"]
    for name, value in before.items():
        column: Any = record._meta.get_field(name)
        setattr(record, column.attname, None if value is None else column.to_python(value))
    record.save(update_fields=list(before))
    return page(event)


for kind in NOTES:
    undoes(kind)(withdraw)
for kind in CHANGES:
    undoes(kind)(put_back)


@undoes("care.review_done")
def review_open_again(event: Event, member: Any) -> str:
    """The review is open, its contact withdrawn, and the one that was planned for afterwards is gone."""
    address = put_back(event, member)
    if touch := Touch.objects.standing().filter(pk=event.data["after"]["touch"]).first():
        touch.withdraw(by=member)
    Review.objects.open().filter(pk=event.data["next"]).exclude(pk=event.data["pk"]).update(
        withdrawn_at=timezone.now()
    )
    return address


@undoes("care.advice_given")
def advice_mistaken(event: Event, member: Any) -> str:
    """Advice is append-only: what was written down by mistake says so, and stays. Where it was about an end, they were
    last told by what stands besides, and the reminder comes back."""
    advice = Advice.objects.visible_to(member).filter(pk=event.data["pk"]).first()
    if advice is None:
        raise Http404
    advice.answer(Answer.MISTAKEN, by=member)
    if advice.dependency_id:
        others = Advice.objects.filter(dependency=advice.dependency_id).exclude(
            answers__answer=Answer.MISTAKEN
        )
        last = others.aggregate(day=Max("given_on"))["day"]
        Dependency.objects.filter(pk=advice.dependency_id).update(told_on=last)
    return page(event)


@undoes("care.advice_answered")
def answer_open_again(event: Event, member: Any) -> str:
    """The answer stays as it was given; that it is open again stands after it."""
    advice = Advice.objects.visible_to(member).filter(pk=event.data["pk"]).first()
    if advice is None:
        raise Http404
    advice.answer(Answer.UNANSWERED, by=member)
    return page(event)
