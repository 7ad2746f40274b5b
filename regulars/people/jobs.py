"""What the worker does about people and accounts."""

from django.db import transaction

from regulars.lib.hanging import give_all
from regulars.lib.later import job
from regulars.people.bin.purging import purge
from regulars.people.duplicates.searching import search
from regulars.people.merging import straying
from regulars.people.numbering import normalise_phones as normalise
from regulars.people.numbering import renumber_phones as renumber
from regulars.people.owning import assign_unowned as assign
from regulars.team.models import Member


@job("people.assign_unowned")
def assign_unowned() -> None:
    """Everyone gets somebody who looks after them. Twice assigns nobody twice."""
    assign()


@job("people.normalise_phones")
def normalise_phones() -> None:
    """Phones of a file get the number that telephones know. The second time there is nothing left to do."""
    normalise()


@job("people.renumber_phones")
def renumber_phones() -> None:
    """The firm dials from another country now. The second time there is nothing left to do."""
    renumber()


@job("people.hand_over")
def hand_over(member_id: int, by_id: int | None = None) -> None:
    """What a colleague who left looked after goes to others; nothing is left at the second time, or if they are back."""
    leaver = Member.objects.filter(pk=member_id, is_active=False).first()
    if leaver:
        with transaction.atomic():
            give_all(leaver, Member.objects.filter(pk=by_id).first() if by_id else None)


@job("people.gather_strays")
def gather_strays() -> None:
    """Rows that were written while their record was merged away. The second time finds none."""
    straying.gather_strays()


@job("people.search_duplicates")
def search_duplicates(search_id: int) -> None:
    """Look for who may be here twice; goes on where it was stopped, and does nothing once it is done."""
    search(search_id)


@job("people.purge_bin")
def purge_bin() -> None:
    """What waited in the bin for thirty days goes for good. The second time finds nothing."""
    purge()
