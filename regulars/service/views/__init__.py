from regulars.service.views.accepting import accepting
from regulars.service.views.breaking import breaking
from regulars.service.views.callbacks import callbacks
from regulars.service.views.declining import declining
from regulars.service.views.handing_over import handing_over
from regulars.service.views.keeping import keeping
from regulars.service.views.ledger import promises
from regulars.service.views.moving import moving
from regulars.service.views.new import promise_new
from regulars.service.views.on_the_spot import on_the_spot
from regulars.service.views.promise import promise
from regulars.service.views.rate import promises_rate
from regulars.service.views.withdrawing import withdrawing

__all__ = [
    "accepting",
    "breaking",
    "callbacks",
    "declining",
    "handing_over",
    "keeping",
    "moving",
    "on_the_spot",
    "promise",
    "promise_new",
    "promises",
    "promises_rate",
    "withdrawing",
]
