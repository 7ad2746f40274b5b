"""What the page of a person shows: how to reach them, what is known, where they have a part, what happened with them."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from regulars.lib.panels import rendered
from regulars.lib.statements import NUMBERS, Statement
from regulars.people.composing.form import TouchForm
from regulars.people.contacting import action_for
from regulars.people.contacts import Point, points_json, points_of
from regulars.people.facts import known_first, person_facts
from regulars.people.models import Account, ContactRole, Part, Person, PersonMove
from regulars.people.models.sight import within
from regulars.people.person_timeline import timeline_of_person
from regulars.people.phones import dialled_from
from regulars.people.reading import opened
from regulars.team.models import Member
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Channel

REACH = ("phone", "email")


def open_person(request: MemberRequest, pk: int) -> Person:
    """The one door to a person; 404 for who is not there or not theirs to see."""
    people = Person.objects.visible_to(request.member).select_related("account", "account__owner")
    found: Person = get_object_or_404(people, pk=pk)
    return found


def with_points(request: MemberRequest, pk: int) -> Any:
    """The person with their contact points and where they came from, None where there is nobody for this member."""
    return opened(request.member, pk, OPENED, lambda: _pointed(Person.objects.visible_to(request.member), pk))


def _opened(pk: int) -> QuerySet[Person]:
    """For those who see everybody: a statement is the same for all of them."""
    return _pointed(Person.objects.filter(removed_at=None, account__removed_at=None), pk)


def _pointed(found: QuerySet[Person], pk: int) -> QuerySet[Person]:
    came_from = ArraySubquery(PersonMove.objects.filter(person=OuterRef("pk")).values("before_id"))
    points = points_json(person=OuterRef("pk"))
    one = found.select_related("account", "account__owner").filter(pk=pk)
    return one.annotate(points=points, came_from=came_from)


OPENED = Statement(_opened, pk=NUMBERS)


def places_of(person: Person, member: Member) -> list[tuple[Account, list[str]]]:
    """Their own account, then the others this member sees where they have a part, each with the parts in words."""
    told = PARTS(person=person.pk) if member.access.whole else within(_parts(person.pk), member)
    found: dict[int, tuple[Account, list[str]]] = {person.account_id: (person.account, [])}
    for role in told:
        found.setdefault(role.account_id, (role.account, []))[1].append(str(Part(role.part).label))
    return list(found.values())


def _parts(person: int) -> QuerySet[ContactRole]:
    there = ContactRole.objects.filter(person=person, account__removed_at=None)
    return there.select_related("account").order_by("pk")


PARTS = Statement(_parts, person=NUMBERS)


def story_of_person(person: Person, member: Member, before: datetime | None = None) -> dict[str, Any]:
    return {"timeline": timeline_of_person(person, before, member), "before": before}


def person_page(
    request: MemberRequest, person: Any, before: datetime | None = None, form: TouchForm | None = None
) -> dict[str, Any]:
    facts = {name: fact.shown(person) for name, fact in person_facts(request.member).items()}
    known = points_of(person, person.points, dialled_from(request.firm))
    return {
        "person": person,
        "account": person.account,
        "points": [with_uses(request, person, point) for point in known],
        "reach": [facts[name] for name in REACH],
        "facts": known_first([fact for name, fact in facts.items() if name not in REACH]),
        "places": places_of(person, request.member),
        "action": action_for(person.account, [person]),
        "form": form or TouchForm(people=[person], initial=kind_of(request)),
        **story_of_person(person, request.member, before),
    } | {
        place: rendered(f"person.{place}", request, person)
        for place in ("tags", "header", "acts", "left", "brief", "compose", "right")
    }


def with_uses(request: MemberRequest, person: Any, point: Point) -> Point:
    return point._replace(uses=tuple(rendered("person.point", request, (person, point))))


def kind_of(request: MemberRequest) -> dict[str, str]:
    """Of contact, where the address names one."""
    kind = request.GET.get("channel", "")
    return {"channel": kind} if kind in Channel.values else {}
