"""All that care knows of one account for its page and its brief, read at once: one statement, whatever is shown.

Written as SQL since it looks into a dozen small tables at once; each part goes by an index on the account.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from regulars.care.models import CareSettings, Goal
from regulars.lib.money import Money
from regulars.lib.prepared import cursor_of, typed
from regulars.people.models import Account

KEPT = "care_known"

SQL = """
WITH one AS (SELECT coalesce((SELECT asked_days FROM care_caresettings WHERE id = 1), 90) AS asked_days),
related AS (
  SELECT relation.other_id AS id FROM people_accountrelation relation
   WHERE relation.account_id = %(account)s AND relation.kind IN ('part_of', 'joined') AND NOT relation.heard
  UNION SELECT relation.account_id FROM people_accountrelation relation
   WHERE relation.other_id = %(account)s AND relation.kind IN ('part_of', 'joined') AND NOT relation.heard
  UNION SELECT beside.account_id FROM people_accountrelation mine
   JOIN people_accountrelation beside ON beside.other_id = mine.other_id AND beside.kind = 'part_of' AND NOT beside.heard
   WHERE mine.account_id = %(account)s AND mine.kind = 'part_of' AND NOT mine.heard
  UNION SELECT role.account_id FROM people_person person JOIN people_contactrole role ON role.person_id = person.id
   WHERE person.account_id = %(account)s AND person.removed_at IS NULL
  UNION SELECT person.account_id FROM people_contactrole role JOIN people_person person ON person.id = role.person_id
   WHERE role.account_id = %(account)s AND person.removed_at IS NULL
  UNION SELECT twin.account_id FROM people_person mine JOIN people_person twin ON twin.email = mine.email
   WHERE mine.account_id = %(account)s AND mine.email <> '' AND mine.removed_at IS NULL AND twin.removed_at IS NULL
  UNION SELECT twin.id FROM people_account mine JOIN people_account twin ON twin.folded = mine.folded
   WHERE mine.id = %(account)s AND mine.kind = 'company' AND twin.kind = 'company'
)
SELECT 'settings', to_jsonb(s) FROM care_caresettings s WHERE s.id = 1
UNION ALL (SELECT 'wishes', jsonb_build_object('pk', w.id, 'words', w.words, 'heard_on', w.heard_on, 'who', p.name)
  FROM care_wish w LEFT JOIN people_person p ON p.id = w.person_id
  WHERE w.account_id = %(account)s AND w.withdrawn_at IS NULL AND w.outcome = '' ORDER BY w.heard_on DESC, w.id DESC LIMIT 3)
UNION ALL (SELECT 'goals', jsonb_build_object('side', g.side, 'words', g.words, 'outcome', g.outcome, 'set_on', g.set_on)
  FROM care_goal g WHERE g.account_id = %(account)s AND g.withdrawn_at IS NULL ORDER BY g.set_on DESC, g.id DESC LIMIT 20)
UNION ALL (SELECT 'meant', jsonb_build_object('said', m.said, 'meant', m.meant)
  FROM care_saidmeant m WHERE m.account_id = %(account)s AND m.withdrawn_at IS NULL AND m.meant <> ''
  ORDER BY m.heard_on DESC, m.id DESC LIMIT 1)
UNION ALL SELECT 'thanked', to_jsonb(t.last_thanked_at)
  FROM timeline_tally t WHERE t.account_id = %(account)s AND t.last_thanked_at IS NOT NULL
UNION ALL (SELECT 'incidents', jsonb_build_object('words', i.words, 'happened_on', i.happened_on, 'mended', i.mended,
    'stayed', EXISTS (SELECT 1 FROM orders_order o WHERE o.account_id = i.account_id AND o.status = 'paid'
      AND o.account_id IS NOT NULL AND o.net > 0 AND o.day > i.happened_on))
  FROM care_incident i WHERE i.account_id = %(account)s AND i.withdrawn_at IS NULL
  ORDER BY i.happened_on DESC, i.id DESC LIMIT 20)
UNION ALL (SELECT 'notes', jsonb_build_object('who', p.name, 'words', p.note)
  FROM people_person p WHERE p.account_id = %(account)s AND p.note <> '' AND p.removed_at IS NULL ORDER BY p.id LIMIT 3)
UNION ALL (SELECT 'ends', jsonb_build_object('words', d.words, 'ends_on', d.ends_on)
  FROM care_dependency d WHERE d.account_id = %(account)s AND d.withdrawn_at IS NULL AND d.acted_on IS NULL
  AND d.ends_on <= %(today)s + interval '18 months' ORDER BY d.ends_on LIMIT 5)
UNION ALL (SELECT 'review', jsonb_build_object('pk', r.id, 'due_on', r.due_on)
  FROM care_review r WHERE r.account_id = %(account)s AND r.withdrawn_at IS NULL AND r.done_at IS NULL ORDER BY r.due_on LIMIT 1)
UNION ALL (SELECT 'asked', jsonb_build_object('wanted', a.wanted, 'words', a.words, 'asked_on', a.asked_on)
  FROM care_askedfirst a, one WHERE a.account_id = %(account)s AND a.withdrawn_at IS NULL
  AND a.asked_on > %(today)s - one.asked_days ORDER BY a.asked_on DESC, a.id DESC LIMIT 20)
UNION ALL (SELECT 'flags', jsonb_build_object('pk', f.id, 'until', f.until, 'who', p.name)
  FROM care_empathyflag f LEFT JOIN people_person p ON p.id = f.person_id
  WHERE f.account_id = %(account)s AND f.withdrawn_at IS NULL AND f.lifted_at IS NULL AND f.until >= %(today)s
  ORDER BY f.until DESC LIMIT 5)
UNION ALL (SELECT 'season', to_jsonb(h.until) FROM care_hardseason h WHERE h.ended_at IS NULL AND h.until >= %(today)s LIMIT 1)
UNION ALL (SELECT 'sheet', jsonb_build_object('reading', s.reading, 'read_on', s.read_on, 'idea', s.idea,
    'written_on', s.at::date)
  FROM care_protectionsheet s WHERE s.account_id = %(account)s AND s.withdrawn_at IS NULL ORDER BY s.id DESC LIMIT 1)
UNION ALL (SELECT 'rivals', jsonb_build_object('who', v.who, 'heard_on', v.heard_on, 'hearsay', v.heard_from = 'others')
  FROM care_rival v WHERE v.account_id = %(account)s AND v.withdrawn_at IS NULL AND v.heard_on > %(today)s - 365
  ORDER BY v.heard_on DESC, v.id DESC LIMIT 1)
UNION ALL (SELECT 'related', jsonb_build_object('pk', other.id, 'name', other.name, 'last_year', score.last_year,
    'currency', score.currency)
  FROM related JOIN people_account other ON other.id = related.id AND other.removed_at IS NULL
  JOIN retention_score score ON score.account_id = other.id
  WHERE other.id <> %(account)s AND score.last_year > 0 ORDER BY score.last_year DESC LIMIT 50)
"""


@dataclass
class Known:
    """Rows as the statement gives them: names are its, days are dates."""

    today: date
    settings: CareSettings = field(default_factory=CareSettings)
    wishes: list[dict[str, Any]] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    meant: list[dict[str, Any]] = field(default_factory=list)
    thanked: date | None = None
    incidents: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    ends: list[dict[str, Any]] = field(default_factory=list)
    review: dict[str, Any] | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    flags: list[dict[str, Any]] = field(default_factory=list)
    season: date | None = None
    sheet: dict[str, Any] | None = None
    rivals: list[dict[str, Any]] = field(default_factory=list)
    related: list[dict[str, Any]] = field(default_factory=list)

    @property
    def gently_until(self) -> date | None:
        """The day until which we do not sell to them, by their own flags or the firm's season."""
        days = [flag["until"] for flag in self.flags] + ([self.season] if self.season else [])
        return max(days, default=None)

    @property
    def lose_lose(self) -> bool:
        return Goal.lose_lose(self.goals)

    @property
    def asks_too_often(self) -> bool:
        return bool(len(self.asked) >= self.settings.asked_times)

    def related_money(self) -> list[Money]:
        """What the related accounts brought in the last year, one sum a currency."""
        sums: dict[str, Money] = {}
        for other in self.related:
            money = Money(Decimal(str(other["last_year"])), other["currency"])
            sums[money.currency] = sums[money.currency] + money if money.currency in sums else money
        return list(sums.values())


def known(request: HttpRequest, account: Account) -> Known:
    """Read once a request, however many panels ask."""
    kept: dict[int, Known] = request.__dict__.setdefault(KEPT, {})
    if account.pk not in kept:
        kept[account.pk] = read(account, timezone.localdate())
    return kept[account.pk]


def read(account: Account, today: date) -> Known:
    found = Known(today)
    with cursor_of(connection) as cursor:
        cursor.execute(SQL, {"account": typed(account.pk), "today": today})
        for kind, data in cursor.fetchall():
            take(found, kind, json.loads(data))
    return found


def take(found: Known, kind: str, data: Any) -> None:
    if kind == "settings":
        found.settings = CareSettings(**dated(data))
    elif kind == "goals":
        found.goals.append(Goal(**dated(data)))
    elif kind == "thanked":
        found.thanked = timezone.localtime(datetime.fromisoformat(data)).date()
    elif kind == "season":
        found.season = date.fromisoformat(data)
    elif kind in {"review", "sheet"}:
        setattr(found, kind, dated(data))
    else:
        getattr(found, kind).append(dated(data))


def dated(data: dict[str, Any]) -> dict[str, Any]:
    """Days come as text out of JSON; their names end in _on, or are `until` and `sheets_since`."""
    days = {name for name in data if name.endswith("_on") or name in {"until", "sheets_since"}}
    return data | {name: date.fromisoformat(data[name]) for name in days if data[name]}
