"""The addresses of the login door and of one's own account. Of allauth only what these need: no sign-up."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from django.conf import settings
from django.urls import path, re_path

from cms.accounts import entering, factor_views, helping, joining, own
from cms.accounts.door import forgotten, spoken
from cms.new_password import NewPasswordView

door = [
    path("login/", spoken(account.login), name="account_login"),
    path("logout/", forgotten(spoken(account.logout)), name="account_logout"),
    path("inactive/", spoken(account.account_inactive), name="account_inactive"),
    path("password/change/", spoken(account.password_change), name="account_change_password"),
    path("password/reset/", spoken(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", spoken(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        spoken(NewPasswordView.as_view()),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        spoken(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]
second_factor = [
    path("second-step/", spoken(entering.second_step), name="mfa_authenticate"),
    path("again/", spoken(entering.again), name="mfa_reauthenticate"),
    path("again/key/", spoken(entering.again_by_key), name="mfa_reauthenticate_webauthn"),
    path("second-factor/", spoken(factor_views.set_up), name="account_set_up"),
    path("second-factor/app/", spoken(factor_views.add_app), name="mfa_activate_totp"),
    path("second-factor/key/", spoken(factor_views.add_key), name="mfa_add_webauthn"),
    path("second-factor/codes/", spoken(factor_views.codes), name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", spoken(factor_views.new_codes), name="mfa_generate_recovery_codes"),
    path("second-factor/remove/<int:pk>/", spoken(factor_views.remove), name="account_remove_factor"),
]
mine = [
    path("", spoken(own.own), name="account_own"),
    path("going/", spoken(own.going), name="account_going"),
    path("everywhere/", spoken(own.leave_everywhere), name="account_leave_everywhere"),
    path("data/", spoken(own.data), name="account_data"),
    path("erase/", spoken(own.erase), name="account_erase"),
    path("help/<uuid:person_id>/", spoken(helping.help_her), name="account_help"),
    path("join/<slug:token>/", spoken(joining.join), name="account_join"),
]
accounts: list[Any] = [*door, *second_factor, *mine]
if settings.OIDC:
    from cms.accounts import provider

    accounts += [
        path("oidc/<str:provider_id>/login/", spoken(provider.go), name="openid_connect_login"),
        path("oidc/<str:provider_id>/login/callback/", spoken(provider.back), name="openid_connect_callback"),
    ]
