"""A tag on an account or on a person, and off again."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.lib.errors import BadInput
from regulars.lib.folding import fold
from regulars.lib.seen import one_line
from regulars.people.models import Account, AccountTag, Person, PersonTag, Tag
from regulars.team.models import Member
from regulars.timeline.models import Event, record

Tagged = Account | Person
LONGEST = 60


def tag_named(typed: str) -> Tag:
    """The tag of that name in any spelling, made where there is none, brought back where it was archived: "VIP" and "vip"
    are one. Raises BadInput for a name without a letter or a figure, or one that is too long."""
    name = one_line(typed.replace("\x00", ""))
    folded = fold(name)
    if not folded:
        raise BadInput(_("A tag is a word or two, such as “Wholesale”."))
    if len(name) > LONGEST or len(folded) > LONGEST:
        raise BadInput(_("A tag has at most 60 letters. Write a note for more than that."))
    # Of two people who type a new word at the same moment, the second gets the first one's tag.
    found, _made = Tag.objects.get_or_create(folded=folded, defaults={"name": name})
    if found.archived_at:
        Tag.objects.filter(pk=found.pk).update(archived_at=None)
    made: Tag = found
    return made


def add_tag(tagged: Tagged, typed: str, *, by: Member) -> Event | None:
    """None where it was tagged so already."""
    with transaction.atomic():
        tag = tag_named(typed)
        return put_tag(tagged, tag, by=by)


def put_tag(tagged: Tagged, tag: Tag, *, by: Member) -> Event | None:
    with transaction.atomic():
        if isinstance(tagged, Account):
            made = AccountTag.objects.get_or_create(tag=tag, account=tagged)[1]
        else:
            made = PersonTag.objects.get_or_create(tag=tag, person=tagged)[1]
        return record("people.tagged", by=by, **_facts(tagged, tag)) if made else None


def remove_tag(tagged: Tagged, tag: Tag, *, by: Member) -> Event | None:
    """None where it was not tagged so."""
    with transaction.atomic():
        rows: Any = tagged.tagged.filter(tag=tag)
        gone, _each = rows.delete()
        return record("people.untagged", by=by, **_facts(tagged, tag)) if gone else None


def _facts(tagged: Tagged, tag: Tag) -> dict[str, Any]:
    if isinstance(tagged, Account):
        return {"account_id": tagged.pk, "tag": tag.pk, "label": tag.name}
    about = {"account_id": tagged.account_id, "person": tagged.pk, "name": tagged.name}
    return about | {"tag": tag.pk, "label": tag.name}
