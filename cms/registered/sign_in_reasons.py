"""Where does somebody go whom Wagtail does not let in?

Wagtail sends everybody to sign in, also those who have. Our sign-in would send them back at once,
and so on for ever. They read instead that the page is not theirs.
"""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.sign_in_first import sign_in_first


@require_safe
def to_sign_in(request: HttpRequest, back: str = "") -> HttpResponse:
    """Lead a guest to the one way to sign in, and then to `next`, else to `back`."""
    if request.user.is_authenticated:
        raise PermissionDenied
    wanted = request.GET.get("next") or back
    return sign_in_first(wanted) if wanted else HttpResponseRedirect(settings.LOGIN_URL)


@require_safe
def to_the_admin(request: HttpRequest) -> HttpResponse:
    """Lead to the admin: through signing in, or at once."""
    home = reverse("wagtailadmin_home")
    if request.user.has_perm("wagtailadmin.access_admin"):
        return HttpResponseRedirect(home)
    return to_sign_in(request, home)
