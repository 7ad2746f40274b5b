"""The pages of the sign-in library that are offered, each behind our own doors.

Its sign-up, e-mail and reset-by-mail pages are left out on purpose: people come in by a link, and no mail is sent.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from regulars.team.confirming import confirmed
from regulars.team.doors import View, members, public
from regulars.team.models import Role
from regulars.team.views import own_sessions, single_sign_on
from regulars.team.views.first_password import first_password

own = members(read=Role.READ_ONLY, write=Role.READ_ONLY)  # what is one's own everyone may change


def guarded(view: View[...]) -> View[...]:
    """One's own keys. The library asks for a confirmation too, but keeps a form that was sent and sends it later."""
    return own(confirmed(view))


urlpatterns = [
    path("sign-in/", public(account.login), name="account_login"),
    path("sign-in/passkey/", public(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/elsewhere/", single_sign_on.leaving, name="team-single-sign-on"),
    path("sign-in/elsewhere/back/", single_sign_on.coming_back, name="team-single-sign-on-back"),
    path("sign-in/second-step/", public(mfa.authenticate), name="mfa_authenticate"),
    path("sign-in/closed/", public(account.account_inactive), name="account_inactive"),
    path("sign-out/", public(account.logout), name="account_logout"),
    path("confirm/", own(account.reauthenticate), name="account_reauthenticate"),
    path("confirm/code/", own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("confirm/passkey/", own(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("settings/password/", own(account.password_change), name="account_change_password"),
    path("settings/password/first/", first_password, name="account_set_password"),
    path("settings/sessions/", own_sessions.own_sessions, name="usersessions_list"),
    path("settings/sessions/<int:pk>/ended/", own_sessions.session_ended, name="team-session-ended"),
    path("settings/sign-ins/<int:pk>/mine/", own_sessions.sign_in_owned, name="team-sign-in-owned"),
    path("settings/sign-ins/<int:pk>/not-mine/", own_sessions.sign_in_disowned, name="team-sign-in-disowned"),
    path("settings/security/", own(mfa.index), name="mfa_index"),
    path("settings/security/app/", guarded(totp.activate_totp), name="mfa_activate_totp"),
    path("settings/security/app/off/", guarded(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("settings/security/codes/", guarded(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "settings/security/codes/new/",
        guarded(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "settings/security/codes/file/",
        guarded(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("settings/security/keys/", own(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("settings/security/keys/add/", guarded(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "settings/security/keys/<int:pk>/change/", guarded(passkeys.edit_webauthn), name="mfa_edit_webauthn"
    ),
    path(
        "settings/security/keys/<int:pk>/remove/",
        guarded(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
]
