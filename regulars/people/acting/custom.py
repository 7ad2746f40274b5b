"""One of the firm's own fields of many. Each record keeps what is in its others."""

import json
from typing import Any

from django import forms
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.fields.errors import FieldBusy
from regulars.fields.models import CustomField
from regulars.fields.values import for_everybody, form_field, said, stored
from regulars.lists.acts import Act, Doing, Undoing, act

TABLES = {
    "accounts": {"records": "people_account", "account": "id"},
    "people": {"records": "people_person", "account": "account_id"},
}
_SET = """
WITH was AS (
    SELECT id, {account} AS account, custom -> %(key)s AS value FROM {records}
    WHERE id = ANY(%(ids)s) AND (custom -> %(key)s) IS DISTINCT FROM %(value)s::jsonb ORDER BY id FOR UPDATE
), now AS (
    UPDATE {records} AS record
    SET custom = CASE WHEN %(value)s::jsonb IS NULL THEN record.custom - %(key)s
        ELSE record.custom || jsonb_build_object(%(key)s::text, %(value)s::jsonb) END
    FROM was WHERE record.id = was.id
)
INSERT INTO lists_bulkchange (act_id, record_id, account_id, before)
SELECT %(act)s, was.id, was.account, was.value FROM was
"""
_BACK = """
UPDATE {records} AS record
SET custom = CASE WHEN change.before IS NULL THEN record.custom - %(key)s
    ELSE record.custom || jsonb_build_object(%(key)s::text, change.before) END
FROM lists_bulkchange AS change
WHERE change.act_id = %(act)s AND change.id > %(after)s AND change.id <= %(until)s
    AND record.id = change.record_id AND (record.custom -> %(key)s) IS NOT DISTINCT FROM %(value)s::jsonb
"""


def run(sql: str, subject: str, given: dict[str, Any], **values: Any) -> int:
    """The names are from TABLES, whatever is asked for goes in as a value."""
    value = None if given["value"] is None else json.dumps(given["value"])
    with connection.cursor() as cursor:
        cursor.execute(sql.format(**TABLES[subject]), {"key": given["key"], "value": value} | values)
        return int(cursor.rowcount)


def put(chunk: Doing) -> int:
    """Nothing, where the field became another kind meanwhile: its values are elsewhere by now."""
    if not CustomField.objects.filter(key=chunk.given["key"], locked_at=None).exists():
        raise FieldBusy(_("This field was changed meanwhile. Choose it again."))
    return run(_SET, chunk.subject, chunk.given, ids=chunk.ids, act=chunk.act_id)


def put_back(chunk: Undoing) -> int:
    return run(_BACK, chunk.subject, chunk.given, act=chunk.act_id, after=chunk.after, until=chunk.until)


class CustomForm(forms.Form):
    """First which field of those that everybody here may read, then what it shall hold: without scripts that is two steps
    of one form."""

    def __init__(self, subject: str, data: Any) -> None:
        super().__init__(data)
        self.known = {field.name: field for field in for_everybody(subject)}
        choices = [("", _("choose a field")), *((name, field.label) for name, field in self.known.items())]
        self.fields["field"] = forms.ChoiceField(label=_("Field"), choices=choices)
        chosen = self.known.get(data.get("field", "")) if data else None
        if chosen:
            value = form_field(chosen)
            value.required, value.initial = False, None
            value.help_text = _("Leave it empty to say that nobody knows.")
            self.fields[chosen.name] = value
            # Says that the value was asked for, as boxes that are all empty say nothing.
            self.fields["value_shown"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        field = self.known.get(cleaned.get("field", ""))
        if field and "value_shown" not in self.data:
            self.add_error("field", _("Now say what it shall be."))
        elif field and field.name in cleaned:
            cleaned["value"] = stored(field, cleaned[field.name])
            cleaned["chosen"] = field
        return cleaned


def given(cleaned: dict[str, Any]) -> dict[str, Any]:
    field, value = cleaned["chosen"], cleaned["value"]
    return {
        "key": field.key,
        "value": value,
        "field": field.label,
        "name": said(field, value) or _("not known"),
    }


act(
    Act(
        name="field",
        label=gettext_lazy("One of your own fields"),
        subjects=("accounts", "people"),
        form=CustomForm,
        given=given,
        do=put,
        undo=put_back,
        told=lambda given: _("noted %(field)s: %(name)s") % given,
        order=70,
    )
)
