"""Everything that runs by itself, and why. Times are UTC; one entry a line."""

from typing import NamedTuple


class Timer(NamedTuple):
    cron: str
    job: str
    reason: str


SCHEDULE = [
    Timer(
        "10 1 * * 0",
        "trust.look_through",
        "so that a whole date of birth in a note is found, and made smaller",
    ),
    Timer("25 2 * * *", "trust.expire", "so that nothing is kept for longer than the firm said it needs it"),
    Timer("* * * * *", "trust.seal", "so that what was recorded a minute ago cannot be changed unseen"),
    Timer("5 3 * * *", "people.assign_unowned", "so that nobody who buys from us is left without somebody"),
    Timer("15 3 * * *", "retention.score_tonight", "so that the morning list counts yesterday's silence"),
    Timer("50 2 * * *", "team.forget_old_sessions", "so that no list of old sign-ins grows for ever"),
    Timer(
        "40 2 * * *", "imports.sweep", "so that files that were dropped and forgotten do not fill the disk"
    ),
    Timer("45 2 * * *", "files.sweep", "so that the bin of files empties after 30 days, and says what went"),
    Timer("30 2 * * *", "lists.close", "so that what many held before is forgotten once it cannot come back"),
    Timer("35 2 * * *", "people.purge_bin", "so that what was thrown away a month ago is really gone"),
    Timer("5 4 * * *", "care.schedule_reviews", "so that no top account waits to be asked how it goes"),
    Timer(
        "20 4 * * 0", "timeline.recount", "so that contacts that came in by another way than a screen count"
    ),
    Timer(
        "40 4 * * 0", "finding.rebuild", "so that a name changed in the same instant as its firm's is found"
    ),
    Timer(
        "25 2 * * *",
        "trust.sweep_files",
        "so that a file of somebody's data is kept no longer than they need to fetch it",
    ),
]
