"""Addresses about people. ``login`` and ``logout`` stand in the site's own, under the names that Django looks for."""

from django.urls import path

from .views import audit, factors, links, own, signing, staff

app_name = "people"
urlpatterns = [
    path("accounts/", own.own, name="own"),
    path("accounts/second-factor/", factors.second_factor, name="second_factor"),
    path("accounts/second-factor/set-up/", factors.set_up, name="set_up"),
    path("accounts/second-factor/codes/", factors.recovery_codes, name="recovery_codes"),
    path("accounts/second-factor/remove/", factors.remove, name="remove_factor"),
    path("accounts/kept/", signing.sent_before, name="kept"),
    path("accounts/password/", own.change_password, name="change_password"),
    path("accounts/sessions/end/", own.end_session, name="end_session"),
    path("accounts/sessions/end-others/", own.end_others, name="end_others"),
    path("accounts/export.json", own.export, name="export"),
    path("accounts/erase/", own.erase, name="erase"),
    path("accounts/forgotten/", links.forgotten, name="forgotten"),
    path("accounts/new-password/<str:token>/", links.new_password, name="new_password"),
    path("accounts/invitation/<str:token>/", links.invitation, name="invitation"),
    path("desk/accounts/", staff.accounts, name="accounts"),
    path("desk/accounts/<int:pk>/", staff.account, name="account"),
    path("desk/accounts/<int:pk>/role/", staff.give_role, name="give_role"),
    path("desk/accounts/<int:pk>/close/", staff.close, name="close"),
    path("desk/accounts/<int:pk>/reopen/", staff.reopen, name="reopen"),
    path("desk/accounts/<int:pk>/reset-factor/", staff.reset_factor, name="reset_factor"),
    path("desk/accounts/<int:pk>/sign-out/", staff.end_sessions, name="end_sessions"),
    path("desk/accounts/<int:pk>/password-link/", staff.password_link, name="password_link"),
    path("desk/invitations/", staff.invitations, name="invitations"),
    path("desk/invitations/<int:pk>/renew/", staff.renew, name="renew_invitation"),
    path("desk/invitations/<int:pk>/revoke/", staff.revoke, name="revoke_invitation"),
    path("desk/audit/", audit.audit, name="audit"),
    path("desk/audit.csv", audit.audit_table, name="audit_table"),
]
