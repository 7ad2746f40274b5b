from regulars.trust.models.export import Export, ExportedRows, ExportNotice, LeavingSettings
from regulars.trust.models.find import Find, Settled
from regulars.trust.models.holding_rules import HoldingRules
from regulars.trust.models.keeping import Expiry, Keeping
from regulars.trust.models.link import Link, Waiting, What
from regulars.trust.models.own_link import OwnLink
from regulars.trust.models.pace import Pace
from regulars.trust.models.permission import How, Permission
from regulars.trust.models.private_note import PrivateKind, PrivateNote
from regulars.trust.models.purposes import SERVING, Datum, Purpose
from regulars.trust.models.rights_request import Asked, Known, RightsRequest, State
from regulars.trust.models.sending import Sending
from regulars.trust.models.sending_settings import SendingSettings
from regulars.trust.models.suppression import Means, Suppression, Why
from regulars.trust.models.suppression_key import SuppressionKey
from regulars.trust.models.wording import Wording

__all__ = [
    "SERVING",
    "Asked",
    "Datum",
    "Expiry",
    "Export",
    "ExportNotice",
    "ExportedRows",
    "Find",
    "HoldingRules",
    "How",
    "Keeping",
    "Known",
    "LeavingSettings",
    "Link",
    "Means",
    "OwnLink",
    "Pace",
    "Permission",
    "PrivateKind",
    "PrivateNote",
    "Purpose",
    "RightsRequest",
    "Sending",
    "SendingSettings",
    "Settled",
    "State",
    "Suppression",
    "SuppressionKey",
    "Waiting",
    "What",
    "Why",
    "Wording",
]
