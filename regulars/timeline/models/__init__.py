from regulars.timeline.models.event import Event, record
from regulars.timeline.models.mention import Mention
from regulars.timeline.models.tally import Tally, recount, recount_all
from regulars.timeline.models.touch import Channel, Outcome, Touch, log_touch

__all__ = [
    "Channel",
    "Event",
    "Mention",
    "Outcome",
    "Tally",
    "Touch",
    "log_touch",
    "record",
    "recount",
    "recount_all",
]
