"""A person's own pages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import APIToken

from accounts import services, tokens
from accounts.forms import ProfileForm, TokenForm
from accounts.models import User


def _tokens(user: User) -> list[APIToken]:
    return list(APIToken.objects.filter(user=user, revoked_at=None).order_by("-created"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings(request: HttpRequest) -> HttpResponse:
    """Show and change the account: name, what is public, programs that write for it."""
    assert isinstance(request.user, User)
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        services.change_profile(user=request.user, **form.cleaned_data)
        messages.success(request, _("Your details are saved."))
        return redirect("accounts:settings")
    context = {
        "form": form,
        "token_form": TokenForm(),
        "tokens": _tokens(request.user),
    }
    return render(request, "accounts/settings.html", context)


@never_cache
@login_required
@require_POST
def new_token(request: HttpRequest) -> HttpResponse:
    """Make an API token and show it, this once."""
    assert isinstance(request.user, User)
    form = TokenForm(request.POST)
    plain = ""
    if form.is_valid():
        plain = tokens.issue_token(user=request.user, name=form.cleaned_data["label"])
        form = TokenForm()
    context = {
        "form": ProfileForm(instance=request.user),
        "token_form": form,
        "tokens": _tokens(request.user),
        "plain_token": plain,
    }
    return render(request, "accounts/settings.html", context, status=200 if plain else 400)


@login_required
@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one of one's own tokens useless."""
    assert isinstance(request.user, User)
    if tokens.revoke_token(user=request.user, pk=pk):
        messages.success(request, _("The token is revoked."))
    return redirect("accounts:settings")
