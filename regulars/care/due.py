"""What is due in care, across accounts: one statement for the morning list, read by index whatever the firm's size."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from regulars.people.models.sight import THEIRS

ASKED, ENDS, REVIEW, FLAG, SHEET = "care_asked", "care_ends", "care_review", "care_flag", "care_sheet"
KINDS = (ASKED, ENDS, REVIEW, FLAG, SHEET)
BOUND = 500
"""Of ends and of reviews, how many of the nearest are weighed against each other: more due at once is worked off so."""

# Of whom, stands in braces: for who sees every customer there is nothing.
OF_ALL = """
WITH {seen}chosen AS (
  SELECT coalesce(max(asked_times), 2) AS asked_times, coalesce(max(asked_days), 90) AS asked_days,
    coalesce(max(reading_days), 180) AS reading_days, coalesce(max(sheets_a_day), 2) AS sheets_a_day,
    coalesce(max(items_a_day), 4) AS items_a_day, coalesce(max(sheets_since), %(today)s::date) AS sheets_since
  FROM care_caresettings
), asked AS (
  SELECT asked.account_id, count(*) AS number, max(asked.asked_on) AS last FROM care_askedfirst asked, chosen
   WHERE asked.withdrawn_at IS NULL AND asked.asked_on > %(today)s::date - chosen.asked_days{theirs}
   GROUP BY asked.account_id, chosen.asked_times HAVING count(*) >= chosen.asked_times
), soonest AS (
  SELECT own.account_id, own.id, own.words, own.ends_on, own.support_stops_on FROM care_dependency own
   WHERE own.our_trade AND own.acted_on IS NULL AND own.withdrawn_at IS NULL{theirs}
     AND (own.ends_on <= %(today)s::date + interval '18 months' OR own.support_stops_on <= %(today)s::date + interval '18 months')
     AND (own.told_on IS NULL
       OR own.told_on < CASE WHEN own.ends_on <= %(today)s::date THEN own.ends_on
        WHEN own.ends_on <= %(today)s::date + interval '3 months' THEN own.ends_on - interval '3 months'
        WHEN own.ends_on <= %(today)s::date + interval '6 months' THEN own.ends_on - interval '6 months'
        WHEN own.ends_on <= %(today)s::date + interval '12 months' THEN own.ends_on - interval '12 months'
        WHEN own.ends_on <= %(today)s::date + interval '18 months' THEN own.ends_on - interval '18 months'
        END
       OR own.told_on < CASE WHEN own.support_stops_on <= %(today)s::date THEN own.support_stops_on
        WHEN own.support_stops_on <= %(today)s::date + interval '3 months' THEN own.support_stops_on - interval '3 months'
        WHEN own.support_stops_on <= %(today)s::date + interval '6 months' THEN own.support_stops_on - interval '6 months'
        WHEN own.support_stops_on <= %(today)s::date + interval '12 months' THEN own.support_stops_on - interval '12 months'
        WHEN own.support_stops_on <= %(today)s::date + interval '18 months' THEN own.support_stops_on - interval '18 months'
        END)
   ORDER BY own.ends_on LIMIT %(bound)s
), ends AS (
  SELECT DISTINCT ON (account_id) account_id, id, words, ends_on, support_stops_on FROM soonest ORDER BY account_id, ends_on
), reviews AS (
  SELECT account_id, min(due_on) AS due_on FROM (
    SELECT account_id, due_on FROM care_review
     WHERE done_at IS NULL AND withdrawn_at IS NULL AND due_on <= %(today)s{theirs} ORDER BY due_on LIMIT %(bound)s
  ) longest GROUP BY account_id
), flags AS (
  SELECT account_id, max(until) AS until FROM care_empathyflag
   WHERE withdrawn_at IS NULL AND lifted_at IS NULL AND until >= %(today)s{theirs} GROUP BY account_id
), top AS (
  SELECT account_id FROM retention_score WHERE top{theirs} ORDER BY last_year DESC, account_id DESC
   LIMIT (SELECT sheets_a_day * greatest(1, %(today)s::date - sheets_since + 1) FROM chosen)
), sheets AS (
  SELECT account.id AS account_id,
    (account.owner_id IS NULL) AS owner, (account.backup_id IS NULL) AS backup,
    coalesce(newest.read_on < %(today)s::date - chosen.reading_days, true) AS reading,
    coalesce(newest.at < %(today)s::date - chosen.reading_days, true) AS idea,
    NOT EXISTS (SELECT 1 FROM care_review ahead WHERE ahead.account_id = account.id AND ahead.done_at IS NULL
      AND ahead.withdrawn_at IS NULL AND ahead.due_on >= %(today)s) AS review
  FROM top JOIN people_account account ON account.id = top.account_id CROSS JOIN chosen
  LEFT JOIN LATERAL (SELECT sheet.read_on, sheet.at FROM care_protectionsheet sheet
    WHERE sheet.account_id = account.id AND sheet.withdrawn_at IS NULL ORDER BY sheet.id DESC LIMIT 1) newest ON true
), found AS (
  SELECT 'care_asked' AS kind, account_id, jsonb_build_object('number', number, 'last', last) AS data FROM asked
  UNION ALL SELECT 'care_ends', account_id,
    jsonb_build_object('pk', id, 'words', words, 'ends', ends_on, 'support', support_stops_on) FROM ends
  UNION ALL SELECT 'care_review', account_id, jsonb_build_object('due', due_on) FROM reviews
  UNION ALL SELECT 'care_flag', account_id, jsonb_build_object('until', until) FROM flags WHERE until <= %(today)s::date + 3
  UNION ALL SELECT 'care_sheet', account_id, jsonb_build_object('owner', owner, 'backup', backup, 'reading', reading,
    'idea', idea, 'review', review) FROM sheets WHERE owner OR backup OR reading OR idea OR review
), ranked AS (
  SELECT found.kind, found.data, account.id, account.name, account.do_not_contact, coalesce(score.last_year, 0) AS last_year,
    score.currency, row_number() OVER (PARTITION BY found.kind ORDER BY coalesce(score.last_year, 0) DESC, account.id) AS place
  FROM found JOIN people_account account ON account.id = found.account_id AND account.removed_at IS NULL
  LEFT JOIN retention_score score ON score.account_id = account.id
  WHERE found.kind = ANY(%(kinds)s) AND NOT (account.do_not_contact AND found.kind IN ('care_asked', 'care_ends', 'care_review'))
    AND (account.id, found.kind) NOT IN (SELECT * FROM unnest(%(accounts)s::bigint[], %(decided)s::text[]))
)
SELECT ranked.kind, ranked.data, ranked.id, ranked.name, ranked.last_year, ranked.currency, chosen.items_a_day
  FROM ranked, chosen
 WHERE ranked.place <= CASE WHEN ranked.kind = 'care_sheet' AND %(sparing)s THEN chosen.sheets_a_day ELSE %(limit)s END
 ORDER BY ranked.last_year DESC, ranked.id
"""
SQL = OF_ALL.format(seen="", theirs="")
OF_SOME = OF_ALL.format(
    seen=f"seen AS MATERIALIZED ({THEIRS}), ", theirs=" AND account_id IN (SELECT id FROM seen)"
)


@dataclass(frozen=True)
class Due:
    """One thing due. `data` is what the statement gives for its kind; days in it are ISO text. `most`: the firm's
    most items of care on one morning."""

    kind: str
    data: dict[str, Any]
    account_id: int
    name: str
    last_year: Decimal
    currency: str
    most: int


def due(
    today: date,
    limit: int,
    *,
    kinds: Iterable[str] = KINDS,
    decided: Iterable[tuple[int, str]] = (),
    sparing: bool = False,
    whose: tuple[int, ...] | None = None,
) -> list[Due]:
    """Of each kind at most `limit`, the most valuable accounts first. `decided` is left out before the limit counts.

    Protection sheets are asked for from the biggest account down, each day for a few more; `sparing`: no more than
    those few at once. `whose`: of the accounts that these look after, None of all.
    """
    pairs = [(account, kind) for account, kind in decided if kind in KINDS]
    values: dict[str, Any] = {
        "today": today,
        "limit": limit,
        "bound": BOUND,
        "kinds": list(kinds),
        "accounts": [account for account, _ in pairs],
        "decided": [kind for _, kind in pairs],
        "sparing": sparing,
        "whose": list(whose or ()),
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL if whose is None else OF_SOME, values)
        return [
            Due(kind, json.loads(data), pk, name, year, currency or "", most)
            for kind, data, pk, name, year, currency, most in cursor
        ]
