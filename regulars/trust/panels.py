"""What trust adds to pages of others; each part of it has its own."""

from regulars.trust.history import panels as history_panels  # noqa: F401 # registers itself
from regulars.trust.keeping import panels as keeping_panels  # noqa: F401 # registers itself
from regulars.trust.leaving import panels as leaving_panels  # noqa: F401 # registers itself
from regulars.trust.permitting import panels as permitting_panels  # noqa: F401 # registers itself
from regulars.trust.private import panels as private_panels  # noqa: F401 # registers itself
from regulars.trust.rights import panels as rights_panels  # noqa: F401 # registers itself
from regulars.trust.telling import panels as telling_panels  # noqa: F401 # registers itself
