"""How what happens to trust is taken back; each part of it has its own."""

from regulars.trust.permitting import undoing as permitting_undoing  # noqa: F401 # registers itself
