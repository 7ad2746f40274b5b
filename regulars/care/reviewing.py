"""Every top account gets a review by itself, spread over the whole period, the biggest first (R33)."""

from django.db import connection, transaction

from regulars.care.models import CareSettings
from regulars.retention.reach import today

SQL = """
WITH missing AS (
  SELECT score.account_id, row_number() OVER (ORDER BY score.last_year DESC, score.account_id) - 1 AS place,
    count(*) OVER () AS number
  FROM retention_score score JOIN people_account account ON account.id = score.account_id
  WHERE score.top AND account.removed_at IS NULL AND NOT account.do_not_contact AND NOT EXISTS (
    SELECT 1 FROM care_review open WHERE open.account_id = account.id AND open.done_at IS NULL AND open.withdrawn_at IS NULL)
), made AS (
  INSERT INTO care_review (account_id, at, due_on, finding, looked_at)
  SELECT account_id, now(), %(today)s::date + 1 + (place * %(days)s / number)::int, '', '[]' FROM missing
  RETURNING id, account_id, due_on
)
INSERT INTO timeline_event (at, kind, account_id, data)
SELECT now(), 'care.review_scheduled', account_id, jsonb_build_object('pk', id, 'due', due_on) FROM made
"""


def schedule_reviews() -> int:
    """How many accounts got one. Those that have an open review keep it, so the second time finds none."""
    CareSettings.begin()
    days = CareSettings.load().review_days
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('care reviews', 0))")
        cursor.execute(SQL, {"today": today(), "days": days})
        return int(cursor.rowcount)
