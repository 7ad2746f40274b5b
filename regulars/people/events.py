"""The sentences of what happens to accounts and people."""

from typing import Any

from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.fields.values import is_open
from regulars.people.changing_place import events as moving_events  # noqa: F401 # registers itself
from regulars.people.columns import CUSTOM
from regulars.people.models import Kind, Part
from regulars.people.tagging import events as tagging_events  # noqa: F401 # registers itself
from regulars.timeline.registry import leads, says, veils

FIELDS = {
    "name": gettext_lazy("the name"),
    "kind": gettext_lazy("what they are"),
    "country": gettext_lazy("the country"),
    "came_by": gettext_lazy("how they came to us"),
    "persona": gettext_lazy("what kind of buyer they are"),
    "owner": gettext_lazy("who looks after them"),
    "backup": gettext_lazy("who stands in"),
    "job_title": gettext_lazy("the job"),
    "prefers": gettext_lazy("how they like to be reached"),
    "birthday_month": gettext_lazy("the month of birth"),
    "email": gettext_lazy("the e-mail address"),
    "phone": gettext_lazy("the phone number"),
    "note": gettext_lazy("what matters to them"),
}


@says("people.account_added")
def account_added(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s added them by hand") % {"actor": actor}


@says("people.account_changed")
def account_changed(data: dict[str, Any], actor: str) -> str:
    changes = dict(data["changes"])
    asked = changes.pop("do_not_contact", None)
    labels = data.get("labels", {})
    told = [_changed(field, before, after, labels) for field, (before, after) in changes.items()]
    if asked:
        told.append(
            _("noted that they asked not to be contacted")
            if asked[1] == "True"
            else _("noted that they may be contacted again")
        )
    return f"{actor} {', '.join(told)}"


@says("people.person_added")
def person_added(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s added %(name)s") % {"actor": actor, "name": data["name"]}


@says("people.person_changed")
def person_changed(data: dict[str, Any], actor: str) -> str:
    labels = data.get("labels", {})
    changes = data["changes"].items()
    told = ", ".join(_changed(field, before, after, labels) for field, (before, after) in changes)
    return _("%(actor)s, about %(name)s: %(told)s") % {"actor": actor, "name": data["name"], "told": told}


@says("people.parts_changed")
def parts_changed(data: dict[str, Any], actor: str) -> str:
    parts = ", ".join(str(Part(part).label) for part in data["after"])
    about = {"actor": actor, "name": data["name"], "parts": parts}
    if not parts:
        return _("%(actor)s noted that %(name)s has no part here any more") % about
    return _("%(actor)s noted what %(name)s does here: %(parts)s") % about


@says("people.point_added")
def point_added(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s added %(point)s") % {"actor": actor, "point": _point(data)}


@says("people.point_changed")
def point_changed(data: dict[str, Any], actor: str) -> str:
    about = {"actor": actor, "before": data["before"]["value"], "point": _point(data)}
    return _("%(actor)s changed %(before)s to %(point)s") % about


@says("people.point_removed")
def point_removed(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s took away %(point)s") % {"actor": actor, "point": _point(data)}


@says("people.point_first")
def point_first(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s made this the first one: %(point)s") % {"actor": actor, "point": _point(data)}


def _point(data: dict[str, Any]) -> str:
    """`+44 20 7946 0018 (work) of Ines Duarte`."""
    point, name = data["point"], data["name"]
    said = f"{point['value']} ({point['label']})" if point["label"] else point["value"]
    return _("%(point)s of %(name)s") % {"point": said, "name": name} if name else said


def _changed(field: str, before: str, after: str, labels: dict[str, str]) -> str:
    """Of a field that not everybody may read it is told that it changed, never from what to what."""
    if field.startswith(CUSTOM) and not is_open(field.removeprefix(CUSTOM)):
        return _("changed %(field)s") % {"field": labels.get(field, field)}
    if field == "kind":
        before, after = (str(Kind(value).label) for value in (before, after))
    if field == "birthday_month":
        before, after = (str(MONTHS[int(value)]) if value else "" for value in (before, after))
    named = FIELDS.get(field) or labels.get(field, field)
    values = {"field": named, "before": before or _("nothing"), "after": after or _("nothing")}
    return _("changed %(field)s from %(before)s to %(after)s") % values


@says("people.handed_over")
def handed_over(data: dict[str, Any], actor: str) -> str:
    return _("%(after)s looks after them now, no longer %(before)s") % data


@says("people.rule_given", on_timeline=False)
def rule_given(data: dict[str, Any], actor: str) -> str:
    return _("%(owner)s gets the new ones of a rule now, instead of %(before)s") % data


@says("people.introduced")
def introduced(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s told them who looks after them now, instead of %(before)s") % (
        data | {"actor": actor}
    )


@says("people.everything_handed_over", on_timeline=False)
def everything_handed_over(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s handed over everything of %(name)s") % {"actor": actor, "name": data["name"]}


@says("people.accounts_assigned", on_timeline=False)
def accounts_assigned(data: dict[str, Any], actor: str) -> str:
    return _("%(number)d accounts got somebody who looks after them") % {"number": data["number"]}


@says("people.rule_made", on_timeline=False)
def rule_made(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s made a rule that gives new accounts to %(owner)s") % {
        "actor": actor,
        "owner": data["owner"],
    }


@says("people.rule_dropped", on_timeline=False)
def rule_dropped(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s took away the rule that gives new accounts to %(owner)s") % {
        "actor": actor,
        "owner": data["owner"],
    }


@says("people.merged")
def merged(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s made one record of %(kept)s and %(lost)s") % ({"actor": actor} | data)


@says("people.parted")
def parted(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s made two records again of %(kept)s and %(lost)s") % ({"actor": actor} | data)


@leads("people.merged")
def to_the_merge(data: dict[str, Any]) -> str:
    return reverse("merge", args=[data["merge"]])


@says("people.not_the_same", on_timeline=False)
def not_the_same(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s said that %(one)s and %(other)s are not the same") % ({"actor": actor} | data)


@says("people.same_later", on_timeline=False)
def same_later(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s put off whether %(one)s and %(other)s are the same") % ({"actor": actor} | data)


@says("people.account_removed")
def account_removed(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s put %(name)s into the bin") % ({"actor": actor} | data)


@says("people.account_restored")
def account_restored(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s took %(name)s out of the bin again") % ({"actor": actor} | data)


@says("people.person_removed")
def person_removed(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s put %(name)s into the bin") % ({"actor": actor} | data)


@says("people.person_restored")
def person_restored(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s took %(name)s out of the bin again") % ({"actor": actor} | data)


@says("people.removed_for_good", on_timeline=False)
def removed_for_good(data: dict[str, Any], actor: str) -> str:
    if data["emptied"]:
        return _("An account was emptied after its time in the bin; its orders stay in the books")
    return _("What had waited in the bin for a month was removed for good")


RELATIONS = {
    "part_of": gettext_lazy("%(actor)s wrote down that %(one)s is part of %(other)s"),
    "partner": gettext_lazy("%(actor)s wrote down that %(one)s and %(other)s are partners"),
    "joined": gettext_lazy("%(actor)s wrote down that %(one)s was joined into %(other)s, or bought by it"),
}
HEARD = {
    "part_of": gettext_lazy("%(actor)s heard that %(one)s may be part of %(other)s"),
    "partner": gettext_lazy("%(actor)s heard that %(one)s and %(other)s may be partners"),
    "joined": gettext_lazy(
        "%(actor)s heard that %(one)s may have been joined into %(other)s, or bought by it"
    ),
}


@veils("people.related")
@veils("people.unrelated")
@veils("people.relation_confirmed")
@veils("people.joined_reviewed")
def without_the_other(data: dict[str, Any], account_id: int | None) -> dict[str, Any]:
    other = "other" if data["row"]["account"] == account_id else "one"
    return data | {other: _("another account")}


@says("people.related")
def related(data: dict[str, Any], actor: str) -> str:
    said = HEARD if data["row"]["heard"] else RELATIONS
    return str(said[data["row"]["kind"]]) % ({"actor": actor} | data)


@says("people.unrelated")
def unrelated(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s noted that %(one)s and %(other)s do not belong together any more") % (
        {"actor": actor} | data
    )


@says("people.relation_confirmed")
def relation_confirmed(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s confirmed how %(one)s and %(other)s belong together") % ({"actor": actor} | data)


@says("people.joined_reviewed")
def joined_reviewed(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s looked at what %(one)s and %(other)s have from us: %(note)s") % (
        {"actor": actor} | data
    )


@leads("people.joined_reviewed")
def to_the_review(data: dict[str, Any]) -> str:
    return reverse("relation-review", args=[data["relation"]])
