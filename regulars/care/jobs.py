"""What the worker does for care."""

from regulars.care.reviewing import schedule_reviews as schedule
from regulars.lib.later import job


@job("care.schedule_reviews")
def schedule_reviews() -> None:
    """Top accounts without an open review get one; twice schedules nothing twice."""
    schedule()
