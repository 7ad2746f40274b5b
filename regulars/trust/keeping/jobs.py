"""What the worker does about what is kept."""

from regulars.lib.later import job
from regulars.trust.keeping.expiring import expire
from regulars.trust.keeping.stored import look_through


@job("trust.expire")
def expire_tonight() -> None:
    """What has been kept for as long as the firm said goes. The second time finds nothing."""
    expire()


@job("trust.look_through")
def look_through_everything() -> None:
    """Lists what is stored and more than the job needs, and changes nothing. The second time finds nothing new."""
    look_through()
