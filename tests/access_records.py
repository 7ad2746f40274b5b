"""What the routes of the access table are about: each makes what it needs from the cast, and says the URL's arguments."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from regulars.care.models import Wish
from regulars.fields.converting import begin as begin_conversion
from regulars.fields.converting import carry_out as carry_out_conversion
from regulars.fields.tests.made import field as custom_field
from regulars.files.tests.made import attached, picture
from regulars.imports.tests.files import imported
from regulars.lib.leaving import Leaving, let_out
from regulars.lists.models import SavedView
from regulars.people.changing import change_account
from regulars.people.models import Account, AssignBy, AssignmentRule, Introduction
from regulars.people.points import add_point
from regulars.people.tagging import tag_named
from regulars.people.tests.acted import tagged_many
from regulars.retention.models import RiskCase, Score
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from regulars.service.tests.promises import promised
from regulars.team.models import Invitation, Role, Team
from regulars.team.signup import recovery_link
from regulars.timeline.models import Touch
from regulars.today.deciding import let_go
from regulars.trust.hashing import digest
from regulars.trust.models import Find, PrivateNote, Suppression
from tests.cast import Cast, order


def an_assignment_rule(cast: Cast) -> dict[str, Any]:
    made = AssignmentRule.objects.create(by=AssignBy.COUNTRY, value="Wales", owner=cast.sam, position=0)
    return {"pk": made.pk}


def joining(cast: Cast) -> dict[str, Any]:
    _made, token = Invitation.issue(Role.MEMBER, by=cast.dana)
    return {"token": token}


def recovering(cast: Cast) -> dict[str, Any]:
    _, _, pk, token, _ = recovery_link(cast.sam.email).split("/")
    return {"pk": pk, "token": token}


def invitation(cast: Cast) -> dict[str, Any]:
    return {"pk": Invitation.issue(Role.MEMBER, by=cast.marta)[0].pk}


def a_team(cast: Cast) -> dict[str, Any]:
    return {"pk": Team.make("North round", by=cast.dana).pk}


def an_export(cast: Cast) -> dict[str, Any]:
    return {"pk": let_out(cast.dana, Leaving("the list", "accounts", ["Name"], 1, "to look at it")).pk}


def an_introduction(cast: Cast) -> dict[str, Any]:
    waiting, _made = Introduction.objects.get_or_create(
        account=cast.harbour, defaults={"before": "Otto Fern"}
    )
    return {"pk": waiting.pk}


def sam(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.sam.pk}


def harbour(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.harbour.pk}


def ines(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.harbour.pk, "person_pk": cast.harbour.people.get().pk}


def ines_to_vets(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.harbour.people.get().pk, "account_pk": cast.vets.pk}


def ines_alone(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.harbour.people.get().pk}


def a_fact(cast: Cast) -> dict[str, Any]:
    return harbour(cast) | {"field": "country"}


def a_fact_of_ines(cast: Cast) -> dict[str, Any]:
    return ines_alone(cast) | {"field": "job_title"}


def a_new_phone(cast: Cast) -> dict[str, Any]:
    return harbour(cast) | {"kind": "phone"}


def a_new_phone_of_ines(cast: Cast) -> dict[str, Any]:
    return ines_alone(cast) | {"kind": "phone"}


def a_point(cast: Cast) -> dict[str, Any]:
    person = cast.harbour.people.get()
    event = add_point(cast.harbour, person, by=cast.dana, kind="phone", value="020 7946 0019")
    return {"pk": event.data["point"]["id"]}


def something_done(cast: Cast) -> dict[str, Any]:
    event = change_account(cast.harbour, by=cast.dana, country="Wales")
    assert event
    return {"pk": event.pk}


def a_touch(cast: Cast) -> dict[str, Any]:
    touch = Touch.objects.create(account=cast.harbour, member=cast.sam, channel="call")
    return {"pk": cast.harbour.pk, "touch_pk": touch.pk}


def a_file(cast: Cast) -> dict[str, Any]:
    return {"pk": attached(cast).pk}


def a_picture(cast: Cast) -> dict[str, Any]:
    return {"pk": attached(cast, picture(), "card.png").pk, "size": "small"}


def an_order(cast: Cast) -> dict[str, Any]:
    return {"pk": order(cast.harbour, date(2026, 9, 11)).pk}


def at_risk(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.harbour.pk, "kind": "risk"}


def decided(cast: Cast) -> dict[str, Any]:
    made, _ = let_go(cast.harbour, "risk", by=cast.dana, reason="They closed")
    return {"pk": made.pk}


def at_risk_case(cast: Cast) -> dict[str, Any]:
    case = RiskCase.objects.create(account=cast.harbour, opened_on=date(2026, 11, 21), currency="GBP")
    return {"pk": case.pk}


def reasoned(cast: Cast) -> dict[str, Any]:
    numbers = {"times": 2, "last": "2026-11-01"}
    said: dict[str, Any] = {"risk": 2, "reasons": [{"name": "unanswered", "numbers": numbers, "orders": []}]}
    if not Score.objects.filter(account=cast.harbour).update(**said):
        score(scored(), cast.harbour, **said)
    return {"pk": cast.harbour.pk, "reason": "unanswered"}


def an_import(cast: Cast) -> dict[str, Any]:
    return {"pk": imported(cast).pk}


def an_applied_import(cast: Cast) -> dict[str, Any]:
    """Sam's own, so that he may take it back."""
    return {"pk": imported(cast, "applied").pk}


def a_tag(cast: Cast) -> dict[str, Any]:
    return {"pk": tag_named("Wholesale").pk}


def a_tag_of_harbour(cast: Cast) -> dict[str, Any]:
    return harbour(cast) | {"tag_pk": a_tag(cast)["pk"]}


def a_tag_of_ines(cast: Cast) -> dict[str, Any]:
    return ines_alone(cast) | {"tag_pk": a_tag(cast)["pk"]}


def a_bulk_act(cast: Cast) -> dict[str, Any]:
    return {"pk": tagged_many("accounts", Account.objects.all(), by=cast.dana).pk}


def a_custom_field(cast: Cast) -> dict[str, Any]:
    return {"pk": custom_field("text", "Size").pk}


def a_conversion(cast: Cast) -> dict[str, Any]:
    """Done, so that it can be taken back."""
    made = begin_conversion(custom_field("text", "Size"), "number", by=cast.dana)
    carry_out_conversion(made)
    return {"pk": made.pk}


def a_promise(cast: Cast) -> dict[str, Any]:
    """Sam's to deliver, and he has not answered."""
    return {"pk": promised(cast.harbour, cast.dana, deliver_by=cast.sam).pk}


def accounts_list(cast: Cast) -> dict[str, Any]:
    return {"subject": "accounts"}


def a_view(cast: Cast) -> dict[str, Any]:
    where = {"of": "accounts", "where": {"all": []}}
    view = SavedView.save_new(by=cast.rita, subject="accounts", name="Ours", where=where, shared=True)
    return {"pk": view.pk}


def a_wish_to_note(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.harbour.pk, "what": "wishes"}


def a_wish(cast: Cast) -> dict[str, Any]:
    wish = Wish.hear(cast.harbour, by=cast.sam, words="A second shop", heard_on=date(2026, 11, 2))
    return {"pk": cast.harbour.pk, "what": "wishes", "item": wish.pk, "act": "granted"}


def no_key(cast: Cast) -> dict[str, Any]:
    return {"pk": 1}


def a_purpose(cast: Cast) -> dict[str, Any]:
    return {"purpose": "offers"}


def a_stopped_address(cast: Cast) -> dict[str, Any]:
    return {"pk": Suppression.objects.create(means="email", digest=digest("gone@away.example")).pk}


def a_private_note(cast: Cast) -> dict[str, Any]:
    until = timezone.localdate() + timedelta(days=60)
    made = PrivateNote.objects.create(
        account=cast.harbour, kind="short_of_cash", words="Till June", until=until
    )
    return {"pk": made.pk}


def a_find(cast: Cast) -> dict[str, Any]:
    ines = cast.harbour.people.get()
    made = Find.objects.create(
        where="people.Person.note", record=ines.pk, account=cast.harbour, whats=["birth"]
    )
    return {"pk": made.pk}


def a_kept(cast: Cast) -> dict[str, Any]:
    return {"what": "people.Person.note"}
