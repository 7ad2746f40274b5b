"""Somebody is forgotten: every app takes its part away, and whatever is left of their name and addresses goes from the rest.

What the law makes us keep stays without them: orders and refunds, under a number. An address that was stopped stays stopped
by its keyed hash. One more is stopped (Why.ERASED) only where they asked to be left alone as well: who has their data erased
to begin anew somewhere may come back, and who wants no word from us is known again when their address comes in with a file.
"""

from functools import partial

from django.db import connection, transaction

from regulars.lib.holdings import forget
from regulars.lib.later import enqueue_once
from regulars.people.identity import identity_of
from regulars.people.merging.chains import below
from regulars.people.merging.locking import hold_accounts, hold_people, share_ledger
from regulars.people.models import Account, Person, PersonMove
from regulars.team.models import Member
from regulars.timeline.holdings import events_about
from regulars.timeline.models import record
from regulars.trust.history.forgetting import redact
from regulars.trust.models import OwnLink, RightsRequest, State, Why
from regulars.trust.rights.errors import GoneAlready
from regulars.trust.rights.keeping import discard
from regulars.trust.rights.scrubbing import naming, scrub
from regulars.trust.suppressing.listing import addresses_of, suppress

TAKING = "SELECT set_config('regulars.erasing', 'on', true)"
"""What is append-only lets go of words in this transaction: the triggers of advice and of promises ask for it."""
WHY = "somebody had their data erased"
KEPT = "SELECT set_config('regulars.erasing', '', true)"


def erase(person: Person, *, by: Member, request: RightsRequest, leave_alone: bool) -> dict[str, int]:
    """In one transaction; how many of what went. Raises GoneAlready, LedgerBusy while orders come in, or StillComingIn."""
    with transaction.atomic(), connection.cursor() as cursor:
        share_ledger()
        hold_accounts({person.account_id})
        held = hold_people({person.pk}).get(person.pk)
        if held is None or held.removed_at:
            raise GoneAlready
        identity, accounts = identity_of(held), _accounts(held)
        requests = list(RightsRequest.objects.filter(person__in=below(cursor, Person, held.pk)))
        if leave_alone:
            suppress(addresses_of(held), why=Why.ERASED, by=by)
        OwnLink.revoke(held, by=by)
        cursor.execute(TAKING)
        about = list(events_about(held).values_list("pk", flat=True))
        did = forget(held)
        did["mentions elsewhere"] = scrub(identity, accounts)
        cursor.execute(KEPT)
        _wipe(requests)
        request.refresh_from_db()
        request.settle(State.DONE, by=by, did=did)
        home = Account.objects.filter(pk=held.account_id, removed_at=None).first()
        record("trust.erased", by=by, account_id=home.pk if home else None, request=request.pk, did=did)
        enqueue_once("retention.score_tonight")
        redact(about, why=WHY, by=by)
        redact(naming(identity, accounts), why=WHY, by=by, words=identity.all)
    return did


def _accounts(person: Person) -> set[int]:
    """Where one speaks of them by name: their account, and those they were at before."""
    before = PersonMove.objects.filter(person=person).values_list("before_id", flat=True)
    return {person.account_id, *before}


def _wipe(requests: list[RightsRequest]) -> None:
    """That they asked, and when it was done, has to be shown for years; who it was, not."""
    wiped = RightsRequest.objects.filter(pk__in=[request.pk for request in requests])
    wiped.update(whose="", words="", proposed={}, outcome="", extended_why="", file="", file_until=None)
    for request in requests:
        transaction.on_commit(partial(discard, request.file))
