from django.urls import include, path

from regulars.team.views import email, joining, members, recovering, roles, settings, teams

urlpatterns = [
    path("", include("regulars.team.sign_in_urls")),
    path("join/<str:token>/", joining.joining, name="team-join"),
    path("recover/<int:pk>/<str:token>/", recovering.recovering, name="team-recover"),
    path("settings/", settings.settings, name="team-settings"),
    path("settings/email/", email.email, name="team-email"),
    path("settings/firm/", settings.firm_settings, name="team-firm"),
    path("settings/firm/words/swapped/", settings.swapped_words, name="team-words-swapped"),
    path("settings/people/", members.people, name="team-people"),
    path("settings/invitations/", members.invitations, name="team-invitations"),
    path(
        "settings/invitations/<int:pk>/withdrawn/",
        members.invitation_withdrawn,
        name="team-invitation-withdrawn",
    ),
    path("settings/roles/", roles.roles, name="team-roles"),
    path("settings/roles/preview/", roles.roles_preview, name="team-roles-preview"),
    path("settings/people/<int:pk>/sight/", roles.member_sight, name="team-member-sight"),
    path("settings/teams/", teams.teams, name="teams"),
    path("settings/teams/<int:pk>/", teams.team, name="team"),
    path("settings/people/<int:pk>/team/", teams.member_team, name="team-member-team"),
    path("settings/people/<int:pk>/role/", members.role, name="team-role"),
    path("settings/people/<int:pk>/leaving/", members.leaving, name="team-member-leaving"),
    path("settings/people/<int:pk>/deactivation/", members.deactivation, name="team-deactivation"),
    path("settings/people/<int:pk>/reactivation/", members.reactivation, name="team-reactivation"),
]
