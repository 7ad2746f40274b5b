"""Who of us looked a person up; and the words of their name, by which they were found."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from regulars.finding.models import Visit, Word
from regulars.lib.held import lines
from regulars.lib.holdings import Holding, forgets, holds

NOBODYS = """
SELECT word FROM unnest(%s::text[]) AS given (word)
WHERE NOT EXISTS (SELECT 1 FROM finding_document WHERE ' ' || own || ' ' LIKE '%% ' || word || ' %%')
"""


@holds(95)
def looked_up(person: Any) -> Iterator[Holding]:
    visits = Visit.objects.filter(_visits(person)).select_related("member").order_by("at")
    columns = {_("When, the last time"): "at", _("Who of us opened your page"): "member"}
    yield Holding(_("Who looked you up lately"), lines(visits, columns))


def _visits(person: Any) -> Q:
    own = Q(kind="person", record_id=person.pk)
    return own | Q(kind="account", record_id=person.account_id) if person.alone else own


@forgets(95)
def words(person: Any) -> dict[str, int]:
    """After the record is gone, and its documents with it: words that no other name holds."""
    gone = Visit.objects.filter(_visits(person)).delete()[0]
    names = {*person.folded.split(), *(person.account.folded.split() if person.is_the_account else ())}
    with connection.cursor() as cursor:
        cursor.execute(NOBODYS, [sorted(names)])
        nobodys = [word for (word,) in cursor.fetchall()]
    return {"visits": gone, "words": Word.objects.filter(word__in=nobodys).delete()[0]}
