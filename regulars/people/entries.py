"""What people tell on the timeline of an account."""

from regulars.people.changing_place import entries as moving_entries  # noqa: F401 # registers itself
