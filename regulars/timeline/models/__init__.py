from regulars.timeline.models.event import Event, record
from regulars.timeline.models.touch import Channel, Outcome, Touch, log_touch

__all__ = ["Channel", "Event", "Outcome", "Touch", "log_touch", "record"]
