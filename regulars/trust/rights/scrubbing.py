"""Whoever's data were erased is taken out of what was written about others: in every text and every JSON of every table of
ours, so that what is added later is reached without anyone remembering."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import CharField, Field, JSONField, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

from regulars.lib.held import GONE
from regulars.people.identity import Identity
from regulars.timeline.models import Event

KEPT = {
    "orders.Order": "the books",
    "orders.OrderLine": "the books",
    "orders.Refund": "the books",
    "people.Account": "other accounts' own names; theirs goes with its record",
    "people.Person": "other people's own names; theirs goes with its record",
    "people.ContactPoint": "how others are reached; theirs go with their record",
    "finding.Document": "triggers of the database write it",
    "finding.Word": "goes word by word",
    "team.Member": "who works here",
    "team.Invitation": "who works here",
    "team.Firm": "the firm's own",
    "trust.Wording": "what everybody was told",
    "trust.RightsRequest": "wiped with the request itself",
    "trust.Link": "sealed; holds no words of anybody",
    "timeline.Event": "sealed; trust.history takes the words out and says so",
}
"""Models whose words are left alone, each with its reason."""


def scrub(identity: Identity, accounts: set[int]) -> int:
    """Addresses wherever they stand, names only where something is about one of `accounts`. How many records held one."""
    changed = 0
    for model in apps.get_models():
        if model.__module__.startswith("regulars.") and model._meta.label not in KEPT:
            changed += sum(_scrubbed(model, row, identity.all) for row in _naming(model, identity, accounts))
    return changed


def naming(identity: Identity, accounts: set[int]) -> list[int]:
    """Events whose data name them."""
    return [row.pk for row in _naming(Event, identity, accounts)]


def texts_of(model: type[Model]) -> list[Field[Any, Any]]:
    """Columns in which words may stand that somebody wrote."""
    fields = [
        field for field in model._meta.concrete_fields if isinstance(field, (CharField, TextField, JSONField))
    ]
    return [field for field in fields if not field.choices and not field.primary_key]


def _naming(model: type[Model], identity: Identity, accounts: set[int]) -> Iterator[Model]:
    texts = texts_of(model)
    as_text = {
        f"{field.name}_text": Cast(field.name, TextField()) for field in texts if isinstance(field, JSONField)
    }
    rows: QuerySet[Model] = model._base_manager.alias(**as_text)
    anywhere, there = _holding(texts, identity.addresses), _holding(texts, identity.names)
    at = [field.name for field in model._meta.concrete_fields if field.related_model and _is_account(field)]
    home = Q(pk__in=[])
    for name in at:
        home |= Q(**{f"{name}__in": accounts})
    yield from rows.filter(anywhere | (home & there)).iterator(chunk_size=500)


def _is_account(field: Any) -> bool:
    return bool(field.related_model._meta.label == "people.Account")


def _holding(texts: list[Field[Any, Any]], words: tuple[str, ...]) -> Q:
    found = Q(pk__in=[])
    for field in texts:
        for word in words:
            is_json = isinstance(field, JSONField)
            said = json.dumps(word, ensure_ascii=False)[1:-1] if is_json else word
            found |= Q(**{f"{field.name}{'_text' if is_json else ''}__icontains": said})
    return found


def _scrubbed(model: type[Model], row: Model, words: tuple[str, ...]) -> bool:
    values = {field.attname: getattr(row, field.attname) for field in texts_of(model)}
    new = {name: without(value, words) for name, value in values.items()}
    changed = {name: value for name, value in new.items() if value != values[name]}
    if changed:
        model._base_manager.filter(pk=row.pk).update(**changed)
    return bool(changed)


def without(value: Any, words: tuple[str, ...]) -> Any:
    """The same, with a sign where one of the words stood; keys of JSON too."""
    if isinstance(value, str):
        for word in words:
            value = re.sub(re.escape(word), GONE, value, flags=re.IGNORECASE)
        return value
    if isinstance(value, list):
        return [without(one, words) for one in value]
    if isinstance(value, dict):
        return {without(key, words): without(one, words) for key, one in value.items()}
    return value
