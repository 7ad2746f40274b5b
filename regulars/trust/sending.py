"""May this be sent to them, then? `may` (asking.py), and how often, when, and whether now is a time to sell.

Whatever sends to many claims first, in the transaction that decides it: `claim(people, …)`; and asks `begin(sending)` as
the last thing before it leaves. What belongs to an order (SERVING) is never blocked and never counted (V5).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from regulars.lib.pausing import paused
from regulars.people.models import Person
from regulars.team.models import Firm
from regulars.trust.asking import JUDGED, asked, judged
from regulars.trust.models import SERVING, Purpose, Sending, SendingSettings
from regulars.trust.rules import RULES, Rule

SPAN = timedelta(days=30)
RANK = (
    Purpose.SERVE,
    Purpose.INVOICE,
    Purpose.KEEP_IN_TOUCH,
    Purpose.RESEARCH,
    Purpose.REFER,
    Purpose.OFFERS,
)
"""What goes before what, where not everything may: the first is never in the way of the second."""
SELLING = (Purpose.OFFERS, Purpose.RESEARCH, Purpose.REFER)
_COUNTED = """
SELECT count(*) FROM trust_sending one WHERE one.person_id = person.id AND one.given_up_at IS NULL
    AND NOT one.purpose = ANY(%(uncounted)s) AND one.at > %(at)s - %(span)s AND one.at < %(at)s + %(span)s
"""
_SENDABLE = """
SELECT judged.id, CASE
    WHEN NOT judged.rule = ANY(%(allowing)s) THEN judged.rule
    WHEN %(serving)s THEN judged.rule
    WHEN %(selling)s AND ({paused}) THEN 'hard_time'
    WHEN ({counted}) >= least(%(most)s, pace.most) THEN 'capped'
    WHEN %(quiet)s THEN 'quiet'
    ELSE judged.rule END
FROM ({judged}) judged JOIN people_person person ON person.id = judged.id
LEFT JOIN trust_pace pace ON pace.person_id = judged.id
"""


def may_send(person: Person, datum: str, purpose: str, at: datetime | None = None) -> Rule:
    """The rule for sending to `person` at that moment, by default now. Raises ValueError."""
    return judged_sends([person.pk], datum, purpose, at)[person.pk]


def judged_sends(
    people: Iterable[int], datum: str, purpose: str, at: datetime | None = None
) -> dict[int, Rule]:
    """The rule for each id, by one query besides the firm's settings. Raises ValueError as `judged` does."""
    moment, settings = at or timezone.now(), SendingSettings.load()
    values: dict[str, Any] = asked(datum, purpose) | {
        "ids": list(people),
        "at": moment,
        "span": SPAN,
        "most": settings.most,
        "selling": purpose in SELLING,
        "quiet": purpose not in SERVING and is_quiet(moment, settings),
        "allowing": [name for name, rule in RULES.items() if rule.allows],
        "uncounted": [one.value for one in SERVING],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SENDABLE.format(paused=paused(), counted=_COUNTED, judged=JUDGED), values)
        return {pk: RULES[name] for pk, name in cursor.fetchall()}


def is_quiet(at: datetime, settings: SendingSettings) -> bool:
    """By the clock on the firm's wall."""
    here = at.astimezone(Firm.load().zone)
    if str(here.weekday()) in settings.quiet_days:
        return True
    begins, ends, now = settings.quiet_from, settings.quiet_until, here.time()
    if begins <= ends:
        return begins <= now < ends
    return now >= begins or now < ends


def claim(
    people: Iterable[int], datum: str, purpose: str, sender: str, at: datetime | None = None
) -> dict[int, Rule]:
    """Take a place for `sender` with everybody who may be sent it; the rule of each, `claimed` for who had it before.

    Claimed twice it takes one place. Where somebody is at their cap, what matters more (RANK) and comes first takes the
    place of what was not begun yet. Two that claim at once wait for each other.
    """
    moment, wanted = at or timezone.now(), sorted(set(people))
    with transaction.atomic():
        held = Person.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted)
        found = list(held.order_by("pk").values_list("pk", flat=True))
        theirs = set(
            Sending.objects.filter(person__in=found, sender=sender).values_list("person_id", flat=True)
        )
        rules = judged_sends([pk for pk in found if pk not in theirs], datum, purpose, moment)
        full = [pk for pk, rule in rules.items() if rule.name == "capped"]
        rules |= _in_place_of_less(full, datum, purpose, sender, moment)
        Sending.objects.bulk_create(
            Sending(person_id=pk, datum=datum, purpose=purpose, sender=sender, at=moment)
            for pk, rule in rules.items()
            if rule.allows
        )
        return rules | dict.fromkeys(theirs, RULES["claimed"])


def begin(sending: Sending) -> bool:
    """Whether it may leave now, asked anew: who said stop since it was claimed is stopped. At most once True."""
    with transaction.atomic():
        rule = judged([sending.person_id], sending.datum, sending.purpose).get(
            sending.person_id, RULES["gone"]
        )
        if not rule.allows:
            sending.mark(given_up_at=timezone.now(), given_up_for=rule.name)
            return False
        return sending.mark(begun_at=timezone.now())


def _in_place_of_less(
    people: list[int], datum: str, purpose: str, sender: str, at: datetime
) -> dict[int, Rule]:
    """The rules anew, once each of these gave up the least of what matters less and was not begun; where that helps."""
    after = [one.value for one in RANK[RANK.index(Purpose(purpose)) + 1 :]]
    waiting = Sending.objects.standing().filter(person__in=people, begun_at=None, purpose__in=after)
    around = waiting.filter(at__gt=at - SPAN, at__lt=at + SPAN)
    least: dict[int, Sending] = {}
    for one in sorted(around, key=lambda one: (after.index(one.purpose), one.at)):
        least[one.person_id] = one
    if not least:
        return {}
    given_up = Sending.objects.filter(pk__in=[one.pk for one in least.values()], begun_at=None)
    given_up.update(given_up_at=timezone.now(), given_up_for=sender)
    rules = judged_sends(list(least), datum, purpose, at)
    in_vain = [least[pk].pk for pk, rule in rules.items() if not rule.allows]
    Sending.objects.filter(pk__in=in_vain).update(given_up_at=None, given_up_for="")
    return rules
