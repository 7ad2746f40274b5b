"""Who to make one with whom: people of two accounts who are the same, and candidates for a record at hand."""

from typing import Any

from regulars.lib.folding import fold
from regulars.people.changing import number_of
from regulars.people.duplicates.finding import Likely, likely, likely_accounts
from regulars.people.duplicates.words import in_words
from regulars.people.models import Account, Person
from regulars.team.models import Member

MOST = 50
SHOWN = 20


def people_alike(kept: Account, lost: Account) -> list[tuple[Person, Person]]:
    """(here, there) of the same name, e-mail or phone; everybody once."""
    here = list(kept.people.here().order_by("pk")[:MOST])
    pairs = []
    for other in lost.people.here().order_by("pk")[:MOST]:
        same = next((one for one in here if _same(one, other)), None)
        if same is not None:
            pairs.append((same, other))
            here.remove(same)
    return pairs


def _same(one: Person, other: Person) -> bool:
    return (
        one.folded == other.folded
        or bool(one.email and one.email.lower() == other.email.lower())
        or bool(one.phone_e164 and one.phone_e164 == other.phone_e164 and _first(one) == _first(other))
    )


def _first(person: Person) -> str:
    return person.folded.split(" ")[0]


def others(kept: Any, found: Any, query: str, member: Member) -> list[tuple[Any, str]]:
    """(record, why) of `found` who may be the same as `kept`: the likeliest, then those whose name begins so.

    `query` is a name, an e-mail or a phone; without one, whoever is like `kept`."""
    best = [one for one in _likely(kept, query, member) if one.record.pk != kept.pk]
    here = found.in_bulk([one.record.pk for one in best])
    rows = [(here[one.record.pk], in_words(one.reasons)) for one in best if one.record.pk in here]
    begins = prefix_of(query) or kept.folded.split(" ")[0]
    named = found.filter(folded__startswith=begins).exclude(pk__in=here).order_by("folded", "pk")
    return rows + [(row, "") for row in named[: SHOWN - len(rows)]]


def _likely(kept: Any, query: str, member: Member) -> list[Likely]:
    if query:
        typed = (query, query if "@" in query else "", query if number_of(query) else "")
    else:
        somebody = kept.people.here().order_by("pk").first() if isinstance(kept, Account) else kept
        typed = (kept.name, somebody.email if somebody else "", somebody.phone if somebody else "")
    finds = likely_accounts if isinstance(kept, Account) else likely
    return finds(*typed, for_any_reason=True, member=member)


def prefix_of(query: str) -> str:
    return fold(query)[:200]
