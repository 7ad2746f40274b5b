"""People by the beginning of a name: an index answers, however many there are."""

from django.db.models import Q

from regulars.lib.folding import fold
from regulars.people.models import Person
from regulars.team.models import Member

MOST = 20


def people_named(word: str, member: Member) -> list[Person]:
    """At most MOST whose name, or whose whole e-mail, begins with what was typed, by name."""
    begins = fold(word)
    named = Q(folded__startswith=begins) if begins else Q(name=word)
    found = Person.objects.visible_to(member).filter(named | Q(email=word)).select_related("account")
    return list(found.order_by("folded", "id")[:MOST])
