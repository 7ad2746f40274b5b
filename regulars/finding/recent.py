"""What one opened lately among what is asked for: those are compared one by one, so a broad word never hides them."""

from collections.abc import Sequence

from django.db import connection

from regulars.finding.looking import Candidate
from regulars.finding.models import VisitedKind
from regulars.finding.ranking import holds

Visits = dict[VisitedKind, list[int]]
_OF_THEM = """
SELECT kind, record_id, own, other FROM finding_document WHERE source = 'a' AND source_id = ANY(%s)
UNION ALL SELECT kind, record_id, own, other FROM finding_document WHERE source = 'p' AND source_id = ANY(%s)
"""


def among_recent(visits: Visits, words: Sequence[str]) -> list[Candidate]:
    """Accounts and people of `visits` that hold every word."""
    accounts, people = visits[VisitedKind.ACCOUNT], visits[VisitedKind.PERSON]
    if not words or not (accounts or people):
        return []
    with connection.cursor() as cursor:
        cursor.execute(_OF_THEM, [accounts, people])
        return [one for row in cursor.fetchall() if holds(one := Candidate(*row), words)]
