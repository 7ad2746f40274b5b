"""Acts on many, for the tests of whoever has to do with them."""

from typing import Any

from django.db.models import QuerySet

from regulars.lists.acts import ACTS
from regulars.lists.bulk import begin
from regulars.lists.models import BulkAct
from regulars.people.tagging import tag_named
from regulars.team.models import Member


def acted(act: str, subject: str, records: QuerySet[Any], *, by: Member, **cleaned: Any) -> BulkAct:
    return begin(ACTS[act], subject, cleaned, records, by=by)


def tagged_many(subject: str, records: QuerySet[Any], *, by: Member, name: str = "VIP") -> BulkAct:
    return acted("tag", subject, records, by=by, tag=tag_named(name))
