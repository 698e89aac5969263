"""The addresses of this app."""

from django.urls import URLPattern, path

from pictures.views import changing, choosing, files, gallery, objecting, sharing, talking

app_name = "pictures"
urlpatterns: list[URLPattern] = [
    path("bilder/", gallery.gallery, name="gallery"),
    path("bilder/auswahl/", choosing.choices, name="choices"),
    path("bilder/neu/", sharing.share, name="share"),
    path("bilder/<number:pk>/", gallery.picture, name="picture"),
    path("bilder/<number:pk>/datei/", files.file, name="file"),
    path("bilder/<number:pk>/abgebildet/", objecting.objection, name="picture-objection"),
    path(
        "bilder/<number:pk>/abgebildet/<str:token>/",
        objecting.confirm,
        name="picture-objection-confirm",
    ),
    path("bilder/<number:pk>/diskussion/", talking.page, name="picture-talk"),
    path("bilder/<number:pk>/diskussion/talk.atom", talking.feed, name="picture-talk-feed"),
    path("bilder/<number:pk>/bearbeiten/", changing.change, name="picture-change"),
    path("bilder/<number:pk>/loeschen/", changing.delete, name="picture-delete"),
]
