"""The rules an answer rests on, each with its sentence, and who can allow what it forbids."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Rule(NamedTuple):
    """`allow` says who or what would lift a rule that forbids; a rule that allows has none."""

    name: str
    said: str | Promise
    allow: str | Promise = ""

    @property
    def allows(self) -> bool:
        return not self.allow


ALL = [
    Rule("gone", _("They are in the bin."), _("Bring them back from the bin first.")),
    Rule("suppressed", _("They told us to stop."), _("Only they can change that, on their own page.")),
    Rule(
        "unreadable",
        _("The list of those who told us to stop cannot be read."),
        _("Whoever runs the server brings back its key from a backup."),
    ),
    Rule("withdrawn", _("They said no to this."), _("Only they can change that: note it when they do.")),
    Rule(
        "do_not_contact",
        _("Their account is marked: asked not to be contacted."),
        _("Whoever looks after them can take the mark off when they say so."),
    ),
    Rule("expired", _("What they allowed has run out."), _("Ask them again.")),
    Rule("not_covered", _("They allowed it, but not with this of theirs."), _("Ask them for that too.")),
    Rule(
        "hard_time",
        _("Somebody there has a hard time, so we do not sell."),
        _("It ends by itself on its day, or when whoever noted it says that it is over."),
    ),
    Rule(
        "capped",
        _("They have heard from us as often as they should."),
        _("Wait: how often is settled under Settings, What we tell people."),
    ),
    Rule("quiet", _("It is a quiet hour."), _("Wait until it is over.")),
    Rule("claimed", _("This very message is theirs already."), _("Nothing: it is sent once.")),
    Rule("given", _("They allowed it.")),
    Rule("served", _("It belongs to what they ordered or asked us for.")),
    Rule("one_to_one", _("They buy from us, and one person may write to another.")),
    Rule("never_told", _("They were never asked."), _("Ask them, and note what they say.")),
]
RULES: dict[str, Rule] = {rule.name: rule for rule in ALL}
