"""Who may open what: one line a route. tests/test_access.py tries every line and fails on a route that has none.

Add yours to ROWS under its route name (with its namespace, if any):

    "account": page(of=lambda cast: {"pk": cast.harbour.pk}),          # GET, from read-only up
    "account-touches": action(of=lambda cast: {"pk": cast.harbour.pk}),  # POST, from member up
    "account-fact": form(of=...),                                       # GET and POST, from member up
    "team-firm": form(read=OWNER, write=OWNER),
    "health": page(read=ANYONE),

`of` makes the URL's arguments from the cast (it may create what it needs: it runs in a transaction that is undone).
`read` and `write` are the least roles and must be what the view's door says; None: the method is not offered (405).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from regulars.care.models import Wish
from regulars.fields.converting import begin as begin_conversion
from regulars.fields.converting import carry_out as carry_out_conversion
from regulars.fields.tests.made import field as custom_field
from regulars.files.tests.made import attached, picture
from regulars.imports.tests.files import imported
from regulars.lists.models import SavedView
from regulars.people.changing import change_account
from regulars.people.models import Account, AssignBy, AssignmentRule
from regulars.people.points import add_point
from regulars.people.tagging import tag_named
from regulars.people.tests.acted import tagged_many
from regulars.people.tests.merged import (
    a_merge,
    a_pair,
    a_relation,
    in_the_bin,
    to_relate,
    two_accounts,
    two_people,
)
from regulars.retention.models import RiskCase
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from regulars.service.tests.promises import promised
from regulars.team.models import Invitation, Role
from regulars.team.signup import recovery_link
from regulars.timeline.models import Touch
from regulars.today.deciding import let_go
from tests.cast import Cast, order

ANYONE = "anyone"
READ_ONLY, MEMBER, MANAGER, OWNER = Role.READ_ONLY, Role.MEMBER, Role.MANAGER, Role.OWNER
Arguments = Callable[[Cast], dict[str, Any]]


def nothing(cast: Cast) -> dict[str, Any]:
    return {}


def an_assignment_rule(cast: Cast) -> dict[str, Any]:
    made = AssignmentRule.objects.create(by=AssignBy.COUNTRY, value="Wales", owner=cast.sam, position=0)
    return {"pk": made.pk}


@dataclass(frozen=True)
class Row:
    read: str | None
    write: str | None
    of: Arguments = nothing
    strict: bool = (
        True  # methods that are not offered answer 405; False for the sign-in library's class views
    )


def page(read: str = READ_ONLY, of: Arguments = nothing) -> Row:
    """Something to look at."""
    return Row(read, None, of)


def action(write: str = MEMBER, of: Arguments = nothing) -> Row:
    """Something that changes, by POST."""
    return Row(None, write, of)


def form(read: str = MEMBER, write: str = MEMBER, of: Arguments = nothing) -> Row:
    """A page with its own POST."""
    return Row(read, write, of)


def library(role: str = READ_ONLY, of: Arguments = nothing) -> Row:
    """A page of the sign-in library, one's own."""
    return Row(role, role, of, strict=False)


def joining(cast: Cast) -> dict[str, Any]:
    _made, token = Invitation.issue(MEMBER, by=cast.dana)
    return {"token": token}


def recovering(cast: Cast) -> dict[str, Any]:
    _, _, pk, token, _ = recovery_link(cast.sam.email).split("/")
    return {"pk": pk, "token": token}


def invitation(cast: Cast) -> dict[str, Any]:
    return {"pk": Invitation.issue(MEMBER, by=cast.marta)[0].pk}


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
    score(scored(), cast.harbour, risk=2, reasons=[{"name": "unanswered", "numbers": numbers, "orders": []}])
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


ROWS: dict[str, Row] = {
    # team: coming in
    "team-join": form(read=ANYONE, write=ANYONE, of=joining),
    "team-recover": form(read=ANYONE, write=ANYONE, of=recovering),
    # team: settings and people
    "team-settings": form(read=READ_ONLY, write=READ_ONLY),
    "team-email": form(read=READ_ONLY, write=READ_ONLY),
    "looked-after": form(read=MANAGER, write=MANAGER),
    "looked-after-assigned": action(write=MANAGER),
    "looked-after-handed-over": action(write=MANAGER),
    "looked-after-rule-dropped": action(write=MANAGER, of=an_assignment_rule),
    "team-firm": form(read=OWNER, write=OWNER),
    "team-words-swapped": action(write=OWNER),
    "team-people": page(read=MANAGER),
    "team-invitations": action(write=MANAGER),
    "team-invitation-withdrawn": action(write=MANAGER, of=invitation),
    "team-role": action(write=OWNER, of=sam),
    "team-deactivation": action(write=OWNER, of=sam),
    "team-reactivation": action(write=OWNER, of=sam),
    # team: signing in
    "account_login": library(ANYONE),
    "mfa_login_webauthn": library(ANYONE),
    "mfa_authenticate": library(ANYONE),
    "account_inactive": library(ANYONE),
    "account_logout": library(ANYONE),
    "account_reauthenticate": library(),
    "mfa_reauthenticate": library(),
    "mfa_reauthenticate_webauthn": library(),
    "account_change_password": library(),
    "account_set_password": library(),
    "usersessions_list": library(),
    "mfa_index": library(),
    "mfa_activate_totp": library(),
    "mfa_deactivate_totp": library(),
    "mfa_view_recovery_codes": library(),
    "mfa_generate_recovery_codes": library(),
    "mfa_download_recovery_codes": library(),
    "mfa_list_webauthn": library(),
    "mfa_add_webauthn": library(),
    "mfa_edit_webauthn": library(of=no_key),
    "mfa_remove_webauthn": library(of=no_key),
    # people
    "account": page(of=harbour),
    "account-new": form(),
    "account-fact": form(of=a_fact),
    "account-people": page(of=harbour),
    "account-guest": page(read=MEMBER, of=harbour),
    "account-parts": form(of=ines),
    "account-point-new": form(of=a_new_phone),
    "person": page(of=ines_alone),
    "person-fact": form(of=a_fact_of_ines),
    "person-point-new": form(of=a_new_phone_of_ines),
    "point": form(of=a_point),
    "point-removed": action(of=a_point),
    "point-first": action(of=a_point),
    "undo": action(of=something_done),
    "account-merging": page(read=MEMBER, of=harbour),
    "person-merging": page(read=MEMBER, of=ines_alone),
    "merge-accounts": form(of=two_accounts),
    "merge-people": form(of=two_people),
    "merge": form(read=READ_ONLY, of=a_merge),
    "account-removal": form(of=harbour),
    "person-removal": form(of=ines_alone),
    "bin": page(),
    "bin-restored": action(of=in_the_bin),
    "account-relations": page(read=MEMBER, of=harbour),
    "relation-new": form(of=to_relate),
    "relation-ended": action(of=a_relation),
    "relation-confirmed": action(of=a_relation),
    "relation-review": form(read=READ_ONLY, of=a_relation),
    "duplicates": page(),
    "duplicates-progress": page(),
    "duplicates-search": action(),
    "duplicate-not-same": action(of=a_pair),
    "duplicate-later": action(of=a_pair),
    "account-touches": action(of=harbour),
    "account-touch-withdrawn": action(of=a_touch),
    "person-moving": page(read=MEMBER, of=ines_alone),
    "person-moved": action(of=ines_to_vets),
    "mentions": page(),
    "mention-names": page(read=MEMBER),
    "person-new": form(of=harbour),
    # files
    "account-files": form(read=READ_ONLY, of=harbour),
    "person-files": form(read=READ_ONLY, of=ines_alone),
    "file": page(of=a_file),
    "file-picture": page(of=a_picture),
    "file-removed": action(of=a_file),
    "file-restored": action(of=a_file),
    # orders
    "account-orders": page(of=harbour),
    "order": page(of=an_order),
    "order-story": page(of=an_order),
    # today
    "today": page(),
    "today-act": form(of=at_risk),
    "today-later": form(of=at_risk),
    "today-let-go": form(of=at_risk),
    "today-undo": action(of=decided),
    # retention
    "customers": page(),
    "customers-file": page(),
    "evidence": page(of=reasoned),
    "case-closing": action(of=at_risk_case),
    "case-reopening": action(of=at_risk_case),
    "retention": page(),
    "retention-cohorts": page(),
    "retention-value": page(),
    "retention-ahead": page(),
    "retention-growth": page(),
    "retention-path": page(),
    "retention-check": page(),
    "retention-groups": page(),
    "retention-best": page(),
    "retention-previous": page(),
    "retention-season": page(),
    "retention-claims": page(),
    "retention-terms": page(),
    # service
    "promises": page(),
    "promises-rate": page(),
    "promise": page(of=a_promise),
    "promise-new": form(of=harbour),
    "promise-keeping": form(of=a_promise),
    "promise-breaking": form(of=a_promise),
    "promise-moving": form(of=a_promise),
    "promise-handing-over": form(of=a_promise),
    "promise-accepting": action(of=a_promise),
    "promise-declining": form(of=a_promise),
    "promise-withdrawing": form(of=a_promise),
    "account-callbacks": form(of=harbour),
    # imports
    "imports": form(read=READ_ONLY, write=MEMBER),
    "import": page(of=an_import),
    "import-columns": form(of=an_import),
    "import-progress": page(of=an_import),
    "import-rejected": page(of=an_import),
    "import-checking": action(of=an_import),
    "import-applying": action(of=an_import),
    "import-reverting": action(of=an_applied_import),
    "import-stopping": action(of=an_import),
    "import-discarding": action(of=an_import),
    # people: tags
    "account-tags": action(of=harbour),
    "account-tag-removed": action(of=a_tag_of_harbour),
    "person-tags": action(of=ines_alone),
    "person-tag-removed": action(of=a_tag_of_ines),
    "tags-suggested": page(),
    "tags": page(read=MANAGER),
    "tag": form(read=MANAGER, write=MANAGER, of=a_tag),
    "tag-joined": action(write=MANAGER, of=a_tag),
    "tag-archived": action(write=MANAGER, of=a_tag),
    "tag-brought-back": action(write=MANAGER, of=a_tag),
    # lists: acts on many
    "list-acted": action(of=accounts_list),
    "bulk-act": page(of=a_bulk_act),
    "bulk-act-progress": page(of=a_bulk_act),
    "bulk-act-stopped": action(of=a_bulk_act),
    "bulk-act-again": action(of=a_bulk_act),
    # fields
    "fields": page(read=MANAGER),
    "field-new": form(read=MANAGER, write=MANAGER),
    "field": form(read=MANAGER, write=MANAGER, of=a_custom_field),
    "field-placed": action(write=MANAGER, of=a_custom_field),
    "field-archived": action(write=MANAGER, of=a_custom_field),
    "field-brought-back": action(write=MANAGER, of=a_custom_field),
    "field-kind": form(read=MANAGER, write=MANAGER, of=a_custom_field),
    "field-conversion": page(read=MANAGER, of=a_conversion),
    "field-conversion-progress": page(read=MANAGER, of=a_conversion),
    "field-conversion-again": action(write=MANAGER, of=a_conversion),
    "field-conversion-taken-back": action(write=MANAGER, of=a_conversion),
    # lists
    "lists": page(),
    "list": page(of=accounts_list),
    "list-board": page(of=accounts_list),
    "list-board-column": page(of=accounts_list),
    "list-board-moved": action(of=accounts_list),
    "list-condition": page(of=accounts_list),
    "list-columns": page(of=accounts_list),
    "list-count": page(of=accounts_list),
    "list-counts": page(of=accounts_list),
    "list-file": action(write=READ_ONLY, of=accounts_list),
    "view-new": form(read=READ_ONLY, write=READ_ONLY, of=accounts_list),
    "view-change": form(read=READ_ONLY, write=READ_ONLY, of=a_view),
    "view-kept": action(write=READ_ONLY, of=a_view),
    "view-removed": action(write=READ_ONLY, of=a_view),
    "view-pinned": action(write=READ_ONLY, of=a_view),
    "view-unpinned": action(write=READ_ONLY, of=a_view),
    # care
    "care": page(),
    "care-wishes": page(),
    "care-origins": page(read=MEMBER),
    "care-origin": action(of=harbour),
    "care-origin-unknown": action(of=harbour),
    "care-account": page(of=harbour),
    "care-new": form(of=a_wish_to_note),
    "care-act": form(of=a_wish),
    "care-settings": form(read=MANAGER, write=MANAGER),
    "care-season": action(write=MANAGER),
    "care-season-ended": action(write=MANAGER),
    # finding
    "find": page(),
    "find-answers": page(),
    "find-visits": action(write=READ_ONLY),
    # the other apps: one line a route
    "health": page(read=ANYONE),
}
