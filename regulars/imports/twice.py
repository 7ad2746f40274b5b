"""Whether those an import brought may be here already: how many pairs wait to be looked at, once they were looked for."""

from typing import NamedTuple

from django.db import connection

from regulars.imports.models import Import
from regulars.people.models import DuplicateSearch

_PAIRS = """
SELECT count(*) FROM people_duplicatepair AS pair
WHERE pair.verdict = 'open' AND EXISTS (
    SELECT 1 FROM imports_change AS change WHERE change.importing_id = %s AND change."table" = pair.kind
      AND change.did = 'created' AND change.record_id IN (pair.first, pair.second))
"""


class Twice(NamedTuple):
    """`looking`: the search that the import asked for is still on its way."""

    pairs: int
    looking: bool


def twice(importing: Import) -> Twice:
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, [importing.pk])
        pairs = cursor.fetchone()[0]
    return Twice(pairs, DuplicateSearch.objects.filter(done_at=None).exists())
