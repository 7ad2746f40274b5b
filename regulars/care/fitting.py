"""Whose wishes an offer fits: asked before an offer is made, so that it helps somebody (R50)."""

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from regulars.care.models import Wish
from regulars.care.models.wish import WISH_WORDS
from regulars.lib.folding import fold
from regulars.team.models import Member

SHORTEST = 4


def fitting(member: Member, offer: str, limit: int) -> QuerySet[Wish]:
    """Open wishes that share a word with `offer`, the newest first. Words are compared by their stems."""
    words = [word for word in fold(offer).split() if len(word) >= SHORTEST][:12]
    wishes: QuerySet[Wish] = Wish.objects.visible_to(member).standing().filter(outcome="")
    if not words:
        return wishes.none()
    asked = SearchQuery(words[0], config="english")
    for word in words[1:]:
        asked |= SearchQuery(word, config="english")
    found = wishes.annotate(searched=WISH_WORDS).filter(searched=asked)
    return found.select_related("account", "person").order_by("-heard_on", "-id")[:limit]
