"""What the worker does for trust; each part of it has its own."""

from regulars.trust.history import jobs as history_jobs  # noqa: F401 # registers itself
from regulars.trust.keeping import jobs as keeping_jobs  # noqa: F401 # registers itself
from regulars.trust.leaving import jobs as leaving_jobs  # noqa: F401 # registers itself
from regulars.trust.rights import jobs as rights_jobs  # noqa: F401 # registers itself
