from regulars.service.models.gesture import Gesture
from regulars.service.models.promise import Promise, promise
from regulars.service.models.promise_change import Act, PromiseChange
from regulars.service.models.states import About, Side, State

__all__ = ["About", "Act", "Gesture", "Promise", "PromiseChange", "Side", "State", "promise"]
