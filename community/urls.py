"""The addresses of this app: the inbox, reports, own contributions, watching, stopping mails."""

from django.urls import URLPattern, URLResolver, include, path

from community.views import (
    account,
    account_list,
    comments,
    deciding,
    here,
    inbox,
    mails,
    overview,
    own,
    people,
    reports,
    talks,
    watching,
)

moderation: list[URLPattern | URLResolver] = [
    path("", inbox.inbox, name="inbox"),
    path("auswahl/", inbox.decide_many, name="decide-many"),
    path("zuruecknehmen/", inbox.undo, name="undo"),
    path("protokoll/", people.log, name="log"),
    path("hier/", here.here, name="here"),
    path("konten/", account_list.accounts, name="accounts"),
    path("konten/<number:pk>/", people.account, name="account"),
    path("konten/<number:pk>/vorschau/", account_list.revert_plan, name="revert-plan"),
    path("konten/<number:pk>/aufgaben/", people.appoint, name="appoint"),
    path(
        "konten/<number:pk>/aufgaben/<number:responsibility>/beenden/",
        people.end_responsibility,
        name="end-responsibility",
    ),
    path("konten/<number:pk>/<slug:action>/", people.act, name="account-action"),
    path("<number:pk>/", deciding.case, name="case"),
    path("<number:pk>/entscheiden/", deciding.decide, name="decide"),
]
routes: tuple[list[URLPattern | URLResolver], str] = (
    [
        path("moderation/", include(moderation)),
        path("melden/", reports.report, name="report"),
        path("konto/", overview.overview, name="overview"),
        path("konto/beitraege/", own.contributions, name="contributions"),
        path("konto/beleg/<str:receipt>/", own.receipt, name="receipt"),
        path("konto/beleg/<str:receipt>/zuruecknehmen/", own.withdraw, name="withdraw"),
        path("kommentare/<number:pk>/", comments.comment, name="comment"),
        path("kommentare/<number:pk>/erledigt/", talks.resolve, name="resolve-comment"),
        path("kommentare/<slug:kind>/<number:pk>/", comments.write, name="write-comment"),
        path("kommentare/antworten/<str:token>/", comments.confirm, name="confirm-answers"),
        path("konto/mails/", account.mails, name="mails"),
        path("konto/daten/", account.copy, name="copy"),
        path("konto/loeschen/", account.erase, name="erase"),
        path("konto/entwurf/<str:secret>/", own.kept_text, name="kept-text"),
        path("konto/beobachtet/", watching.mine, name="watched"),
        path("konto/beobachtet/<number:pk>/", watching.change, name="change-watch"),
        path("beobachten/suche/", watching.search, name="watch-search"),
        path("beobachten/ende/<str:token>/", watching.stop, name="stop-watch"),
        path("beobachten/<slug:kind>/<number:pk>/", watching.anything, name="watch"),
        path("abbestellen/<str:token>/", mails.stop, name="stop-mail"),
        path("demo/postfach/", mails.demo_mailbox, name="demo-mailbox"),
    ],
    "community",
)
urlpatterns: list[URLPattern | URLResolver] = [path("", include(routes))]
