"""How accounts came to us, and what kind of buyers they are: the firm's own words, suggested again so that one group
keeps one spelling. Blank is "not known". Neither is ever guessed, and neither enters a prediction."""

from django.db.models import Count

from regulars.lib.folding import fold
from regulars.people.models import Account
from regulars.people.models.sight import within_of
from regulars.team.models import Member

MOST = 100
"""Suggestions; a firm with more words than that has notes rather than groups."""


def groups_in_use(field: str, member: Member | None = None) -> list[str]:
    """The words in use for `field`, came_by or persona, the most used first; of whom `member` sees."""
    named = within_of(Account.objects.filter(removed_at=None), member, account="").exclude(**{field: ""})
    counted = named.order_by().values(field).annotate(number=Count("id")).order_by("-number", field)
    return list(counted.values_list(field, flat=True)[:MOST])


def as_in_use(field: str, typed: str) -> str:
    """`typed` on one line, in the spelling that is in use: `" trade  FAIR"` is `Trade fair` once somebody wrote that."""
    plain = " ".join(typed.split())
    return next((word for word in groups_in_use(field) if fold(word) == fold(plain) and plain), plain)
