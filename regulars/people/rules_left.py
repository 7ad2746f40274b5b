"""Rules that name somebody who has left: whoever stands in by the rule takes it over, else it goes."""

from django.db import transaction

from regulars.people.models import AssignmentRule
from regulars.people.owning import drop_rule
from regulars.team.models import Member
from regulars.timeline.models import record


@transaction.atomic
def give_rules(leaver: Member, *, by: Member | None) -> int:
    """Before the accounts, which go by the rules that are left. The second time there is none."""
    AssignmentRule.objects.filter(backup=leaver).update(backup=None)
    theirs = list(AssignmentRule.objects.filter(owner=leaver).select_related("owner", "backup"))
    for rule in theirs:
        if rule.backup and rule.backup.is_active:
            rule.owner, rule.backup = rule.backup, None
            rule.save(update_fields=["owner", "backup"])
            record("people.rule_given", by=by, rule=str(rule.pk), owner=str(rule.owner), before=str(leaver))
        else:
            drop_rule(rule, by=by)
    return len(theirs)
