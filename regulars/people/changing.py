"""Adding and changing accounts and people: only what changed is written, and the event keeps what was before."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.fields.values import defaults_of
from regulars.people.columns import CUSTOM, Record, field_of, plain, put, raw, words
from regulars.people.errors import ChangedMeanwhile, GoneMeanwhile
from regulars.people.models import Account, ContactRole, Person
from regulars.people.models.introduction import ask_to_introduce
from regulars.people.owning import owner_for
from regulars.people.phones import dialled_from, e164
from regulars.team.models import Firm, Member
from regulars.timeline.models import Event, record


def add_account(
    *,
    by: Member,
    name: str,
    kind: str,
    person: str = "",
    email: str = "",
    phone: str = "",
    came_by: str = "",
    custom: dict[str, Any] | None = None,
) -> tuple[Account, Event]:
    """A new account with one named person, the account's own name where no other is known; and the event that tells it.

    A rule about such accounts says who looks after it, else whoever adds it.
    """
    with transaction.atomic():
        own = defaults_of("accounts") | (custom or {})
        account = Account(name=name, kind=kind, came_by=came_by, custom=own)
        account.owner, account.backup = owner_for(account, else_=by)
        account.save(force_insert=True)
        about = {"name": person or name, "email": email, "phone": phone, "phone_e164": number_of(phone)}
        Person.objects.create(account=account, custom=defaults_of("people"), **about)
        return account, record("people.account_added", by=by, account_id=account.pk)


def add_person(
    account: Account, *, by: Member, parts: Sequence[str] = (), **fields: Any
) -> tuple[Person, Event]:
    """Another person at the account; `fields` are columns of Person, name among them. And the event that tells it."""
    with transaction.atomic():
        number = number_of(fields.get("phone", ""))
        custom = defaults_of("people") | fields.pop("custom", {})
        person = Person.objects.create(account=account, phone_e164=number, custom=custom, **fields)
        ContactRole.objects.bulk_create(
            ContactRole(account=account, person=person, part=part) for part in parts
        )
        about = {"person": person.pk, "name": person.name}
        return person, record("people.person_added", by=by, account_id=account.pk, **about)


def change_account(
    account: Account, *, by: Member, seen: dict[str, Any] | None = None, **wanted: Any
) -> Event | None:
    """Write those facts in `wanted` that differ; the event that tells it, None where nothing did.

    `seen` holds the raw values that whoever wants this was shown: raises ChangedMeanwhile where one is another by now.
    """
    with transaction.atomic():
        fresh = Account.objects.select_for_update().get(pk=account.pk)
        known = fresh.owner if "owner" in wanted else None
        told = _write(fresh, seen or {}, wanted)
        if known and "owner" in told.get("changes", {}):
            ask_to_introduce([account.pk], before=known)
        return record("people.account_changed", by=by, account_id=account.pk, **told) if told else None


def change_person(
    person: Person, *, by: Member | None, seen: dict[str, Any] | None = None, **wanted: Any
) -> Event | None:
    """As `change_account`; `by` None is the person themselves, on their own page."""
    with transaction.atomic():
        fresh = Person.objects.select_for_update().get(pk=person.pk)
        told = _write(fresh, seen or {}, wanted)
        if not told:
            return None
        about = {"person": fresh.pk, "name": fresh.name}
        return record("people.person_changed", by=by, account_id=fresh.account_id, **about, **told)


def number_of(phone: str) -> str:
    """The E.164 number of what was typed, read as the firm's country does; empty where it is none."""
    return e164(phone, dialled_from(Firm.load())) if phone else ""


def _write(fresh: Record, seen: dict[str, Any], wanted: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What changed: `changes` in words, before and after, `values` as stored, `labels` of custom fields. Empty where
    nothing did."""
    if fresh.removed_at:
        raise GoneMeanwhile(
            _(
                "Somebody has merged or removed this record meanwhile, so nothing was changed. Look for it again."
            )
        )
    changes: dict[str, list[str]] = {}
    values: dict[str, list[Any]] = {}
    columns: set[str] = set()
    for name, value in wanted.items():
        before, after = raw(fresh, name), plain(value)
        if before == after:
            continue
        if name in seen and seen[name] != before:
            raise ChangedMeanwhile(_("Somebody else has changed this meanwhile."), field=name, theirs=before)
        was = words(fresh, name)
        columns |= put(fresh, name, after)
        changes[name], values[name] = [was, words(fresh, name)], [before, after]
    if not changes:
        return {}
    if "phone" in changes and isinstance(fresh, Person):
        fresh.phone_e164 = number_of(fresh.phone)
    fresh.save(update_fields=columns)
    labels = {name: field_of(name).label for name in changes if name.startswith(CUSTOM)}
    return {"changes": changes, "values": values} | ({"labels": labels} if labels else {})
