"""A record of every model there is, with a mark in every text: what is added later is made here without anyone remembering.

`everything(about, mark)` hangs them on one account, so that a test can ask whether the mark shows where it must not: as
markup on a page, on a page of somebody who may not see that account, in a paper that goes to a customer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from regulars.people.models import Account, Person
from regulars.team.models import Member
from regulars.trust.models import Wording

SKIPPED = {
    *("team.Firm", "care.CareSettings", "people.DuplicateSearch", "trust.Wording"),
    *("trust.SendingSettings", "trust.SuppressionKey"),
}
"""There is one of them, or they came with the installation; `everything` marks what they say by an update instead."""
VOCABULARY = {
    "fields.CustomField": "what the firm wants to know of its customers, asked on every form",
    "fields.FieldChoice": "the answers it offers",
    "people.Tag": "the words it sorts customers by, offered wherever one is put on",
    "team.Team": "how colleagues are called together",
    "team.Member": "colleagues see each other",
}
"""Whose text is the firm's own, said to everybody who works there: no customer is known by it. It gets a mark of its own."""
TODAY = timezone.localdate


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("regulars.")]


def written(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The fields of a model in which any text may stand."""
    return [one for one in model._meta.concrete_fields if free_text(one)]


def free_text(one: Any) -> bool:
    return isinstance(one, (models.CharField, models.TextField)) and not one.choices and not one.primary_key


@dataclass
class Canaries:
    """`made` holds one of each model; `second` is another account where a record needs two."""

    about: Account
    person: Person
    member: Member
    mark: str
    own_words: str = ""
    made: dict[type[models.Model], Any] = field(default_factory=dict)

    def one(self, model: type[models.Model]) -> Any:
        if model is Account:
            return self.about
        if model is Person:
            return self.person
        if model is Member:
            return self.member
        if model not in self.made:
            self.made[model] = self.build(model)
        return self.made[model]

    def build(self, model: type[models.Model]) -> Any:
        """Written past `save` and every rule of the model: what counts is what may stand in the table."""
        label = model._meta.label
        if label in SKIPPED:
            return model._default_manager.first()
        values = {one.name: self.value(one) for one in model._meta.concrete_fields if self.wanted(one)}
        try:
            with transaction.atomic():
                return model._base_manager.bulk_create([model(**(values | self.special(label)))])[0]
        except IntegrityError as clash:
            if "unique" not in str(clash):
                raise
            return model._base_manager.first()  # what a test made before stands in its place

    def wanted(self, one: Any) -> bool:
        if isinstance(one, models.GeneratedField) or (one.primary_key and not one.remote_field):
            return False
        if one.remote_field:
            return not one.null or one.related_model in {Account, Person}
        return free_text(one) or not (one.null or one.has_default())

    def value(self, one: Any) -> Any:
        if one.remote_field:
            return self.one(one.related_model)
        if free_text(one):
            return self.text(one)
        if isinstance(one, models.CharField):
            return next(value for value, _label in one.flatchoices if value)
        if isinstance(one, models.DateTimeField):
            return timezone.now() - timedelta(hours=2)
        if isinstance(one, models.DateField):
            return TODAY() - timedelta(days=2)
        if isinstance(one, models.DecimalField):
            return Decimal("7777.77")
        if isinstance(one, ArrayField):
            return []
        return one.to_python(1)

    def text(self, one: Any) -> str:
        """The mark, cut to what fits; in narrow columns a word of its own."""
        length = one.max_length or 200
        if one.name in {"currency", "colour"}:
            return "GBP" if one.name == "currency" else one.get_default()
        if isinstance(one, models.EmailField):
            return f"{''.join(c for c in self.mark if c.isalnum())[:30].lower()}@mark.example"
        mark = self.own_words if self.own_words and one.model._meta.label in VOCABULARY else self.mark
        return (f"{mark} {one.name}" if length >= 40 else mark)[:length]

    def special(self, label: str) -> dict[str, Any]:
        second, other = self.second()
        found: dict[str, dict[str, Any]] = {
            "timeline.Event": {"kind": "people.account_added", "data": {}},
            "fields.CustomField": {"key": "f7777"},
            "people.Removal": {"kind": "account", "record": second.pk},
            "trust.SendingSettings": {"pk": 1},
            "trust.Permission": {"wording": Wording.objects.first(), "given": True},
            "trust.SuppressionKey": {"pk": 1},
            "trust.RightsRequest": {"file": "7" * 40},
            "trust.Link": {"sequence": 7777, "what": "entry"},
            "trust.LeavingSettings": {"pk": 1},
            "retention.RiskCase": {"outcome": ""},
            "trust.PrivateNote": {"until": TODAY() + timedelta(days=30)},
            "trust.Find": {"where": "people.Person.note", "record": self.person.pk},
            "people.AccountRelation": {"other": second, "kind": "partner"},
            "people.AssignmentRule": {"by": "country", "value": "Ireland", "backup": None},
            "people.DuplicatePair": {"kind": "account", "first": self.about.pk, "second": second.pk},
            "people.Merge": {
                "kind": "account",
                "kept_account": self.about,
                "lost_account": second,
                "kept_person": None,
                "lost_person": None,
            },
            "people.PersonMove": {"person": other, "before": self.about, "after": second},
        }
        return found.get(label, {})

    def second(self) -> tuple[Account, Person]:
        if not hasattr(self, "_second"):
            account = Account.objects.create(name=f"{self.mark} two"[:200], kind="company")
            person = Person.objects.create(account=account, name=f"{self.mark} their person"[:200])
            self._second = (account, person)
        return self._second


def everything(about: Account, member: Member, mark: str, own_words: str = "") -> Canaries:
    """One of each model about that account, with the mark in every text of theirs and of the account's own; `own_words`
    is the mark of what is no customer's, where that may be read."""
    person = about.people.earliest("pk")
    made = Canaries(about, person, member, mark, own_words)
    for record in (about, person):
        texts = {one.name: made.text(one) for one in written(type(record)) if one.name != "folded"}
        type(record)._base_manager.filter(pk=record.pk).update(**texts)
        record.refresh_from_db()
    for model in ours():
        made.one(model)
    return made
