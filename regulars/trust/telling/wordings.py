"""The wordings that people are shown now, and a new version of one."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Count

from regulars.team.models import Member
from regulars.timeline.models import record
from regulars.trust.models import Permission, Purpose, Wording
from regulars.trust.models.permission import WEAKER

ANSWERS = ("used", "shared", "secured")


def newest_wordings() -> list[Wording]:
    """One a purpose, in the order of the purposes. One query."""
    newest = Wording.objects.order_by("purpose", "-version").distinct("purpose")
    by_purpose = {wording.purpose: wording for wording in newest}
    return [by_purpose[purpose] for purpose in Purpose if purpose in by_purpose]


def reword(purpose: str, answers: Mapping[str, str], *, by: Member) -> Wording:
    """The next version, which whoever is asked from now on is told; who said yes to an older one is held to that one.
    The same words again make no version."""
    with transaction.atomic():
        now = Wording.objects.select_for_update().filter(purpose=purpose).order_by("-version").first()
        if now and all(getattr(now, name) == answers[name] for name in ANSWERS):
            return now
        made = Wording(
            purpose=Purpose(purpose),
            version=now.version + 1 if now else 1,
            by=by,
            **{name: answers[name] for name in ANSWERS},
        )
        made.save(force_insert=True)
        record("trust.worded", by=by, purpose=made.purpose, version=made.version)
    return made


def told_counts() -> dict[Wording, tuple[int, int]]:
    """Each wording of now → how many people's yes rests on it, and how many on an older one. Two queries."""
    standing = Permission.objects.standing().filter(person__removed_at=None)
    newest = standing.order_by("person", "purpose", WEAKER.asc(), "-pk").distinct("person", "purpose")
    counted = Permission.objects.filter(pk__in=newest.values("pk"), given=True).order_by()
    rows = list(counted.values_list("purpose", "wording_id").annotate(number=Count("pk")))
    found = {}
    for wording in newest_wordings():
        on_it = sum(number for _purpose, pk, number in rows if pk == wording.pk)
        in_all = sum(number for purpose, _pk, number in rows if purpose == wording.purpose)
        found[wording] = (on_it, in_all - on_it)
    return found
