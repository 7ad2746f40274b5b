"""A sign of its own in every text column of every record about one person, and where which of them may be found again."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, models, transaction

from regulars.people.models import Account, ContactPoint, Person
from regulars.trust.leaving.holding import keep
from regulars.trust.models import Export, OwnLink
from tests.canaries import Canaries, everything, ours, written
from tests.cast import Cast

CODES = {"currency", "colour", "key", "kind"}
SEALED = "23001"  # restrict_violation: the database itself refuses every change
SHORT = 8  # letters of a sign
INTERNAL = {
    "people.Account.folded": "the name once more, as it is searched by",
    "people.Person.folded": "the name once more, as it is searched by",
    "people.Tag.folded": "the label once more, as it is searched by",
    "care.ProtectionSheet.folded": "the idea once more, as it is searched by",
    "retention.Score.name": "the name once more, for sorting",
    "files.Attachment.sha256": "a check of the bytes, not words about anybody",
    "files.Attachment.place": "a random name on our disk",
    "trust.OwnLink.token_hash": "a secret, and only its hash",
    "trust.RightsRequest.file": "a random name on our disk",
    "trust.Export.subject": "which kind of rows a file held",
    "trust.Find.where": "which column holds more than it should; the words are in the file",
    "trust.Find.digest": "a keyed hash of words that stand in the file itself",
}
"""Columns of records about a person that their file leaves out, each with its reason."""
FIRMS_OWN = {
    "team.Invitation": "who works here",
    "team.Team": "who works here",
    "fields.FieldChoice": "a choice of a field, for everybody",
    "fields.CustomField": "a field, for everybody",
    "lists.BulkAct": "what was done to many",
    "lists.SavedView": "a way to look at many",
    "people.AssignmentRule": "a rule for many",
    "retention.ScoringRun": "a figure of many",
    "retention.StatedEnd": "a day up to which orders reach",
    "imports.Import": "a file of many",
    "imports.RememberedColumns": "names of columns",
    "people.Tag": "a label, for many",
    "trust.Keeping": "a rule for many",
    "fields.Conversion": "a field, for everybody",
    "finding.Document": "triggers of the database write and remove it with its record",
    "people.DroppedRow": "names of tables; the row itself said the same as one that is in the file",
    "finding.Word": "a word that some name holds",
    "imports.Progress": "how far a file is",
    "imports.RejectedRow": "a row that never came in; whom it names is known by name and address alone",
    "people.AwayRow": "names of tables",
    "team.Firm": "the firm's own",
    "team.SignIn": "who works here",
    "trust.Suppression": "a stopped address; whose it is, is known by the address alone",
    "trust.SuppressionKey": "a key's mark",
    "trust.Waiting": "an entry waits to be sealed; it is in the file itself",
    "trust.Link": "the seal of an entry, which is in the file itself",
}
"""Models that are about nobody; what of them names somebody is taken out by their name and addresses."""


@dataclass
class Marked:
    """`marks` is {sign: app.Model.column}."""

    made: Canaries
    marks: dict[str, str]

    @property
    def person(self) -> Person:
        return Person.objects.select_related("account").get(pk=self.made.person.pk)


def marked(cast: Cast, kind: str) -> Marked:
    """Harbour Bakery, as an account of that kind, with Ines alone there and one of everything about both."""
    Account.objects.filter(pk=cast.harbour.pk).update(kind=kind)
    made = everything(cast.harbour, cast.dana, "zqmark")
    marks: dict[str, str] = {}
    for number, (model, row) in enumerate(sorted(made.made.items(), key=lambda item: item[0]._meta.label)):
        if row is not None:
            marks |= _mark(model, row, number)
    for number, record in enumerate((made.about, made.person), len(made.made)):
        marks |= _mark(type(record), record, number)
    tied = _tie(made)
    return Marked(made, {sign: where for sign, where in marks.items() if where not in tied})


def _mark(model: type[models.Model], row: Any, number: int) -> dict[str, str]:
    """One update a column, past every rule of the model, where a check of the database does not ask for another value."""
    marks = {}
    for place, field in enumerate(written(model)):
        if (field.name in CODES and model is not ContactPoint) or (field.max_length or 99) < SHORT:
            continue
        sign = f"zq{number}x{place}z"
        value = f"{sign}@mark.example" if isinstance(field, models.EmailField) else sign
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('regulars.erasing', 'on', true), set_config('regulars.forgetting', 'x', true)"
            )
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=row.pk).update(**{field.name: value})
        except IntegrityError as refused:
            if getattr(refused.__cause__, "sqlstate", "") != SEALED:
                raise
            sign = str(getattr(row, field.name))
        marks[sign] = f"{model._meta.label}.{field.name}"
    return marks


def _tie(made: Canaries) -> set[str]:
    """What names its record by a bare number names theirs."""
    person, account = made.person.pk, made.about.pk
    bare: dict[str, dict[str, Any]] = {
        "lists.BulkChange": {"record_id": person, "account_id": account},
        "finding.Visit": {"kind": "person", "record_id": person},
        "imports.Change": {"table": "person", "record_id": person},
        "people.DuplicatePair": {"kind": "person", "first": person, "second": person + 1},
        "trust.OwnLink": {"person": person},
        "trust.RightsRequest": {"person": person, "number": person},
        "fields.CustomField": {"subject": "people"},
        "fields.Unfit": {"record_id": person},
    }
    for model in ours():
        if model._meta.label in bare and model in made.made:
            model._base_manager.filter(pk=made.made[model].pk).update(**bare[model._meta.label])
    keep(made.made[Export], "people", [person])
    assert OwnLink.objects.filter(person=person).exists()
    return {f"{label}.{name}" for label, values in bare.items() for name in values}
