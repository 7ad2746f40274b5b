"""All that a score may know (V12): tables and their columns, and nothing else. A test scores with the rights to these alone.

Days and amounts of orders, and what was said and done; never who somebody is, what they are like or where they live, nor
what care knows of their health. What is added here is looked at for protected traits when it is loaded.
"""

from collections.abc import Mapping

from regulars.lib.traits import trait_of

EVERYTHING = ("*",)
INPUTS: dict[str, tuple[str, ...]] = {
    "people_account": ("id", "folded", "removed_at", "do_not_contact"),
    "orders_order": ("id", "account_id", "day", "net", "status", "currency", "refunded"),
    "orders_refund": ("account_id", "order_id", "day", "amount", "currency"),
    "timeline_touch": ("account_id", "at", "from_us", "two_way", "channel", "withdrawn_at"),
    "retention_riskcase": ("account_id", "outcome", "closed_at"),
    "retention_score": EVERYTHING,
    "retention_scoringrun": EVERYTHING,
}
"""`folded` is copied beside a score to sort lists by, and no number is made of it; what scoring wrote itself, it may read."""


class ProtectedInput(ValueError):
    """Somebody let a score know a protected trait, or what stands for one."""


def checked(inputs: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """Raises ProtectedInput."""
    for table, columns in inputs.items():
        for column in columns:
            if column == "custom" or trait_of(column):
                raise ProtectedInput(f"{table}.{column}")
    return inputs


checked(INPUTS)
