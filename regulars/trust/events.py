"""The sentences of what happens to trust; each part of it has its own."""

from regulars.trust.keeping import events as keeping_events  # noqa: F401 # registers itself
from regulars.trust.leaving import doorkeeping  # noqa: F401 # registers itself
from regulars.trust.leaving import events as leaving_events  # noqa: F401 # registers itself
from regulars.trust.permitting import events as permitting_events  # noqa: F401 # registers itself
from regulars.trust.rights import events as rights_events  # noqa: F401 # registers itself
