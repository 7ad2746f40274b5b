"""All words anew, as the triggers would have written them. Nothing needs it day to day; it runs weekly and after a bulk
load that kept the triggers asleep. In pieces, each its own transaction, so that nobody waits and a killed run goes on."""

from django.db import connection

PIECE = 20_000
SOURCES = {"a": "people_account", "p": "people_person", "c": "people_contactpoint"}
_GONE = """
DELETE FROM finding_document AS document WHERE source = %s
  AND NOT EXISTS (SELECT 1 FROM {table} AS record WHERE record.id = document.source_id)
"""
_FORGET = """
DELETE FROM finding_word AS known WHERE EXISTS (
    SELECT 1 FROM finding_word AS other WHERE other.word = known.word AND other.id < known.id
) OR NOT EXISTS (SELECT 1 FROM finding_said AS said WHERE said.word = known.word)
"""


def rebuild() -> None:
    """Twice gives the same. What is right already is not written again."""
    for source, table in SOURCES.items():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608 # our own name
            last = cursor.fetchone()[0]
            for first in range(0, last + 1, PIECE):
                piece = f"SELECT array_agg(id) FROM {table} WHERE id > %s AND id <= %s"  # noqa: S608 # our own name
                cursor.execute(
                    f"SELECT finding_refresh(%s, ids) FROM ({piece}) AS given (ids) WHERE ids IS NOT NULL",  # noqa: S608 # as above
                    [source, first, first + PIECE],
                )
            cursor.execute(_GONE.format(table=table), [source])
    forget_words()


def forget_words() -> None:
    """Words that no name holds any more, and those that two imports learned at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE finding_said AS SELECT DISTINCT word FROM finding_document, string_to_table(own, ' ') AS word"
        )
        cursor.execute(_FORGET)
        cursor.execute("DROP TABLE finding_said")
        cursor.execute("ANALYZE finding_word")
