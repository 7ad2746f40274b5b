"""One import writes to the ledger at a time, and nobody miscounts its tables meanwhile."""

from typing import Any

from regulars.people.merging.locking import LEDGER

HELD = (
    "people_account",
    "people_person",
    "people_accountreference",
    "orders_order",
    "orders_orderline",
    "orders_refund",
)
# In nobody's way but autovacuum's. Were it to look now, it would count none of our rows, call the tables empty, and have
# each of half a million foreign keys checked by reading a whole index.
_LOCK = f"LOCK TABLE {', '.join(HELD)} IN SHARE UPDATE EXCLUSIVE MODE"


def hold(cursor: Any) -> None:
    """Wait for whoever writes now; held to the end of the transaction. The one order of locks: advisory, then tables."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LEDGER])
    cursor.execute(_LOCK)
