from regulars.trust.models.link import Link, Waiting, What
from regulars.trust.models.permission import How, Permission
from regulars.trust.models.purposes import SERVING, Datum, Purpose
from regulars.trust.models.suppression import Means, Suppression, Why
from regulars.trust.models.wording import Wording

__all__ = [
    "SERVING",
    "Datum",
    "How",
    "Link",
    "Means",
    "Permission",
    "Purpose",
    "Suppression",
    "Waiting",
    "What",
    "Why",
    "Wording",
]
