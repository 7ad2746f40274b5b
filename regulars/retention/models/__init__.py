from regulars.retention.models.risk_case import CaseOutcome, RiskCase
from regulars.retention.models.score import Risk, Score, Standing
from regulars.retention.models.scoring_run import ScoringRun, State
from regulars.retention.models.stated_end import StatedEnd

__all__ = ["CaseOutcome", "Risk", "RiskCase", "Score", "ScoringRun", "Standing", "State", "StatedEnd"]
