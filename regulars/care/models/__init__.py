from regulars.care.models.advice import Advice, AdviceAnswer, Answer
from regulars.care.models.asked_first import AskedFirst, Wanted
from regulars.care.models.care_settings import CareSettings
from regulars.care.models.dependency import STEPS, Dependency, What
from regulars.care.models.drill import Drill, Verdict
from regulars.care.models.empathy_flag import EmpathyFlag
from regulars.care.models.goal import Goal, GoalOutcome, Side
from regulars.care.models.hard_season import HardSeason
from regulars.care.models.incident import Incident
from regulars.care.models.noted import Noted
from regulars.care.models.origin_asked import OriginAsked
from regulars.care.models.protection_sheet import Missing, ProtectionSheet, Reading, missing_parts
from regulars.care.models.review import Look, Review
from regulars.care.models.rival import HeardFrom, Rival
from regulars.care.models.said_meant import SaidMeant
from regulars.care.models.wish import Wish, WishOutcome

__all__ = [
    "STEPS",
    "Advice",
    "AdviceAnswer",
    "Answer",
    "AskedFirst",
    "CareSettings",
    "Dependency",
    "Drill",
    "EmpathyFlag",
    "Goal",
    "GoalOutcome",
    "HardSeason",
    "HeardFrom",
    "Incident",
    "Look",
    "Missing",
    "Noted",
    "OriginAsked",
    "ProtectionSheet",
    "Reading",
    "Review",
    "Rival",
    "SaidMeant",
    "Side",
    "Verdict",
    "Wanted",
    "What",
    "Wish",
    "WishOutcome",
    "missing_parts",
]
