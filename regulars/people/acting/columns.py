"""A column of many: who looks after them, how they came to us, what kind of buyers they are, the country."""

from typing import Any

from django import forms
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.lists.acts import Act, Doing, Undoing, act
from regulars.people.facts.accounts import GroupLine
from regulars.people.groups import as_in_use
from regulars.people.models import GROUP_LENGTH
from regulars.people.models.introduction import ask_after_act, settle_after_undoing
from regulars.team.models import Member

_SET = """
WITH was AS (
    SELECT id, {column} AS value FROM people_account
    WHERE id = ANY(%(ids)s) AND {column} IS DISTINCT FROM %(value)s ORDER BY id FOR UPDATE
), now AS (
    UPDATE people_account AS account SET {column} = %(value)s FROM was WHERE account.id = was.id
)
INSERT INTO lists_bulkchange (act_id, record_id, account_id, before)
SELECT %(act)s, was.id, was.id, to_jsonb(was.value) FROM was
"""
_BACK = """
UPDATE people_account AS account SET {column} = (change.before #>> '{{}}')::{type}
FROM lists_bulkchange AS change
WHERE change.act_id = %(act)s AND change.id > %(after)s AND change.id <= %(until)s
    AND account.id = change.record_id AND account.{column} IS NOT DISTINCT FROM %(value)s
    {only}
"""
# Nobody gets somebody back who has left the firm meanwhile: then it stays with whom it was given to.
_STILL_HERE = """
    AND EXISTS (SELECT FROM team_member WHERE team_member.is_active AND team_member.id = (change.before #>> '{}')::bigint)
"""
COLUMNS = {
    "owner": {"column": "owner_id", "type": "bigint", "only": _STILL_HERE},
    "backup": {"column": "backup_id", "type": "bigint", "only": ""},
    "came_by": {"column": "came_by", "type": "text", "only": ""},
    "persona": {"column": "persona", "type": "text", "only": ""},
    "country": {"column": "country", "type": "text", "only": ""},
}


def run(sql: str, name: str, values: dict[str, Any]) -> int:
    """The names are from COLUMNS, whatever is asked for goes in as a value."""
    with connection.cursor() as cursor:
        cursor.execute(sql.format(**COLUMNS[name]), values)
        return int(cursor.rowcount)


def put(chunk: Doing) -> int:
    values = {"ids": chunk.ids, "value": chunk.given["value"], "act": chunk.act_id}
    done = run(_SET, chunk.given["column"], values)
    if chunk.given["column"] == "owner":
        ask_after_act(chunk.act_id, chunk.ids)
    return done


def put_back(chunk: Undoing) -> int:
    values = {"value": chunk.given["value"], "act": chunk.act_id, "after": chunk.after, "until": chunk.until}
    done = run(_BACK, chunk.given["column"], values)
    if chunk.given["column"] == "owner":
        settle_after_undoing(chunk.act_id, chunk.after, chunk.until)
    return done


class OwnerForm(forms.Form):
    def __init__(self, subject: str, data: Any) -> None:
        super().__init__(data)
        here = Member.objects.filter(is_active=True).order_by("name")
        self.fields["member"] = forms.ModelChoiceField(
            here, label=_("Whom"), empty_label=_("choose somebody")
        )


class GroupForm(forms.Form):
    value = forms.CharField(required=False)

    def __init__(self, column: str, subject: str, data: Any) -> None:
        super().__init__(data)
        self.column = column
        longest = 80 if column == "country" else GROUP_LENGTH
        shape: dict[str, Any] = {
            "label": _("What it shall be"),
            "help_text": _("Leave it empty to say that nobody knows."),
        }
        self.fields["value"] = (
            forms.CharField(max_length=longest, required=False, **shape)
            if column == "country"
            else GroupLine(column, **shape)
        )

    def clean_value(self) -> str:
        typed = " ".join(self.cleaned_data["value"].split())
        return typed if self.column == "country" else as_in_use(self.column, typed)


def _member_given(column: str, cleaned: dict[str, Any]) -> dict[str, Any]:
    return {"column": column, "value": cleaned["member"].pk, "name": str(cleaned["member"])}


def _word_given(column: str, cleaned: dict[str, Any]) -> dict[str, Any]:
    return {"column": column, "value": cleaned["value"], "name": cleaned["value"] or _("not known")}


def _register(column: str, label: Any, told: Any, order: int) -> None:
    people = column in {"owner", "backup"}
    act(
        Act(
            name=column.replace("_", "-"),
            label=label,
            subjects=("accounts",),
            form=OwnerForm if people else lambda subject, data: GroupForm(column, subject, data),
            given=lambda cleaned: (_member_given if people else _word_given)(column, cleaned),
            do=put,
            undo=put_back,
            told=lambda given: str(told) % given,
            order=order,
        )
    )


_register("owner", gettext_lazy("Hand over"), gettext_lazy("gave them to %(name)s to look after"), 30)
_register("backup", gettext_lazy("Name who stands in"), gettext_lazy("noted that %(name)s stands in"), 40)
_register(
    "came_by", gettext_lazy("How they came to us"), gettext_lazy("noted how they came to us: %(name)s"), 60
)
_register(
    "persona", gettext_lazy("Kind of buyer"), gettext_lazy("noted what kind of buyer they are: %(name)s"), 61
)
_register("country", gettext_lazy("Country"), gettext_lazy("noted the country: %(name)s"), 62)
