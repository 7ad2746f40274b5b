from regulars.people.models.account import Account, AccountReference, Kind
from regulars.people.models.person import Person

__all__ = ["Account", "AccountReference", "Kind", "Person"]
