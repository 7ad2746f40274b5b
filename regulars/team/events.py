"""What happens in a team, each in one sentence."""

from typing import Any

from django.utils.translation import gettext as _

from regulars.team.allowing import differences
from regulars.team.devices import told
from regulars.team.models import Role
from regulars.team.models.sign_in import New
from regulars.timeline.registry import says


def role_label(role: str) -> str:
    return str(Role(role).label) if role in Role.values else role


@says("team.firm_started")
def firm_started(data: dict[str, Any], actor: str) -> str:
    return _("{actor} started Regulars for {firm}.").format(actor=actor, firm=data["firm"])


@says("team.invited")
def invited(data: dict[str, Any], actor: str) -> str:
    return _("{actor} invited somebody as {role}.").format(actor=actor, role=role_label(data["role"]))


@says("team.invitation_withdrawn")
def invitation_withdrawn(data: dict[str, Any], actor: str) -> str:
    return _("{actor} took back an invitation as {role}.").format(actor=actor, role=role_label(data["role"]))


@says("team.member_joined")
def member_joined(data: dict[str, Any], actor: str) -> str:
    return _("{actor} joined as {role}.").format(actor=actor, role=role_label(data["role"]))


@says("team.role_changed")
def role_changed(data: dict[str, Any], actor: str) -> str:
    return _("{actor} changed the role of {name} from {before} to {after}.").format(
        actor=actor, name=data["name"], before=role_label(data["before"]), after=role_label(data["after"])
    )


@says("team.access_changed")
def access_changed(data: dict[str, Any], actor: str) -> str:
    clauses = [
        f"{role_label(role)}: {', '.join(differences(data['before'][role], after)) or _('nothing')}"
        for role, after in data["after"].items()
    ]
    return _("{actor} changed what roles may. {told}.").format(actor=actor, told="; ".join(clauses))


@says("team.team_made")
def team_made(data: dict[str, Any], actor: str) -> str:
    return _("{actor} made the team {name}.").format(actor=actor, name=data["name"])


@says("team.team_renamed")
def team_renamed(data: dict[str, Any], actor: str) -> str:
    return _("{actor} renamed the team {before} to {after}.").format(
        actor=actor, before=data["before"], after=data["after"]
    )


@says("team.member_joined_team")
def member_joined_team(data: dict[str, Any], actor: str) -> str:
    if not data["team"]:
        return _("{actor} took {name} out of their team.").format(actor=actor, name=data["name"])
    return _("{actor} put {name} into the team {team}.").format(
        actor=actor, name=data["name"], team=data["team"]
    )


@says("team.member_deactivated")
def member_deactivated(data: dict[str, Any], actor: str) -> str:
    return _("{actor} ended the access of {name}.").format(actor=actor, name=data["name"])


@says("team.member_reactivated")
def member_reactivated(data: dict[str, Any], actor: str) -> str:
    return _("{actor} let {name} sign in again.").format(actor=actor, name=data["name"])


@says("team.settings_changed")
def settings_changed(data: dict[str, Any], actor: str) -> str:
    changes = "; ".join(f"{name}: {before} → {after}" for name, (before, after) in data["changes"].items())
    return _("{actor} changed the settings: {changes}.").format(actor=actor, changes=changes)


@says("team.signed_in")
def signed_in(data: dict[str, Any], actor: str) -> str:
    if not data.get("new"):
        return _("{actor} signed in from {address}.").format(actor=actor, address=data["address"])
    return _("{actor} signed in from {address} on {device}: {news}.").format(
        actor=actor,
        address=data["address"],
        device=told(data["device"]) or _("a device that does not say what it is"),
        news=", ".join(str(New(one).label) for one in data["new"] if one in New.values),
    )


@says("team.sign_in_failed")
def sign_in_failed(data: dict[str, Any], actor: str) -> str:
    if data.get("name"):
        return _("Somebody tried to sign in as {name} from {address} and was not let in.").format(
            name=data["name"], address=data["address"]
        )
    return _("Somebody nobody here knows tried to sign in from {address} and was not let in.").format(
        address=data["address"]
    )


@says("team.signed_out")
def signed_out(data: dict[str, Any], actor: str) -> str:
    return _("{actor} signed out.").format(actor=actor)


@says("team.session_ended")
def session_ended(data: dict[str, Any], actor: str) -> str:
    if data.get("others"):
        return _("{actor} signed out everywhere else.").format(actor=actor)
    return _("{actor} signed {device} out.").format(
        actor=actor, device=told(data["device"]) or _("a device that does not say what it is")
    )


@says("team.sign_in_owned")
def sign_in_owned(data: dict[str, Any], actor: str) -> str:
    return _("{actor} said that the sign-in on {device} from {address} was their own.").format(
        actor=actor, device=told(data["device"]), address=data["address"]
    )


@says("team.sign_in_disowned")
def sign_in_disowned(data: dict[str, Any], actor: str) -> str:
    return _("{actor} said that it was somebody else who signed in on {device} from {address}.").format(
        actor=actor, device=told(data["device"]), address=data["address"]
    )


@says("team.password_changed")
def password_changed(data: dict[str, Any], actor: str) -> str:
    return _("{actor} set a new password.").format(actor=actor)


@says("team.second_step_added")
def second_step_added(data: dict[str, Any], actor: str) -> str:
    return _("{actor} set up {what}.").format(actor=actor, what=second_step(data["type"]))


@says("team.second_step_removed")
def second_step_removed(data: dict[str, Any], actor: str) -> str:
    return _("{actor} took away {what}.").format(actor=actor, what=second_step(data["type"]))


def second_step(kind: str) -> str:
    names = {
        "totp": _("an authenticator app"),
        "webauthn": _("a passkey"),
        "recovery_codes": _("recovery codes"),
    }
    return names.get(kind, _("a second step"))


@says("team.password_recovered")
def password_recovered(data: dict[str, Any], actor: str) -> str:
    return _("{actor} set a new password by a link from the server.").format(actor=actor)


@says("team.second_step_forgotten")
def second_step_forgotten(data: dict[str, Any], actor: str) -> str:
    return _("The second step of {name} was taken away from the server.").format(name=data["name"])


@says("team.email_changed")
def email_changed(data: dict[str, Any], actor: str) -> str:
    return _("{actor} signs in with {after} from now on, not {before}.").format(
        actor=actor, before=data["before"], after=data["after"]
    )
