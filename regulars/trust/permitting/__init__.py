"""What people allow and stop: `say` writes down a yes or a no, `stop` ends everything but service. The customers' own page
and the staff's come through here."""

from regulars.trust.permitting.saying import say
from regulars.trust.permitting.stopping import stop

__all__ = ["say", "stop"]
