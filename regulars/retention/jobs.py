"""What the worker does for retention. Only the worker and the command line import this: it imports the maths."""

from regulars.lib.later import job
from regulars.retention.asking import ask_for_scoring
from regulars.retention.models import ScoringRun, State
from regulars.retention.reach import reach
from regulars.retention.scoring import score


@job("retention.score")
def score_run(run_id: int) -> None:
    """Do a run that someone asked for. One that is done, or gone, leaves nothing to do; one that was killed begins again."""
    run = ScoringRun.objects.filter(pk=run_id).exclude(state=State.DONE).first()
    if run is not None:
        score(run=run)


@job("retention.score_tonight")
def score_tonight() -> None:
    """Ask for tonight's scoring, once there are orders to look at."""
    if reach() is not None:
        ask_for_scoring()
