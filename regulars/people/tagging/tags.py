"""The tags themselves: renamed, recoloured, joined, archived. Who has one never changes without being written down."""

from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.lib.errors import BadInput
from regulars.lib.folding import fold
from regulars.people.models import AccountTag, PersonTag, Tag
from regulars.team.models import Member
from regulars.timeline.models import Event, record
from regulars.timeline.undoing import CannotBeUndone

JOINED = """
INSERT INTO {table} (tag_id, {who}) SELECT %s, {who} FROM {table} WHERE tag_id = %s
ON CONFLICT DO NOTHING RETURNING id
"""
TABLES = {"accounts": ("people_accounttag", "account_id"), "people": ("people_persontag", "person_id")}


def change_tag(tag: Tag, *, by: Member, name: str, colour: str) -> Event | None:
    """Raises BadInput where another tag is called so: those two may be joined."""
    name = " ".join(name.split())
    with transaction.atomic():
        fresh = Tag.objects.select_for_update().get(pk=tag.pk)
        before = [fresh.name, fresh.colour]
        if before == [name, colour]:
            return None
        if Tag.objects.filter(folded=fold(name)).exclude(pk=tag.pk).exists():
            raise BadInput(_("There is a tag called so already. Join the two if they are one."))
        fresh.name, fresh.colour = name, colour
        fresh.save(update_fields=["name", "folded", "colour"])
        return record("people.tag_changed", by=by, tag=tag.pk, before=before, after=[name, colour])


def join_tags(tag: Tag, into: Tag, *, by: Member) -> Event:
    """Whoever has `tag` gets `into`; `tag` is archived, with its own rows kept, so that it can be taken back."""
    with transaction.atomic():
        both = {
            found.pk: found
            for found in Tag.objects.in_use().select_for_update().filter(pk__in=[tag.pk, into.pk])
        }
        if len(both) != 2:
            raise BadInput(_("Choose two different tags that are both in use."))
        made: dict[str, list[int]] = {}
        with connection.cursor() as cursor:
            for kind, (table, who) in TABLES.items():
                cursor.execute(JOINED.format(table=table, who=who), [into.pk, tag.pk])
                made[kind] = [row[0] for row in cursor.fetchall()]
        Tag.objects.filter(pk=tag.pk).update(archived_at=timezone.now())
        names: dict[str, Any] = {"name": both[tag.pk].name, "into_name": both[into.pk].name}
        return record("people.tags_joined", by=by, tag=tag.pk, into=into.pk, made=made, **names)


def part_tags(event: Event) -> None:
    """Take a join back: only the rows it made go, so that whoever had both has both again."""
    AccountTag.objects.filter(pk__in=event.data["made"]["accounts"]).delete()
    PersonTag.objects.filter(pk__in=event.data["made"]["people"]).delete()
    Tag.objects.filter(pk=event.data["tag"]).update(archived_at=None)


def archive_tag(tag: Tag, *, by: Member) -> Event | None:
    """Out of sight; whoever has it keeps it. None where it was archived already."""
    with transaction.atomic():
        if not Tag.objects.in_use().filter(pk=tag.pk).update(archived_at=timezone.now()):
            return None
        return record("people.tag_archived", by=by, tag=tag.pk, name=tag.name)


def bring_back_tag(tag: Tag, *, by: Member) -> None:
    with transaction.atomic():
        if Tag.objects.filter(pk=tag.pk).exclude(archived_at=None).update(archived_at=None):
            record("people.tag_brought_back", by=by, tag=tag.pk, name=tag.name)


def put_name_back(event: Event, by: Member) -> None:
    tag = Tag.objects.filter(pk=event.data["tag"]).first()
    if tag is None or [tag.name, tag.colour] != event.data["after"]:
        raise CannotBeUndone(_("It has been changed again since, so it stays. Change it by hand."))
    name, colour = event.data["before"]
    change_tag(tag, by=by, name=name, colour=colour)
