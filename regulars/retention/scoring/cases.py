"""Rescue cases that follow from a scoring (R31): opened for new risks worth it, closed by an order, never otherwise."""

from datetime import date, timedelta
from typing import Any

from django.db import connection

from regulars.retention.models import CaseOutcome, Risk
from regulars.team.models import Firm

OPEN_AT_MOST = 5
"""Morning lists' worth of open cases: more than a team can answer are no rescue."""
DAYS_TO_ACT = 7

# An account that bought after its case opened came back; the order that says so is kept with the event.
CAME_BACK = """WITH back AS (
 SELECT DISTINCT ON (kase.id) kase.id, kase.account_id, bought.id AS bought, bought.day
 FROM retention_riskcase AS kase JOIN orders_order AS bought ON bought.account_id = kase.account_id
 WHERE kase.closed_at IS NULL AND bought.status = 'paid' AND bought.net > 0
  AND bought.day > kase.opened_on AND bought.day <= %(as_of)s
 ORDER BY kase.id, bought.day, bought.id), closed AS (
 UPDATE retention_riskcase AS kase SET closed_at = now(), outcome = %(outcome)s FROM back WHERE back.id = kase.id)
INSERT INTO timeline_event (at, kind, account_id, data)
SELECT now(), 'retention.case_came_back', account_id,
 jsonb_build_object('case', id, 'order', bought, 'day', day, 'outcome', %(outcome)s::text) FROM back"""
# One silence, one case: someone whose case was answered since their last order is not asked about again.
OPENED = """WITH room AS (SELECT greatest(%(most)s - count(*), 0) AS free FROM retention_riskcase WHERE closed_at IS NULL),
opened AS (
 INSERT INTO retention_riskcase (account_id, opened_on, opened_at, reasons, at_stake, currency, owner_id, act_by, outcome, note)
 SELECT score.account_id, %(as_of)s, now(), score.reasons, score.at_stake, score.currency, account.owner_id, %(act_by)s, '', ''
 FROM {table} AS score JOIN people_account AS account ON account.id = score.account_id
 WHERE score.risk >= %(risk)s AND score.priority > 0 AND NOT account.do_not_contact
  AND NOT EXISTS (SELECT 1 FROM retention_riskcase AS other WHERE other.account_id = score.account_id
   AND (other.closed_at IS NULL OR other.closed_at::date > score.last_day))
 ORDER BY score.priority DESC, score.account_id LIMIT (SELECT free FROM room)
 ON CONFLICT DO NOTHING RETURNING id, account_id)
INSERT INTO timeline_event (at, kind, account_id, data)
SELECT now(), 'retention.case_opened', account_id, jsonb_build_object('case', id, 'as_of', %(day)s::text) FROM opened"""


def keep_cases(firm: Firm, as_of: date, table: str) -> None:
    """By the new scores in `table`: close what an order answered, then open what is new. Open cases keep the reasons
    they were opened with."""
    values: dict[str, Any] = {
        "as_of": as_of,
        "day": as_of.isoformat(),
        "outcome": CaseOutcome.CAME_BACK.value,
        "most": OPEN_AT_MOST * firm.today_limit,
        "act_by": as_of + timedelta(days=DAYS_TO_ACT),
        "risk": int(Risk.HIGH),
    }
    with connection.cursor() as cursor:
        cursor.execute(CAME_BACK, values)
        cursor.execute(OPENED.format(table=table), values)
