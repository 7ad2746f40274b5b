from regulars.people.models.account import GROUP_LENGTH, Account, AccountReference, Kind
from regulars.people.models.account_relation import AccountRelation, Relation
from regulars.people.models.assignment import AssignBy, AssignmentRule
from regulars.people.models.contact_point import ContactKind, ContactPoint
from regulars.people.models.contact_role import ContactRole, Part
from regulars.people.models.duplicate import DuplicatePair, DuplicateSearch, Verdict
from regulars.people.models.introduction import Introduction
from regulars.people.models.merge import AwayRow, DroppedRow, Merge, Merged
from regulars.people.models.person import Person
from regulars.people.models.person_move import PersonMove
from regulars.people.models.removal import Removal
from regulars.people.models.tag import AccountTag, Colour, PersonTag, Tag

__all__ = [
    "GROUP_LENGTH",
    "Account",
    "AccountReference",
    "AccountRelation",
    "AccountTag",
    "AssignBy",
    "AssignmentRule",
    "AwayRow",
    "Colour",
    "ContactKind",
    "ContactPoint",
    "ContactRole",
    "DroppedRow",
    "DuplicatePair",
    "DuplicateSearch",
    "Introduction",
    "Kind",
    "Merge",
    "Merged",
    "Part",
    "Person",
    "PersonMove",
    "PersonTag",
    "Relation",
    "Removal",
    "Tag",
    "Verdict",
]
