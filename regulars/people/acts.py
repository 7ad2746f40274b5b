"""What can be done to many accounts or people at once. Set-based: one statement a chunk, and one to put it back."""

from regulars.people.acting import binning, columns, custom, tagging  # noqa: F401 # each registers its acts
