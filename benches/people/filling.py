"""A made-up firm of a stated size, written by the database itself: the same one each time, in a few minutes.

Every value comes from a hash of its row's number, so nothing depends on the order in which rows are made. Words and
names are as varied as in a real firm of that size: a few thousand last names, of which some are very common.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection

from regulars.demo.names import FIRST, LAST, NOTES, PLACES, TRADES
from regulars.lib.folding import fold

ENDINGS = [
    "",
    "",
    "",
    "",
    "",
    "sen",
    "ova",
    "son",
    "berg",
    "field",
    "man",
    "well",
    "ton",
    "ley",
    "wood",
    "ski",
]
TOWNS = ["Whitby", "Ely", "Leith", "Conwy", "Bath", "Truro", "Hull", "Wells", "York", "Ayr", "Deal", "Rye"]
TALK = [
    "menu",
    "delivery",
    "invoice",
    "opening",
    "tasting",
    "machine",
    "grinder",
    "holiday",
    "price",
    "season",
]


class Size(NamedTuple):
    accounts: int = 200_000
    people: int = 1_000_000
    touches: int = 5_000_000
    orders: int = 1_000_000

    @classmethod
    def of(cls, accounts: int) -> "Size":
        return cls(accounts, accounts * 5, accounts * 25, accounts * 5)


def chance(what: str, salt: int, of: str) -> str:
    """SQL: a whole number below `of`, always the same one for the same `what`."""
    return f"((hashint8extended({what}, {salt}) & 9223372036854775807) %% {of})"


def pick(words: str, what: str, salt: int) -> str:
    """SQL: one of the array parameter `words`."""
    return f"(%({words})s::text[])[1 + {chance(what, salt, f'cardinality(%({words})s::text[])')}]"


ACCOUNTS = f"""
INSERT INTO people_account (id, name, folded, kind, country, came_by, persona, owner_id, do_not_contact, created_at)
SELECT i, place || ' ' || trade || ' ' || town,
    place_folded || ' ' || trade_folded || ' ' || lower(town),
    CASE WHEN {chance("i", 4, "10")} < 8 THEN 'company' ELSE 'individual' END,
    CASE WHEN {chance("i", 5, "20")} < 17 THEN 'United Kingdom' ELSE 'Ireland' END,
    {pick("came_by", "i", 6)}, {pick("personas", "i", 7)},
    (SELECT min(id) FROM team_member), {chance("i", 8, "97")} = 50,
    now() - make_interval(days => {chance("i", 9, "2000")}::int)
FROM (
    SELECT i, {pick("places", "i", 1)} AS place, {pick("places_folded", "i", 1)} AS place_folded,
        {pick("trades", "i", 2)} AS trade, {pick("trades_folded", "i", 2)} AS trade_folded, {pick("towns", "i", 3)} AS town
    FROM generate_series(1, %(accounts)s::bigint) AS i
) AS made
"""  # noqa: S608 # our own SQL
PEOPLE = f"""
INSERT INTO people_person
    (id, account_id, name, folded, email, phone, phone_e164, note, birthday_month, created_at)
SELECT i, who, first || ' ' || last, first_folded || ' ' || last_folded,
    first_folded || '.' || last_folded || i || '@firm' || who || '.example',
    '07' || lpad((i %% 1000000000)::text, 9, '0'), '+447' || lpad((i %% 1000000000)::text, 9, '0'),
    CASE WHEN {chance("i", 15, "5")} = 0 THEN {pick("notes", "i", 16)} ELSE '' END,
    CASE WHEN {chance("i", 17, "3")} = 0 THEN 1 + {chance("i", 18, "12")} END,
    now() - make_interval(days => {chance("i", 19, "2000")}::int)
FROM (
    SELECT i, 1 + (i - 1) %% %(accounts)s AS who,
        {pick("firsts", "i", 11)} AS first, {pick("firsts_folded", "i", 11)} AS first_folded,
        {pick("lasts", "i", 12)} || {pick("endings", "i", 13)} AS last,
        {pick("lasts_folded", "i", 12)} || {pick("endings", "i", 13)} AS last_folded
    FROM generate_series(1, %(people)s::bigint) AS i
) AS made
"""  # noqa: S608 # our own SQL
TOUCHES = f"""
INSERT INTO timeline_touch
    (account_id, person_id, member_id, at, channel, from_us, two_way, sales, thanks, note, outcome)
SELECT who, who + %(accounts)s * {chance("i", 22, "%(each)s")}, (SELECT min(id) FROM team_member),
    now() - make_interval(mins => {chance("i", 23, "1500000")}::int),
    {pick("channels", "i", 24)}, {chance("i", 25, "4")} > 0, {chance("i", 26, "3")} > 0, {chance("i", 27, "5")} = 0,
    {chance("i", 28, "40")} = 0,
    CASE WHEN {chance("i", 29, "2")} = 0
        THEN 'Talked about ' || {pick("talk", "i", 30)} || ' and ' || {pick("talk", "i", 31)}
            || ' with ' || {pick("lasts", "i", 32)}
        ELSE '' END, ''
FROM (SELECT i, 1 + {chance("i", 21, "%(accounts)s")} AS who FROM generate_series(1, %(touches)s::bigint) AS i) AS made
"""  # noqa: S608 # our own SQL
ORDERS = f"""
INSERT INTO orders_order (id, account_id, source, external_id, at, day, status, amount, refunded, currency, lines_count)
SELECT i, who, 'bench', (100000 + i)::text, day + time '12:00', day, 'paid',
    (20 + {chance("i", 42, "40000")} / 100.0)::numeric(18, 4), 0, 'GBP', 0
FROM (
    SELECT i, 1 + {chance("i", 41, "%(accounts)s")} AS who,
        current_date - 1 - {chance("i", 43, "1100")}::int AS day
    FROM generate_series(1, %(orders)s::bigint) AS i
) AS made
"""  # noqa: S608 # our own SQL
TABLES = {
    "people_account": ACCOUNTS,
    "people_person": PEOPLE,
    "timeline_touch": TOUCHES,
    "orders_order": ORDERS,
}
_REFERENCES = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'
"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = %s::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
"""
SEQUENCES = ("people_account", "people_person", "orders_order")


@contextmanager
def bare(cursor: Any, table: str) -> Iterator[None]:
    """The table without its own indexes, references and triggers while rows pour in; all of them back afterwards."""
    cursor.execute(_REFERENCES, [table])
    references = cursor.fetchall()
    cursor.execute(_INDEXES, [table])
    indexes = cursor.fetchall()
    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for name, _ in references:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _, definition in indexes:
        cursor.execute(definition)
    for name, definition in references:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
    cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def fill(size: Size, tell: Callable[[str, float], None]) -> None:
    """Fill an empty installation that has a member. `tell` hears how long each table took.

    Triggers rest meanwhile; what they keep (the search's words, tallies) is rebuilt afterwards by the commands that a
    person has for it.
    """
    given = parameters(size)
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for table, statement in TABLES.items():
            began = time.perf_counter()
            with bare(cursor, table):
                cursor.execute(statement, given)
            tell(table, time.perf_counter() - began)
        for table in SEQUENCES:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT max(id) FROM {table}))",  # noqa: S608 # our own name
                [table],
            )
        cursor.execute("ANALYZE")


def parameters(size: Size) -> dict[str, Any]:
    return {
        **size._asdict(),
        "each": max(1, size.people // size.accounts),
        "places": PLACES,
        "places_folded": [fold(word) for word in PLACES],
        "trades": TRADES,
        "trades_folded": [fold(word) for word in TRADES],
        "towns": TOWNS,
        "firsts": FIRST,
        "firsts_folded": [fold(word) for word in FIRST],
        "lasts": LAST,
        "lasts_folded": [fold(word) for word in LAST],
        "endings": ENDINGS,
        "notes": NOTES,
        "talk": TALK,
        "channels": ["call", "call", "write", "message", "meeting", "note"],
        "came_by": ["Recommended", "Trade fair", "Walked in", "Web search", "", ""],
        "personas": ["Cafés and kitchens", "Delis and farm shops", "Hotels and guest houses", "", ""],
    }
