"""Looks through what is stored already, and lists what is more than the job needs. Nothing is changed by itself."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.fields.models import CustomField, Subject
from regulars.fields.models import Kind as FieldKind
from regulars.fields.records import MODELS
from regulars.fields.values import put
from regulars.people.phones import dialled_from
from regulars.team.models import Firm, Member
from regulars.timeline.models import record
from regulars.trust.facts.catching import MONTH_FIRST
from regulars.trust.facts.finding import Found
from regulars.trust.facts.looking import PATTERN, look, smaller, too_much
from regulars.trust.hashing import digest
from regulars.trust.models import Find, Settled

BATCH = 2000
ACCOUNT = {"people.Account": "pk"}


class Place(NamedTuple):
    """A column of words, or one of the firm's own fields (`own`)."""

    where: str
    label: str | Promise
    own: CustomField | None = None

    @property
    def model(self) -> type[Model]:
        app, model = self.where.split(".")[:2]
        return apps.get_model(app, model)

    @property
    def column(self) -> str:
        return f"custom__{self.own.key}" if self.own else self.where.split(".")[2]

    @property
    def account(self) -> str:
        return ACCOUNT.get(".".join(self.where.split(".")[:2]), "account")

    def texts(self, after: int) -> list[tuple[int, int | None, str]]:
        """(id, account, text) of the next ones by id that have more than a few digits."""
        rows = self.model._base_manager.filter(pk__gt=after, **{f"{self.column}__regex": PATTERN}).order_by(
            "pk"
        )
        return [
            row
            for row in rows.values_list("pk", self.account, self.column)[:BATCH]
            if isinstance(row[2], str)
        ]


WORDS: list[tuple[str, str | Promise]] = [
    ("people.Person.note", _("What matters to them")),
    ("people.Person.prefers", _("How they like to be reached")),
    ("people.Person.job_title", _("Their job")),
    ("people.Account.country", _("Country")),
    ("people.ContactPoint.label", _("What a phone or an address is for")),
    ("timeline.Touch.note", _("What was said in a contact")),
    ("service.Promise.what", _("What was promised")),
    ("care.Wish.words", _("Wishes")),
    ("care.SaidMeant.said", _("What they said and what they meant")),
    ("care.SaidMeant.meant", _("What they said and what they meant")),
    ("care.Goal.words", _("Goals")),
    ("care.Incident.words", _("What went wrong")),
]


def places() -> list[Place]:
    """Where words are typed that a person might fill with more; those of apps that are not here are left out."""
    written = [Place(where, label) for where, label in WORDS if _is_there(where)]
    texts = [FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.DATE]
    own = (
        CustomField.objects.in_use().filter(kind__in=texts, subject__in=["accounts", "people"]).order_by("pk")
    )
    return written + [
        Place(f"{MODELS[Subject(one.subject)]}.custom.{one.name}", one.label, one) for one in own
    ]


def _is_there(where: str) -> bool:
    app, model, field = where.split(".")
    try:
        return any(one.name == field for one in apps.get_model(app, model)._meta.concrete_fields)
    except LookupError:
        return False


def place_of(where: str) -> Place | None:
    return next((place for place in places() if place.where == where), None)


def look_through() -> int:
    """How many new finds. Batch after batch, each written by itself; what was found once is not found again."""
    return sum(_looked(place) for place in places())


def _looked(place: Place) -> int:
    number, after = 0, 0
    while rows := place.texts(after):
        made = [find for row in rows for find in _finds(place, row)]
        known = Find.objects.count()
        Find.objects.bulk_create(made, ignore_conflicts=True)
        number, after = number + Find.objects.count() - known, rows[-1][0]
    return number


def _finds(place: Place, row: tuple[int, int | None, str]) -> Iterator[Find]:
    pk, account, text = row
    found = looked(place, text)
    if found:
        whats = sorted({one.what.value for one in found})
        yield Find(where=place.where, record=pk, account_id=account, whats=whats, digest=digest(text))


def looked(place: Place, text: str) -> list[Found]:
    month_first = dialled_from(Firm.load()) in MONTH_FIRST
    label = place.own.label if place.own else ""
    return too_much(look(text, label, today=timezone.localdate(), month_first=month_first))


def text_of(find: Find) -> str:
    """What stands there now; empty where it is another text by now, or gone."""
    place = place_of(find.where)
    row = (
        place
        and place.model._base_manager.filter(pk=find.record).values_list(place.column, flat=True).first()
    )
    return row if isinstance(row, str) and digest(row) == find.digest else ""


def offered(find: Find) -> str:
    """The smaller form of it; a day of a field of days has none but nothing at all."""
    place, text = place_of(find.where), text_of(find)
    if not place or not text or (place.own and place.own.kind == FieldKind.DATE):
        return ""
    return smaller(text, looked(place, text))


@transaction.atomic
def make_smaller(find: Find, *, by: Member) -> str:
    """Write the smaller form where that text still stands; what became of the find."""
    place, text = place_of(find.where), text_of(find)
    if not place or not text:
        return settle(find, Settled.GONE, by=by)
    rows: QuerySet[Any] = place.model._base_manager.filter(pk=find.record, **{place.column: text})
    value = offered(find)
    changed = (
        rows.update(custom=put(place.own, value or None))
        if place.own
        else rows.update(**{place.column: value})
    )
    if not changed:
        return settle(find, Settled.GONE, by=by)
    record("trust.made_smaller", by=by, account_id=find.account_id, whats=find.whats, where=find.where)
    return settle(find, Settled.SMALLER, by=by)


@transaction.atomic
def settle(find: Find, outcome: str, *, by: Member) -> str:
    """Once: the first word counts."""
    done = Find.objects.open().filter(pk=find.pk)
    done.update(settled=outcome, settled_at=timezone.now(), by=by)
    return outcome
