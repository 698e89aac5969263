"""Taking a project over, answering its conditions, naming it a transfer project."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.sign_in_first import sign_in_first
from community import limits, trust
from districts.entries.projects import PROJECTS
from districts.forms.taking_over import AnswersForm, TakeOverForm, title_hint
from districts.models import Adoption, District, EntryRevision, Project
from districts.modules import Usage
from districts.modules.own import NEEDS
from districts.modules.states import states
from districts.pages import evidence
from districts.pages.changes_since_adoption import changes_since
from districts.services import adoptions, entry_revisions, taking_over
from districts.services.entry_edits import Saved
from districts.services.signature import Signature
from districts.services.writing import NotAllowed, WriteRefused
from districts.views.around import crumbs
from districts.views.editing import Editing
from text.storable import storable
from text.whole_numbers import whole_number


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limits.answering_limits
def take_over(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the district, then show the form, then make the project."""
    source = PROJECTS.to_write(request.user, slug)
    if source.state != "live":
        raise Http404
    entry_revisions.ensure_revision(source)
    wanted = request.POST.get("district") or request.GET.get("district", "")
    own = source.districts.values("pk")
    rows = District.objects.select_related("city").exclude(pk__in=own)
    rows = rows.order_by("city__name", "name")
    district = rows.filter(slug=storable(wanted)).first() if wanted else None
    if district is None:
        context = {
            "source": source,
            "districts": rows,
            "unknown": wanted,
            "at_home": bool(wanted) and source.districts.filter(slug=wanted[:130]).exists(),
            "breadcrumb": crumbs(
                PROJECTS, (source.title, source.get_absolute_url()), (_("Take over"), "")
            ),
        }
        return render(request, "districts/take_over_where.html", context)
    return TakingOver(request, source, district).answer()


class TakingOver(Editing[Project]):
    """The form of a project that is made out of another one."""

    template = "districts/form_take_over.html"

    def __init__(self, request: HttpRequest, source: Project, district: District) -> None:
        super().__init__(request, PROJECTS)
        self.source, self.district = source, district
        self.read = self._revision_read()
        rows = self.read.fields.get("conditions", [])
        conditions = [(row["kind"], row["text"], row["sector"]) for row in rows]
        self.checked = evidence.check(conditions, district)
        self.title = _("Take over for %(district)s") % {"district": district}
        self.lead = _("You make a project of your own out of “%(title)s”.") % {"title": source}

    @property
    def draft_key(self) -> str:
        """What a browser keeps a draft of this form by."""
        return f"{self.kind.key}-aus-{self.source.pk}-{self.district.pk}"

    def _revision_read(self) -> EntryRevision:
        """Return the revision of the source that the form was made of, else the present one."""
        number = whole_number(self.request.POST.get("source_revision")) or 0
        rows = self.source.revisions.filter(state=EntryRevision.State.LIVE)
        found: EntryRevision | None = rows.filter(number=number).first()
        if found is not None:
            return found
        present: EntryRevision = rows.get(number=self.source.published_number)
        return present

    def form(self, **kwargs: Any) -> TakeOverForm:
        """Return the form with the conditions as they are in the chosen district."""
        form = TakeOverForm(is_new=True, writer=self.request.user, checked=self.checked, **kwargs)
        form.fields["title"].help_text = title_hint(self.source, self.district)
        return form

    def preset(self) -> dict[str, Any]:
        """Return what the source says."""
        return {
            "title": self.source.title,
            "summary": self.source.summary,
            "districts": [self.district.pk],
            "source_revision": self.read.number,
        }

    def write(self, values: dict[str, Any], signature: Signature, base: int | None) -> Saved:
        """Make the project and pin it to what was read."""
        project = taking_over.take_over(source=self.source, signature=signature, **values)
        status = "pending" if project.state == "held" else "created"
        return Saved(status, project, project.revisions.get(number=1))

    def page(self, *args: Any, **more: Any) -> HttpResponse:
        """Show the form below what is taken over."""
        more |= {"source": self.source, "district": self.district}
        return super().page(*args, **more)

    def crumbs(self) -> list[dict[str, str]]:
        """Return where the form stands."""
        steps = (self.source.title, self.source.get_absolute_url()), (_("Take over"), "")
        return crumbs(PROJECTS, *steps)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limits.answering_limits
def conditions(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the conditions of a project that was taken over, and take new answers."""
    find = PROJECTS.to_write if request.method == "POST" else PROJECTS.get
    project = find(request.user, slug)
    adoption = _adoption(project)
    rows = list(adoption.answers.prefetch_related("evidence").select_related("need"))
    may_answer = trust.may(request.user, "publish", project)
    form = AnswersForm(request.POST or None, rows=rows)
    status = 400 if form.errors else 200
    if request.method == "POST":
        user = _member(request)
        if user is None:
            return sign_in_first(request.path)
        if form.is_valid():
            try:
                return _answer(request, user, adoption, form)
            except NotAllowed as error:
                if not may_answer:
                    raise PermissionDenied(str(error)) from error
                form.add_error(None, str(error))
                status = 403
    context = {
        "project": project,
        "adoption": adoption,
        "form": form,
        "may_answer": may_answer,
        "may_want": states().of(NEEDS, project.city_id) == Usage.ON,
        "may_withdraw": trust.may(request.user, "care", project),
        "since": changes_since(adoption),
        "breadcrumb": crumbs(
            PROJECTS, (project.title, project.get_absolute_url()), (_("Conditions"), "")
        ),
    }
    return render(request, "districts/conditions.html", context, status=status)


def _adoption(project: Project) -> Adoption:
    rows = project.adoptions.filter(withdrawn_at__isnull=True)
    found = rows.select_related("source", "project").first()
    if found is None or not found.source.is_public:
        raise Http404
    return found


def _member(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _answer(
    request: HttpRequest, user: User, adoption: Adoption, form: AnswersForm
) -> HttpResponse:
    taking_over.answer_conditions(
        adoption=adoption,
        answers=form.answers(),
        by=user,
        wanted=form.wanted(),
        network=limits.network_of(request),
    )
    messages.success(request, _("Your answers are saved."))
    return HttpResponseRedirect(request.path)


@require_POST
@limits.answering_limits
def act(request: HttpRequest, slug: str, action: str) -> HttpResponse:
    """Withdraw an adoption, note that changes of the source were seen, nominate a project."""
    user = _member(request)
    project = PROJECTS.to_write(request.user, slug)
    if user is None:
        return sign_in_first(project.get_absolute_url())
    try:
        _ACTIONS[action](project, user)
    except KeyError as error:
        raise Http404 from error
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except WriteRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Done."))
    return HttpResponseRedirect(project.get_absolute_url())


def _withdraw(project: Project, user: User) -> None:
    if not trust.may(user, "care", project):
        raise NotAllowed(_("Only those who take care of this project withdraw it."))
    adoptions.withdraw_adoption(adoption=_adoption(project), by=user)


_ACTIONS: dict[str, Any] = {
    "zurueckziehen": _withdraw,
    "gesehen": lambda project, user: taking_over.see_changes(adoption=_adoption(project), by=user),
    "transferprojekt": lambda project, user: taking_over.nominate_project(project=project, by=user),
    "kein-transferprojekt": lambda project, user: taking_over.nominate_project(
        project=project, by=user, nominated=False
    ),
}
