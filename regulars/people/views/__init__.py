from regulars.people.views.account import account, account_change
from regulars.people.views.new_account import new_account
from regulars.people.views.person import person_change, person_new
from regulars.people.views.touches import touch_withdrawn, touches

__all__ = [
    "account",
    "account_change",
    "new_account",
    "person_change",
    "person_new",
    "touch_withdrawn",
    "touches",
]
