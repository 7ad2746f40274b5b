"""Is it one of these? Whoever is there already and looks like somebody about to be added; each candidate by an index."""

from itertools import pairwise
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from regulars.lib.folding import fold
from regulars.people.changing import number_of
from regulars.people.duplicates.comparing import Likeness, Side, accounts_alike, people_alike, plain
from regulars.people.duplicates.reading import sides
from regulars.people.models import Account, Person
from regulars.people.models.sight import within
from regulars.team.models import Member

SHOWN = 5
ENOUGH = 30
"""Less than for a queue: it costs a look at a form that is open anyway, and nobody is asked twice."""
SOME = 40
LETTERS = "abcdefghijklmnopqrstuvwxyz "
LONGEST = 40

_PEOPLE = """
(SELECT id FROM people_person WHERE email = ANY(%(emails)s) AND removed_at IS NULL LIMIT %(some)s)
UNION (SELECT id FROM people_person WHERE phone_e164 = ANY(%(phones)s) AND phone_e164 <> '' AND removed_at IS NULL LIMIT %(some)s)
UNION (SELECT person_id FROM people_contactpoint WHERE key = ANY(%(keys)s) AND key <> '' AND kind IN ('email', 'phone')
       AND person_id IS NOT NULL LIMIT %(some)s)
UNION (SELECT person.id FROM people_person AS person JOIN people_account AS account ON account.id = person.account_id
       WHERE person.folded = ANY(%(names)s) AND account.folded = ANY(%(companies)s) AND person.removed_at IS NULL LIMIT %(some)s)
UNION (SELECT id FROM people_person WHERE folded = ANY(%(names)s) AND removed_at IS NULL LIMIT %(some)s)
"""
_ACCOUNTS = """
(SELECT id FROM people_account WHERE folded = ANY(%(companies)s) AND removed_at IS NULL LIMIT %(some)s)
UNION (SELECT id FROM people_account WHERE folded LIKE %(beginning)s AND removed_at IS NULL LIMIT %(some)s)
UNION (SELECT account_id FROM people_person WHERE email = ANY(%(emails)s) AND removed_at IS NULL LIMIT %(some)s)
UNION (SELECT account_id FROM people_person
       WHERE phone_e164 = ANY(%(phones)s) AND phone_e164 <> '' AND removed_at IS NULL LIMIT %(some)s)
UNION (SELECT account_id FROM people_contactpoint WHERE key = ANY(%(keys)s) AND key <> '' AND kind IN ('email', 'phone')
       LIMIT %(some)s)
"""


class Likely(NamedTuple):
    """`record` is a person, or an account where accounts were asked for."""

    record: Any
    score: int
    reasons: list[str]


def likely(
    name: str,
    email: str = "",
    phone: str = "",
    *,
    company: str = "",
    place: str = "",
    account: int = 0,
    for_any_reason: bool = False,
    member: Member | None = None,
) -> list[Likely]:
    """People who may be the one described, the likeliest first. `account`: where they are being added. `for_any_reason`:
    one thing in common is enough, as where somebody looks for them. `member`: only whom they see."""
    typed = _typed(name, email, phone, company=fold(company), place=fold(place), account=account)
    ids = _seen(Person.objects.all(), _ids(_PEOPLE, _wanted(typed, fold(name), fold(company))), member)
    scored = [(people_alike(typed, side), pk) for pk, side in sides("person", ids).items()]
    best = _best(scored, for_any_reason)
    people = Person.objects.select_related("account").in_bulk([pk for _score, pk, _why in best[:SHOWN]])
    return [Likely(people[pk], score, why) for score, pk, why in best[:SHOWN]]


def likely_accounts(
    name: str,
    email: str = "",
    phone: str = "",
    place: str = "",
    *,
    for_any_reason: bool = False,
    member: Member | None = None,
) -> list[Likely]:
    typed = _typed(name, email, phone, place=fold(place))
    ids = _seen(Account.objects.all(), _ids(_ACCOUNTS, _wanted(typed, "", fold(name))), member, "")
    scored = [(accounts_alike(typed, side), pk) for pk, side in sides("account", ids).items()]
    best = _best(scored, for_any_reason)
    accounts = Account.objects.in_bulk([pk for _score, pk, _why in best[:SHOWN]])
    return [Likely(accounts[pk], score, why) for score, pk, why in best[:SHOWN]]


def _best(scored: list[tuple[Likeness, int]], for_any_reason: bool) -> list[tuple[int, int, list[str]]]:
    kept = [one for one in scored if one[0].score >= ENOUGH or (for_any_reason and one[0].reasons)]
    return sorted(((like.score, pk, like.reasons) for like, pk in kept), reverse=True)


def _typed(name: str, email: str, phone: str, **more: Any) -> Side:
    emails, phones = {email.lower()} - {""}, {number_of(phone)} - {""}
    return Side(fold(name), frozenset(emails), frozenset(phones), **more)


def _wanted(typed: Side, name: str, company: str) -> dict[str, Any]:
    beginning = plain(company)
    return {
        "emails": sorted(typed.emails),
        "phones": sorted(typed.phones),
        "keys": sorted(typed.emails | typed.phones),
        "names": spellings(name),
        "companies": spellings(company),
        "beginning": f"{beginning.replace('_', ' ').replace('%', ' ')}%" if len(beginning) > 2 else company,
        "some": SOME,
    }


def _seen(
    records: QuerySet[Any], ids: list[int], member: Member | None, account: str = "account"
) -> list[int]:
    if member is None or member.access.whole or not ids:
        return ids
    seen = within(records.filter(pk__in=ids), member, account=account)
    return list(seen.order_by().values_list("pk", flat=True))


def _ids(statement: str, values: dict[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall() if row[0]]


def spellings(name: str) -> list[str]:
    """The name itself, its words the other way round, and every name one letter apart: each is looked up in an index."""
    if not name:
        return []
    words = name.split()
    found = {name, " ".join(reversed(words)), " ".join([words[-1], *words[:-1]])}
    if 4 <= len(name) <= LONGEST:
        splits = [(name[:place], name[place:]) for place in range(len(name) + 1)]
        letters = sorted(set(LETTERS) | set(name))
        found |= {left + right[1:] for left, right in splits if right}
        found |= {left + letter + right[1:] for left, right in splits if right for letter in letters}
        found |= {left + letter + right for left, right in splits for letter in letters}
        found |= {
            name[:place] + other + one + name[place + 2 :]
            for place, (one, other) in enumerate(pairwise(name))
        }
    return sorted(found)
