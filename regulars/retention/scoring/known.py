"""What people have told us or done since someone's last order: asked them, heard nothing, heard "not now", let them go."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection

from regulars.retention.models import CaseOutcome

PAUSE_DAYS = 90
"""How long "fine, just not now" keeps someone off the list."""

TOUCHES = """SELECT touch.account_id, max(touch.at)::date,
 count(*) FILTER (WHERE from_us AND channel <> 'note'), bool_or(two_way OR NOT from_us)
FROM timeline_touch AS touch JOIN scoring_summary AS summary USING (account_id)
WHERE touch.at::date > summary.last_day AND touch.at::date <= %(as_of)s
 AND channel <> 'note' AND withdrawn_at IS NULL
GROUP BY touch.account_id"""
ANSWERS = """SELECT DISTINCT ON (account_id) closed.account_id, closed.outcome, closed.closed_at::date
FROM retention_riskcase AS closed JOIN scoring_summary AS summary USING (account_id)
WHERE closed.outcome = ANY(%(outcomes)s) AND closed.closed_at::date > summary.last_day
ORDER BY account_id, closed_at DESC"""


@dataclass(frozen=True)
class Asked:
    """Contacts since the last order: the newest, how many we made, whether they ever answered."""

    last: date
    times: int
    answered: bool


@dataclass(frozen=True)
class Known:
    """By account id. paused: said "not now" within PAUSE_DAYS. let_go: a case since their last order ended so."""

    asked: dict[int, Asked] = field(default_factory=dict)
    paused: frozenset[int] = frozenset()
    let_go: frozenset[int] = frozenset()


def read_known(as_of: date) -> Known:
    """Needs the temporary table scoring_summary."""
    with connection.cursor() as cursor:
        cursor.execute(TOUCHES, {"as_of": as_of})
        asked = {row[0]: Asked(row[1], row[2], row[3]) for row in cursor.fetchall() if row[2]}
        cursor.execute(ANSWERS, {"outcomes": [CaseOutcome.WAITING.value, CaseOutcome.LET_GO.value]})
        answers = cursor.fetchall()
    since = as_of - timedelta(days=PAUSE_DAYS)
    return Known(
        asked,
        frozenset(who for who, what, when in answers if what == CaseOutcome.WAITING and when >= since),
        frozenset(who for who, what, _when in answers if what == CaseOutcome.LET_GO),
    )
