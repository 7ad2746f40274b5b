from regulars.people.views.account import account
from regulars.people.views.facts import account_fact, person_fact
from regulars.people.views.new_account import new_account
from regulars.people.views.parts import account_guest, account_parts
from regulars.people.views.person import account_people, person, person_new
from regulars.people.views.points import (
    account_point_new,
    person_point_new,
    point,
    point_first,
    point_removed,
)
from regulars.people.views.touches import person_touches, touch_withdrawn, touches
from regulars.people.views.undoing import undo

__all__ = [
    "account",
    "account_fact",
    "account_guest",
    "account_parts",
    "account_people",
    "account_point_new",
    "new_account",
    "person",
    "person_fact",
    "person_new",
    "person_point_new",
    "person_touches",
    "point",
    "point_first",
    "point_removed",
    "touch_withdrawn",
    "touches",
    "undo",
]
