"""Top accounts get a review by themselves, the biggest first, spread over the period; no more than can be held (R33)."""

from django.db import connection, transaction

from regulars.care.models import CareSettings
from regulars.retention.reach import today

SQL = """
WITH missing AS MATERIALIZED (
  SELECT score.account_id, score.last_year
  FROM retention_score score JOIN people_account account ON account.id = score.account_id
  WHERE score.top AND account.removed_at IS NULL AND NOT account.do_not_contact AND NOT EXISTS (
    SELECT 1 FROM care_review open WHERE open.account_id = account.id AND open.done_at IS NULL AND open.withdrawn_at IS NULL)
  ORDER BY score.last_year DESC, score.account_id DESC
  LIMIT greatest(0, %(most)s - (SELECT count(*) FROM care_review WHERE done_at IS NULL AND withdrawn_at IS NULL))
), placed AS (
  SELECT account_id, row_number() OVER (ORDER BY last_year DESC, account_id DESC) - 1 AS place, count(*) OVER () AS number
  FROM missing
), made AS (
  INSERT INTO care_review (account_id, at, due_on, finding, looked_at)
  SELECT account_id, now(), %(today)s::date + 1 + (place * %(days)s / number)::int, '', '[]' FROM placed
  RETURNING id, account_id, due_on
)
INSERT INTO timeline_event (at, kind, account_id, data)
SELECT now(), 'care.review_scheduled', account_id, jsonb_build_object('pk', id, 'due', due_on) FROM made
"""


def schedule_reviews() -> int:
    """How many accounts got one. Those that have an open review keep it, so the second time finds none. There are never
    more open ones than the firm can hold until the period is over: reviews_a_day for each of its days."""
    CareSettings.begin()
    settings = CareSettings.load()
    days = settings.review_days
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('care reviews', 0))")
        cursor.execute(SQL, {"today": today(), "days": days, "most": days * settings.reviews_a_day})
        return int(cursor.rowcount)
