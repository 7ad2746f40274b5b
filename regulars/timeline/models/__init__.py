from regulars.timeline.models.event import Event, record
from regulars.timeline.models.touch import Channel, Outcome, Touch

__all__ = ["Channel", "Event", "Outcome", "Touch", "record"]
