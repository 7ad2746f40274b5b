from regulars.trust.models.permission import How, Permission
from regulars.trust.models.purposes import SERVING, Datum, Purpose
from regulars.trust.models.suppression import Means, Suppression, Why
from regulars.trust.models.wording import Wording

__all__ = ["SERVING", "Datum", "How", "Means", "Permission", "Purpose", "Suppression", "Why", "Wording"]
