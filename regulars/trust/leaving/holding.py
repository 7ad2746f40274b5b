"""Whose rows an export held, kept small, and asked from one person's side."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from regulars.people.models import Person
from regulars.trust.models import Export, ExportedRows

BLOCK, FEW, HALF = 1 << 16, 2_000, 1 << 15
HELD = """
SELECT held.export_id FROM trust_exportedrows AS held JOIN (
    SELECT 'people' AS whose, id FROM people_person WHERE id = %s OR merged_into_id = %s UNION ALL SELECT 'accounts', %s
) AS asked ON held.whose = asked.whose AND held.block = (asked.id >> 16)::int
WHERE ((asked.id & 65535) - 32768)::smallint = ANY(held.few) OR get_bit(held.many, (asked.id & 65535)::int) = 1
"""


class Block(NamedTuple):
    """As ExportedRows keeps it: one of the two."""

    block: int
    few: list[int] | None
    many: bytes | None


def packed(ids: Iterable[int]) -> list[Block]:
    """Read once, whatever their order; twice the same id is once."""
    blocks: dict[int, bytearray] = {}
    for pk in ids:
        bits = blocks.get(pk >> 16)
        if bits is None:
            bits = blocks[pk >> 16] = bytearray(BLOCK // 8)
        place = pk & (BLOCK - 1)
        bits[place >> 3] |= 1 << (place & 7)
    return [_smaller(block, bits) for block, bits in sorted(blocks.items())]


def _smaller(block: int, bits: bytearray) -> Block:
    number = int.from_bytes(bits, "little")
    if number.bit_count() > FEW:
        return Block(block, None, bytes(bits))
    places = (
        8 * index + bit for index, byte in enumerate(bits) if byte for bit in range(8) if byte >> bit & 1
    )
    return Block(block, [place - HALF for place in places], None)


def keep(export: Export, whose: str, ids: Iterable[int]) -> None:
    ExportedRows.objects.bulk_create(
        ExportedRows(export=export, whose=whose, **block._asdict()) for block in packed(ids)
    )


def exports_with(person: Person) -> QuerySet[Export]:
    """Every export that held this person's row, or their account's, newest first; also the rows of whom was merged into them."""
    return exports_holding(person.pk, person.account_id)


def exports_holding(person: int, account: int) -> QuerySet[Export]:
    held = RawSQL(HELD, [person, person, account])  # noqa: S611 # our own words
    return Export.objects.filter(pk__in=held).select_related("member").order_by("-pk")
