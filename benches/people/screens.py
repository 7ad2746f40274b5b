"""What each screen is asked: who is looked at, which lists, which facts are saved. The same ones each time."""

import random
from urllib.parse import quote

from benches.people.browsing import Ask
from regulars.people.models import Account, Person

LOOKED_AT = 40
LISTS = {
    "people list, three conditions": [
        "/lists/people/?where=birthday:is:6;kind:is:company;country:is:Ireland&sort=name",
        "/lists/people/?where=persona:is_not:Delis and farm shops;phone:filled;standing:is:customer&sort=-name",
        "/lists/people/?where=came_by:is:Trade fair;!(kind:is:company);note:filled&sort=-created",
        "/lists/people/?where=name:begins:mari;country:is:United Kingdom;email:filled&sort=name",
    ],
    "accounts list, three conditions": [
        "/lists/accounts/?where=risk:is:2;kind:is:company;last_contact:not_in_last:90&sort=-last_year",
        "/lists/accounts/?where=standing:is:customer;country:is:Ireland;!(came_by:is:Trade fair)&sort=name",
        "/lists/accounts/?sort=-last_contact&where=last_order:in_last:90;contacts:at_least:20;"
        "(persona:is:Cafés and kitchens|came_by:is:Recommended)",
    ],
}


def chance() -> random.Random:
    return random.Random(7)  # noqa: S311 # which records are looked at


def accounts() -> list[Ask]:
    picked = chance().sample(range(1, Account.objects.latest("pk").pk + 1), LOOKED_AT)
    found = Account.objects.filter(pk__in=picked, removed_at=None).values_list("pk", flat=True)
    return [Ask(f"/accounts/{pk}/") for pk in found]


def people() -> list[Ask]:
    picked = chance().sample(range(1, Person.objects.latest("pk").pk + 1), LOOKED_AT)
    found = Person.objects.filter(pk__in=picked, removed_at=None).values_list("pk", flat=True)
    return [Ask(f"/people/{pk}/") for pk in found]


def saving() -> list[Ask]:
    """One field of a person, written anew each time, as the form of that fact sends it."""
    asked = []
    for index, person in enumerate(people()):
        asked += [
            Ask(f"{person.path}facts/prefers/", {"value": f"a call before {hour} ({index})"}, part=True)
            for hour in (9, 10)
        ]
    return asked


def lists() -> dict[str, list[Ask]]:
    return {name: [Ask(quote(path, safe="/?=&:;!()|")) for path in paths] for name, paths in LISTS.items()}
