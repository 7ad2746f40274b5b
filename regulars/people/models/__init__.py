from regulars.people.models.account import GROUP_LENGTH, Account, AccountReference, Kind
from regulars.people.models.account_relation import AccountRelation, Relation
from regulars.people.models.contact_point import ContactKind, ContactPoint
from regulars.people.models.contact_role import ContactRole, Part
from regulars.people.models.person import Person
from regulars.people.models.tag import AccountTag, Colour, PersonTag, Tag

__all__ = [
    "GROUP_LENGTH",
    "Account",
    "AccountReference",
    "AccountRelation",
    "AccountTag",
    "Colour",
    "ContactKind",
    "ContactPoint",
    "ContactRole",
    "Kind",
    "Part",
    "Person",
    "PersonTag",
    "Relation",
    "Tag",
]
