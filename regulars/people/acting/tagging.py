"""A tag on many, and off again."""

from typing import Any

from django import forms
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.lib.errors import BadInput
from regulars.lists.acts import Act, Doing, Undoing, act
from regulars.people.models import Tag
from regulars.people.suggesting import SuggestingInput
from regulars.people.tagging.tagged import LONGEST, tag_named

# The table of tags, whom a row is of, the table of those, and whose timeline tells it.
TABLES = {
    "accounts": {
        "tags": "people_accounttag",
        "who": "account_id",
        "records": "people_account",
        "account": "id",
    },
    "people": {
        "tags": "people_persontag",
        "who": "person_id",
        "records": "people_person",
        "account": "account_id",
    },
}
_ADD = """
WITH made AS (
    INSERT INTO {tags} (tag_id, {who}) SELECT %(tag)s, id FROM {records} WHERE id = ANY(%(ids)s)
    ON CONFLICT DO NOTHING RETURNING {who} AS id
)
INSERT INTO lists_bulkchange (act_id, record_id, account_id)
SELECT %(act)s, made.id, record.{account} FROM made JOIN {records} AS record ON record.id = made.id
"""
_TAKE = """
WITH gone AS (DELETE FROM {tags} WHERE tag_id = %(tag)s AND {who} = ANY(%(ids)s) RETURNING {who} AS id)
INSERT INTO lists_bulkchange (act_id, record_id, account_id)
SELECT %(act)s, gone.id, record.{account} FROM gone JOIN {records} AS record ON record.id = gone.id
"""
_ADDED_BACK = """
DELETE FROM {tags} USING lists_bulkchange AS change
WHERE change.act_id = %(act)s AND change.id > %(after)s AND change.id <= %(until)s
    AND {tags}.{who} = change.record_id AND {tags}.tag_id = %(tag)s
"""
_TAKEN_BACK = """
INSERT INTO {tags} (tag_id, {who})
SELECT %(tag)s, change.record_id FROM lists_bulkchange AS change JOIN {records} AS record ON record.id = change.record_id
WHERE change.act_id = %(act)s AND change.id > %(after)s AND change.id <= %(until)s
ON CONFLICT DO NOTHING
"""


def run(sql: str, subject: str, values: dict[str, Any]) -> int:
    """How many rows the last statement changed. The names are from TABLES, whatever is asked for goes in as a value."""
    with connection.cursor() as cursor:
        cursor.execute(sql.format(**TABLES[subject]), values)
        return int(cursor.rowcount)


def add(chunk: Doing) -> int:
    return run(_ADD, chunk.subject, {"tag": chunk.given["tag"], "ids": chunk.ids, "act": chunk.act_id})


def take(chunk: Doing) -> int:
    return run(_TAKE, chunk.subject, {"tag": chunk.given["tag"], "ids": chunk.ids, "act": chunk.act_id})


def _range(chunk: Undoing) -> dict[str, Any]:
    return {"tag": chunk.given["tag"], "act": chunk.act_id, "after": chunk.after, "until": chunk.until}


def added_back(chunk: Undoing) -> int:
    return run(_ADDED_BACK, chunk.subject, _range(chunk))


def taken_back(chunk: Undoing) -> int:
    return run(_TAKEN_BACK, chunk.subject, _range(chunk))


class AddTagForm(forms.Form):
    tag = forms.CharField(label=gettext_lazy("Tag"), max_length=LONGEST)

    def __init__(self, subject: str, data: Any) -> None:
        super().__init__(data)
        names = Tag.objects.in_use().order_by("folded").values_list("name", flat=True)[:300]
        self.fields["tag"].widget = SuggestingInput(list(names), attrs={"maxlength": LONGEST})
        self.fields["tag"].help_text = _("One that is there, or a new word.")

    def clean_tag(self) -> Tag:
        """Made right away where it is new: an empty tag is harmless."""
        try:
            return tag_named(self.cleaned_data["tag"])
        except BadInput as refusal:
            raise forms.ValidationError(str(refusal)) from None


class TakeTagForm(forms.Form):
    def __init__(self, subject: str, data: Any) -> None:
        super().__init__(data)
        self.fields["tag"] = forms.ModelChoiceField(
            Tag.objects.in_use().order_by("folded"), label=_("Tag"), empty_label=_("choose a tag")
        )


def given(cleaned: dict[str, Any]) -> dict[str, Any]:
    return {"tag": cleaned["tag"].pk, "name": cleaned["tag"].name}


act(
    Act(
        name="tag",
        label=gettext_lazy("Add a tag"),
        subjects=("accounts", "people"),
        form=AddTagForm,
        given=given,
        do=add,
        undo=added_back,
        told=lambda given: _("added the tag “%(name)s”") % given,
        order=10,
    )
)
act(
    Act(
        name="untag",
        label=gettext_lazy("Take off a tag"),
        subjects=("accounts", "people"),
        form=TakeTagForm,
        given=given,
        do=take,
        undo=taken_back,
        told=lambda given: _("took off the tag “%(name)s”") % given,
        order=20,
    )
)
