"""The lists that stand beside a list: pinned ones first, then what is there from the start, then all others one may see."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.urls import reverse

from regulars.lists.listing import Listing
from regulars.lists.models import Pin, SavedView
from regulars.lists.ready_made import ready_made

MOST = 200


class Beside(NamedTuple):
    key: str  # as an address names it, and as an id of the page
    name: str
    url: str
    current: bool
    pinned: bool
    shared: bool


class Views(NamedTuple):
    pinned: list[Beside]
    ready: list[Beside]
    others: list[Beside]

    @property
    def counted(self) -> list[Beside]:
        return [*self.pinned, *self.ready]


def views_beside(listing: Listing) -> Views:
    name, member = listing.subject.name, listing.asker.member
    address = reverse("list", args=[name])
    here = str(listing.view.pk) if listing.view else listing.start

    def beside(key: str, label: str, pinned: bool = False, shared: bool = False) -> Beside:
        return Beside(key, label, f"{address}?view={key}", key == here, pinned, shared)

    pins = Pin.objects.filter(member=member, view=OuterRef("pk"))
    theirs = (
        SavedView.objects.visible_to(member).of(name).annotate(pinned=Exists(pins)).order_by("name", "pk")
    )
    saved = [
        beside(str(pk), called, pinned, shared)
        for pk, called, pinned, shared in theirs.values_list("pk", "name", "pinned", "shared")[:MOST]
    ]
    return Views(
        [view for view in saved if view.pinned],
        [beside(made.name, str(made.label)) for made in ready_made(name).values()],
        [view for view in saved if not view.pinned],
    )
