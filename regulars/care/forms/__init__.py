from regulars.care.forms.care_settings import CareSettingsForm, SeasonForm
from regulars.care.forms.heard import (
    AnsweredForm,
    AnswerForm,
    GoalForm,
    MendForm,
    SaidForm,
    TellForm,
    WishForm,
)
from regulars.care.forms.noting import CareForm
from regulars.care.forms.watched import (
    AdviceForm,
    AskedForm,
    DependencyForm,
    DrillForm,
    ExtendForm,
    FinishForm,
    FlagForm,
    IncidentForm,
    ReviewForm,
    RivalForm,
    SheetForm,
)

__all__ = [
    "AdviceForm",
    "AnswerForm",
    "AnsweredForm",
    "AskedForm",
    "CareForm",
    "CareSettingsForm",
    "DependencyForm",
    "DrillForm",
    "ExtendForm",
    "FinishForm",
    "FlagForm",
    "GoalForm",
    "IncidentForm",
    "MendForm",
    "ReviewForm",
    "RivalForm",
    "SaidForm",
    "SeasonForm",
    "SheetForm",
    "TellForm",
    "WishForm",
]
