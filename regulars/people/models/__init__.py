from regulars.people.models.account import GROUP_LENGTH, Account, AccountReference, Kind
from regulars.people.models.person import Person

__all__ = ["GROUP_LENGTH", "Account", "AccountReference", "Kind", "Person"]
