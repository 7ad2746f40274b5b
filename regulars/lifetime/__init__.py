"""Customer-base maths: who comes back, how often, for how much. NumPy and SciPy only.

One time unit throughout, any unit. x: repeat purchases; t_x: last purchase minus first; T: end of observation
minus first. Same-day orders are one purchase. Each module names the paper its formula comes from.
"""

from regulars.lifetime.backtest import Backtest, latest_origin, replay, rolling
from regulars.lifetime.calibration import Calibration
from regulars.lifetime.choice import Choice, choose
from regulars.lifetime.intervals import delta_range, draws_range, product_range, spread
from regulars.lifetime.log import Log
from regulars.lifetime.models.bgnbd import BGNBD
from regulars.lifetime.models.cnbd import MBGCNBDk
from regulars.lifetime.models.gamma_gamma import GammaGamma
from regulars.lifetime.models.mbgnbd import MBGNBD
from regulars.lifetime.models.nbd import NBD
from regulars.lifetime.models.pareto import ParetoNBD
from regulars.lifetime.models.sbg import ShiftedBetaGeometric
from regulars.lifetime.months import learn_season
from regulars.lifetime.outcomes import count_range, p_at_least
from regulars.lifetime.reason import Reason, TooFewCustomers
from regulars.lifetime.rhythm import Rhythm, layout, rhythms
from regulars.lifetime.scores import Scores, score
from regulars.lifetime.season import NO_SEASON, Season
from regulars.lifetime.summary import Summary, summarise
from regulars.lifetime.survival import Survival, kaplan_meier
from regulars.lifetime.value import clv, clv_range

__all__ = [
    "BGNBD",
    "MBGNBD",
    "NBD",
    "NO_SEASON",
    "Backtest",
    "Calibration",
    "Choice",
    "GammaGamma",
    "Log",
    "MBGCNBDk",
    "ParetoNBD",
    "Reason",
    "Rhythm",
    "Scores",
    "Season",
    "ShiftedBetaGeometric",
    "Summary",
    "Survival",
    "TooFewCustomers",
    "choose",
    "clv",
    "clv_range",
    "count_range",
    "delta_range",
    "draws_range",
    "kaplan_meier",
    "latest_origin",
    "layout",
    "learn_season",
    "p_at_least",
    "product_range",
    "replay",
    "rhythms",
    "rolling",
    "score",
    "spread",
    "summarise",
]
