"""Hands out uploaded pictures where no web server in front of us does.

On one small machine nobody should have to set up a second server for pictures. Only the folders
that hold pictures are open: documents go through Wagtail's view, which asks who may read them.
"""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import path
from django.views.decorators.http import require_safe
from django.views.static import serve

# Wagtail's sizes of a picture (their names change with the picture), and faces in the admin.
OPEN = ("images", "avatar_images")
# A year, the longest that caches honour: a changed picture has another name.
LONG = "public, max-age=31536000, immutable"


@require_safe
def picture(request: HttpRequest, folder: str, name: str) -> HttpResponseBase:
    """Answer with a picture; 404 for everything else below the media folder."""
    if folder not in OPEN or "\0" in name:
        raise Http404
    # The folder is the root, so that no ".." leads into its neighbours.
    response = serve(request, name, document_root=str(Path(settings.MEDIA_ROOT) / folder))
    response["Cache-Control"] = LONG
    # A drawing opened by itself must not act as a page of this site.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


urlpatterns = [path("<str:folder>/<path:name>", picture, name="picture")]
