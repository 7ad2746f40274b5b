"""Keeping a promise with the contact that kept it: logged in the same transaction, so that neither stands alone."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from regulars.service.models import Promise
from regulars.team.models import Member
from regulars.timeline.models import Event, Touch, log_touch


def keep_with_contact(
    promise: Promise,
    *,
    by: Member,
    how: str = "",
    channel: str = "",
    touch: Touch | None = None,
    on: datetime | None = None,
    final_price: Decimal | None = None,
) -> Event:
    """`channel` with words logs a contact, unless `touch` is one that is there already. Raises what `keep` raises."""
    with transaction.atomic():
        logged = None
        if channel and how.strip() and touch is None:
            logged = log_touch(
                account_id=promise.account_id, by=by, channel=channel, note=how.strip(), person=promise.person,
                two_way=channel in {"call", "meeting"},
            )  # fmt: skip
        return promise.keep(
            by=by, how=how, on=on, touch=touch or logged, final_price=final_price, logged=logged is not None
        )
