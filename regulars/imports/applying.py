"""Writing a checked file into the ledger: one transaction, exactly once."""

from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from regulars.imports import checking
from regulars.imports.ledger import accounts, orders, own_values, permissions, returns, seen
from regulars.imports.ledger.holding import hold
from regulars.imports.ledger.inserting import count_anew
from regulars.imports.models import Import, Kind, State
from regulars.imports.progress import Tell
from regulars.imports.staging.copying import drop
from regulars.imports.understanding.remembering import remember
from regulars.imports.understanding.settings import Settings
from regulars.lib.later import enqueue_once
from regulars.people.duplicates.searching import ask_for_search
from regulars.retention.asking import ask_for_scoring
from regulars.retention.reach import state_end
from regulars.timeline.models import record


def apply(importing: Import, tell: Tell, *, score: bool = True) -> None:
    """Apply an import that is in the state APPLYING; in any other it does nothing, so that asking twice applies once.

    Everything is counted again first, since the ledger may have changed since the dry run. Killed at any moment, nothing
    has happened, and the same call starts over.
    """
    with transaction.atomic():
        checking.lock(importing)
        if importing.state != State.APPLYING:
            return
        with connection.cursor() as cursor:
            hold(cursor)
            _write(cursor, importing, tell)
            drop(importing)
        _finish(importing, score)
        tell("done", 0.99)


def _write(cursor: Any, importing: Import, tell: Tell) -> None:
    settings = Settings.from_json(importing.settings)
    staged = checking.staged_rows(cursor, importing)
    if not staged or staged != importing.counts.get("lines", staged):
        checking.read(importing, tell)
    importing.counts = checking.count(cursor, importing, tell)
    if importing.kind == Kind.PEOPLE:
        accounts.write(cursor, importing)
        importing.counts |= permissions.write(cursor, importing, settings)
        own_values.write(cursor, importing, settings)
        return
    tell("people", 0.52)
    accounts.write(cursor, importing)
    count_anew(cursor, importing, "people_account", "people_person", "people_accountreference")
    tell("orders", 0.56)
    orders.write(cursor, importing, settings)
    own_values.write(cursor, importing, settings)
    count_anew(cursor, importing, "orders_order")
    tell("lines", 0.6)
    orders.write_lines(cursor, importing, settings)
    count_anew(cursor, importing, "orders_orderline")
    tell("refunds", 0.85)
    returns.write(cursor, importing, settings)
    seen.note(cursor, importing)
    # Foreign keys are checked here, where it shows as progress, rather than at the commit.
    tell("done", 0.9)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    count_anew(cursor, importing, "orders_order")


def _finish(importing: Import, score: bool) -> None:
    importing.applied_at = timezone.now()
    importing.problem = ""
    if importing.kind == Kind.ORDERS:
        last = importing.counts.get("last_day")
        importing.covers_until = importing.covers_until or (date.fromisoformat(last) if last else None)
    importing.move(State.APPLYING, State.APPLIED, "applied_at", "problem", "covers_until", "counts")
    header = importing.understood.get("header", [])
    remember(importing.kind, header, Settings.from_json(importing.settings), importing.source)
    new = importing.counts.get("new", 0)
    facts = {"import_id": importing.pk, "file": importing.file_name, "what": importing.kind, "new": new}
    record("imports.applied", by=importing.member, **facts)
    enqueue_once("people.assign_unowned")
    enqueue_once("people.normalise_phones")
    if new:
        ask_for_search(importing.member)
    if importing.kind == Kind.ORDERS:
        if importing.covers_until:
            state_end(f"import:{importing.pk}", importing.covers_until)
        if score:
            ask_for_scoring(importing.member)
