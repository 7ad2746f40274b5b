"""Puts a made-up firm into an empty installation, a million orders a minute: rows go in by COPY."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.demo import rows
from regulars.demo.records import add_records
from regulars.demo.story import CURRENCY, FIRM_NAME, Story, generate
from regulars.lib.errors import Refusal
from regulars.orders.models import Order, OrderLine, Refund
from regulars.people.models import Account, AccountReference, Person
from regulars.team.models import Firm
from regulars.timeline.models import Touch, recount_all

Progress = Callable[[int, int], None]
LINES_UP_TO = 200_000
BATCH = 5_000


class NotEmpty(Refusal):
    """There are customers or orders already; a made-up firm never mixes with a real one."""

    code = "not_empty"


def fill(
    *, accounts: int = 400, seed: int = 7, until: date | None = None, progress: Progress | None = None
) -> Story:
    """Fill this empty installation with a firm of `accounts` buyers whose newest orders are of `until` (yesterday).

    All or nothing. `progress(done, total)` counts rows. Orders of very large firms come without their lines.
    Nobody can sign in afterwards who could not before. Raises NotEmpty.
    """
    story = generate(seed=seed, accounts=accounts, until=until or timezone.localdate() - timedelta(days=1))
    with transaction.atomic():
        firm = Firm.load()
        if Account.objects.exists() or Order.objects.exists():
            raise NotEmpty(
                _("This installation holds people or orders already, so no made-up ones were added.")
            )
        firm.name, firm.currency = FIRM_NAME, CURRENCY
        firm.save(update_fields=["name", "currency"])
        write(story, firm.timezone, progress)
        add_records(firm, timezone.now())
        recount_all()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return story


def write(story: Story, zone: str, progress: Progress | None) -> None:
    days = rows.Days(story, zone)
    tables: list[tuple[type[models.Model], str, int, Iterable[str]]] = [
        (Account, rows.ACCOUNT, len(story.buyers), rows.accounts(story, days)),
        (AccountReference, rows.REFERENCE, len(story.buyers), rows.references(story)),
        (Person, rows.PERSON, len(story.buyers), rows.people(story)),
        (Order, rows.ORDER, len(story.ledger.who), rows.orders(story, days)),
        (Refund, rows.REFUND, len(story.ledger.return_line), rows.refunds(story, days)),
        (Touch, rows.TOUCH, len(story.talks), rows.touches(story, days)),
    ]
    if len(story.ledger.who) <= LINES_UP_TO:
        tables.insert(4, (OrderLine, rows.LINE, len(story.ledger.line_order), rows.lines(story)))
    total, done = sum(table[2] for table in tables), 0
    for model, columns, count, lines in tables:
        for copied in copy(model, columns, lines):
            if progress:
                progress(done + copied, total)
        move_sequence(model)
        done += count


def copy(model: type[models.Model], columns: str, lines: Iterable[str]) -> Iterator[int]:
    """COPY text `lines` (each with its newline) into the model's table; yields how many went in so far."""
    names = ", ".join(f'"{name}"' for name in columns.split())
    source, done = iter(lines), 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as pipe,
    ):
        while batch := list(islice(source, BATCH)):
            pipe.write("".join(batch))
            done += len(batch)
            yield done


def move_sequence(model: type[models.Model]) -> None:
    """The next record made by hand gets the number after the copied ones."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM \"{table}\"",  # noqa: S608 # a model's name
            [table],
        )
