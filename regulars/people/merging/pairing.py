"""Who to make one with whom: people of two accounts who are the same, and candidates for a record at hand."""

from regulars.lib.folding import fold
from regulars.people.models import Account, Person

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


def prefix_of(query: str) -> str:
    return fold(query)[:200]
