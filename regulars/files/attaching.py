"""A file that arrived becomes an attachment: looked at, named safely, kept for good, told on the timeline."""

from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.files.errors import EmptyFile
from regulars.files.models import Attachment
from regulars.files.naming import safe_name
from regulars.files.sniffing import PICTURES, digest, kind_of, make_pictures
from regulars.files.storing import discard, keep, new_place
from regulars.people.models import Account, Person
from regulars.team.models import Member
from regulars.timeline.models import Event, record


def attach(
    account: Account, arrived: Path, name: str, *, by: Member, person: Person | None = None
) -> tuple[Attachment, Event]:
    """Keep the file at `arrived`, which is moved. Raises EmptyFile, with nothing kept."""
    size = arrived.stat().st_size
    called = safe_name(name)
    if not size:
        raise EmptyFile(
            _(
                "“%(name)s” is empty: there is nothing in it. Look at where it comes from, and choose it again."
            )
            % {"name": called}
        )
    place, kind, content = new_place(), kind_of(arrived), digest(arrived)
    keep(arrived, place)
    try:
        with transaction.atomic():
            made = Attachment.objects.create(
                account=account,
                person=person,
                name=called,
                size=size,
                kind=kind,
                pictured=kind in PICTURES.values() and make_pictures(place),
                sha256=content,
                place=place,
                uploaded_by=by,
            )
            event = record("files.attached", by=by, **made.told())
    except BaseException:
        discard(place)
        raise
    return made, event
