"""The addresses below `/konto/`: allauth's views under German words, and a person's own pages."""

from allauth.account import views as allauth_views
from django.urls import URLPattern, URLResolver, include, path

from accounts import sign_in, views
from accounts.sign_in import ours

own = (
    [
        path("einstellungen/", views.settings, name="settings"),
        path("zugang/", views.new_token, name="new-token"),
        path("zugang/<number:pk>/widerrufen/", views.revoke_token, name="revoke-token"),
        path("andere-adresse/", sign_in.another_address, name="another-address"),
    ],
    "accounts",
)

# The names are allauth's, it reverses them itself.
of_allauth = [
    path("login/", ours(allauth_views.login), name="account_login"),
    path("login/code/", ours(allauth_views.request_login_code), name="account_request_login_code"),
    path(
        "login/code/eingeben/",
        ours(allauth_views.confirm_login_code),
        name="account_confirm_login_code",
    ),
    path("logout/", ours(allauth_views.logout), name="account_logout"),
    path("gesperrt/", ours(allauth_views.account_inactive), name="account_inactive"),
    path("anmelden/", ours(allauth_views.signup), name="account_signup"),
    path("bestaetigen/", ours(allauth_views.reauthenticate), name="account_reauthenticate"),
    path("mail/", ours(allauth_views.email), name="account_email"),
    path(
        "mail/bestaetigen/",
        ours(allauth_views.email_verification_sent),
        name="account_email_verification_sent",
    ),
    path("passwort/aendern/", ours(allauth_views.password_change), name="account_change_password"),
    path("passwort/setzen/", ours(allauth_views.password_set), name="account_set_password"),
    path("passwort/vergessen/", ours(allauth_views.password_reset), name="account_reset_password"),
    path(
        "passwort/vergessen/code/",
        ours(allauth_views.confirm_password_reset_code),
        name="account_confirm_password_reset_code",
    ),
    path(
        "passwort/vergessen/neu/",
        ours(allauth_views.complete_password_reset),
        name="account_complete_password_reset",
    ),
    path(
        "passwort/vergessen/fertig/",
        ours(allauth_views.password_reset_from_key_done),
        name="account_password_reset_completed",
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("konto/", include(own)),
    path("konto/", include(of_allauth)),
]
