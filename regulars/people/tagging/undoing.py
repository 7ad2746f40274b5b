"""How what happened to tags is taken back."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.lib.errors import NotAllowed
from regulars.people.models import Account, Person, Tag
from regulars.people.tagging import bring_back_tag
from regulars.people.tagging.tagged import Tagged, put_tag, remove_tag
from regulars.people.tagging.tags import part_tags, put_name_back
from regulars.team.models import Member, Role
from regulars.timeline.models import Event
from regulars.timeline.undoing import CannotBeUndone, undoes


def _both(event: Event, by: Member) -> tuple[Tagged, Tag, str]:
    """The record, the tag, and the page to show. Raises CannotBeUndone where one of them is gone."""
    person = event.data.get("person")
    if person:
        found: Any = Person.objects.visible_to(by).filter(pk=person).first()
        page = reverse("person", args=[person])
    else:
        found = Account.objects.visible_to(by).filter(events=event).first()
        page = reverse("account", args=[event.account_id])
    tag = Tag.objects.in_use().filter(pk=event.data["tag"]).first()
    if found is None or tag is None:
        raise CannotBeUndone(_("What that was about is no longer here."))
    return found, tag, page


@undoes("people.tagged")
def tagged(event: Event, by: Member) -> str:
    record, tag, page = _both(event, by)
    remove_tag(record, tag, by=by)
    return page


@undoes("people.untagged")
def untagged(event: Event, by: Member) -> str:
    record, tag, page = _both(event, by)
    put_tag(record, tag, by=by)
    return page


def _managers_only(by: Member) -> None:
    if not by.holds(Role.MANAGER):
        raise NotAllowed(_("Only a manager can change the tags themselves."))


@undoes("people.tag_changed")
def tag_changed(event: Event, by: Member) -> str:
    _managers_only(by)
    put_name_back(event, by)
    return reverse("tags")


@undoes("people.tags_joined")
def tags_joined(event: Event, by: Member) -> str:
    _managers_only(by)
    part_tags(event)
    return reverse("tags")


@undoes("people.tag_archived")
def tag_archived(event: Event, by: Member) -> str:
    _managers_only(by)
    tag = Tag.objects.filter(pk=event.data["tag"]).first()
    if tag:
        bring_back_tag(tag, by=by)
    return reverse("tags")
