from regulars.service.forms.answers import (
    BreakForm,
    DeclineForm,
    HandOverForm,
    KeepForm,
    MoveForm,
    WithdrawForm,
)
from regulars.service.forms.callback import CallbackForm
from regulars.service.forms.promise import PromiseForm

__all__ = [
    "BreakForm",
    "CallbackForm",
    "DeclineForm",
    "HandOverForm",
    "KeepForm",
    "MoveForm",
    "PromiseForm",
    "WithdrawForm",
]
