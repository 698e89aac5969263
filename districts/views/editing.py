"""Writing down and changing entries: one form for everybody, in every situation."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from community import limits, trust
from community.inbox import reminders
from community.models import Case
from community.talk import settling_input
from community.typed import before_sign_in
from community.typed.in_words import with_labels
from community.typed.writer_context import writer_context
from districts import services
from districts.entries import EntryKind, revision_text
from districts.entries.revision_values import snapshot
from districts.forms.base import EntryForm, GuestForm
from districts.forms.conditions import ConditionsFormSet
from districts.models import District, EntryRevision, State, VersionedEntry
from districts.services.edit_conflicts import EditConflict
from districts.services.entry_edits import Saved
from districts.services.entry_revisions import NoSuchBase
from districts.services.signature import Signature
from districts.services.writing import NotAllowed, WriteRefused
from districts.views.around import crumbs
from text.storable import storable
from text.whole_numbers import whole_number
from versions.around import tabs

F = TypeVar("F", bound=Form)
E = TypeVar("E", bound=VersionedEntry)


def new_view(kind: EntryKind) -> Any:
    """Return the view of the form for a new entry of a kind."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @limits.answering_limits
    def new(request: HttpRequest) -> HttpResponse:
        kind.ensure_open()
        page: HttpResponse = kind.written.editing(request, kind).answer()
        return page

    return new


def edit_view(kind: EntryKind) -> Any:
    """Return the view of the form for an entry that is there."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @limits.answering_limits
    def edit(request: HttpRequest, slug: str) -> HttpResponse:
        entry = kind.to_write(request.user, slug)
        page: HttpResponse = kind.written.editing(request, kind, entry).answer()
        return page

    return edit


class Editing(Generic[E]):
    """One request for the form of a new entry, or of one that is there."""

    title: str = ""
    lead: str = ""
    #: Where it is not that of the kind.
    form_class: type[EntryForm] | None = None
    template: str = ""
    #: More values for the service that makes a new entry.
    extra: dict[str, Any]

    def __init__(self, request: HttpRequest, kind: EntryKind, entry: E | None = None) -> None:
        self.request, self.kind, self.entry = request, kind, entry
        self.user = request.user if isinstance(request.user, User) else None
        self.extra = {}

    @property
    def draft_key(self) -> str:
        """What a browser keeps a draft of this form by."""
        return f"{self.kind.key}-{self.entry.pk if self.entry else 'neu'}"

    @property
    def present(self) -> E:
        """The entry of a form that changes one."""
        assert self.entry is not None, "this form is that of a new entry"
        return self.entry

    # --- answering

    def answer(self) -> HttpResponse:
        """Show the form, or save what came back."""
        if not trust.may(self.user, "suggest", self.entry or trust.EVERYWHERE):
            return self.refused()
        if self.request.method != "POST":
            return self.page(*self.first_forms())
        form = self.form(data=self.request.POST)
        conditions = self.conditions(self.request.POST, initial=form.initial.get("conditions"))
        guest = None if self.user else GuestForm(self.request.POST)
        other = self.other_buttons(form, conditions, guest)
        if other is not None:
            return other
        valid = [form.is_valid(), conditions is None or conditions.is_valid()]
        if not all(valid):
            return self.page(form, conditions, guest, status=400)
        if self.request.POST.get("action") == "sign_in" and self.user is None:
            return before_sign_in.sign_in(self.request, self.request.path)
        if guest is not None and not guest.is_valid():
            return self.page(form, conditions, guest, status=400)
        return self.save(form, conditions, guest)

    def refused(self) -> HttpResponse:
        """Say why this person may not write, and give back what they wrote."""
        data = self.request.POST or None
        rows = list(self.conditions(data) or ()) if data else []
        page = self.page(self.form(initial={}), status=403)
        return with_labels(page, self.form(data=data), *rows) if data else page

    def other_buttons(
        self, form: EntryForm, conditions: ConditionsFormSet | None, guest: GuestForm | None
    ) -> HttpResponse | None:
        """Answer to the buttons a kind has beside those that save; None where none was pressed."""
        return None

    def save(
        self, form: EntryForm, conditions: ConditionsFormSet | None, guest: GuestForm | None
    ) -> HttpResponse:
        """Hand the values to the service, and say what became of them."""
        values = form.values() | (conditions.changed_values() if conditions else {})
        signature = self.signature(form, guest)
        try:
            saved = self.write(values, signature, form.cleaned_data.get("base"))
        except EditConflict as error:
            return self.conflict_page(error, form)
        except NoSuchBase:
            form.add_error(None, _("Please open the form again: its version is not known."))
            return self.page(form, conditions, guest, status=400)
        except WriteRefused as error:
            denied = isinstance(error, NotAllowed)
            field = self.field_of(error)
            form.add_error(field if field in form.fields else None, str(error))
            return self.page(form, conditions, guest, status=403 if denied else 400)
        before_sign_in.done(self.request)
        return self.after(saved)

    def field_of(self, error: WriteRefused) -> str:
        """Return the name of the field beside which a refusal stands."""
        return error.field or ("status" if isinstance(error, NotAllowed) else "")

    def write(self, values: dict[str, Any], signature: Signature, base: int | None) -> Saved:
        """Make or change the entry."""
        if self.entry is not None:
            if base is None:
                raise NoSuchBase("")
            saved: Saved = self.kind.update(self.entry, values, base=base, signature=signature)
            return saved
        entry = self.kind.create({**values, **self.extra}, signature=signature)
        revision = entry.revisions.get(number=1)
        return Saved("pending" if entry.state == State.HELD else "created", entry, revision)

    def signature(self, form: EntryForm, guest: GuestForm | None) -> Signature:
        """Return who writes."""
        data = guest.cleaned_data if guest else {}
        return Signature(
            author=self.user,
            author_name=data.get("author_name", ""),
            mail=data.get("mail", ""),
            network=limits.network_of(self.request),
            summary=form.cleaned_data.get("note") or "",
            is_guest=self.user is None,
        )

    def after(self, saved: Saved) -> HttpResponse:
        """Lead to what was saved, or to where it waits."""
        url = saved.entry.get_absolute_url()
        if saved.status == "pending":
            case = (
                Case.objects.open()
                .pending()
                .about(self.kind.key, saved.entry.pk, saved.revision.number)
            )
            receipt = case.values_list("receipt", flat=True).first()
            return HttpResponseRedirect(
                f"{url}ausstehend/{saved.revision.number}/?quittung={receipt}"
            )
        said = {
            "created": _("Saved. Your entry is public now."),
            "saved": _("Saved. Your change is public now."),
            "merged": _("Saved. Others have changed it meanwhile; both changes are public now."),
            "unchanged": _("Nothing to save: it is the same as before."),
        }
        messages.success(self.request, said[saved.status], extra_tags="draft-saved")
        return HttpResponseRedirect(url)

    # --- the forms

    def form(self, **kwargs: Any) -> EntryForm:
        """Return the form of this kind."""
        if self.entry is not None and "data" in kwargs:
            kwargs.setdefault("initial", self.shown(kwargs["data"]))
        form = (self.form_class or self.kind.written.form)(
            is_new=self.entry is None, writer=self.request.user, **kwargs
        )
        if self.entry is not None:
            for name in self.kind.written.writer.closed(self.entry, self.user):
                form.fields.pop(name, None)
        return form

    def unchecked(self, form: F) -> F:
        """Return a form that shows what was typed without judging it."""
        form.full_clean()
        form.errors.clear()
        return form

    def conditions(self, data: QueryDict | None = None, **kwargs: Any) -> ConditionsFormSet | None:
        """Return the rows of conditions, where a kind has them."""
        return None

    def initial(self) -> dict[str, Any]:
        """Return the entry as the form shows it."""
        base = self.present.head_number or 1
        return self.initial_of(snapshot(self.present)) | {"base": base}

    def initial_of(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Return a state of the entry as the form shows it."""
        found: dict[str, Any] = self.kind.written.form.initial_of(fields)
        return found

    def shown(self, data: QueryDict) -> dict[str, Any]:
        """Return the entry as the form that came back had shown it."""
        base = whole_number(str(data.get("base") or ""))
        if base is None or base == self.present.head_number:
            return self.initial()
        earlier = self.present.revisions.filter(number=base).first()
        return self.initial_of(earlier.fields) if earlier else self.initial()

    def first_forms(self) -> tuple[EntryForm, ConditionsFormSet | None]:
        """Return the forms as they open: filled from the entry, the address, or what was kept."""
        data = before_sign_in.kept_form(self.request)
        if data is not None:
            return self.unchecked(self.form(data=data)), self.conditions(data)
        if self.entry is None:
            return self.form(initial=self.preset()), self.conditions()
        services.entry_revisions.ensure_revision(self.entry)
        initial = self.initial()
        return self.form(initial=initial), self.conditions(initial=initial.get("conditions"))

    def preset(self) -> dict[str, Any]:
        """Return what an invitation has put into the address."""
        slug = storable(self.request.GET.get("district", ""))
        named = {name: self.request.GET.get(name, "")[:160] for name in ("title", "name")}
        preset: dict[str, Any] = dict(named)
        preset["districts"] = list(District.objects.filter(slug=slug).values_list("pk", flat=True))
        return {**preset, "status": "idea"}

    # --- the pages

    def page(
        self,
        form: EntryForm,
        conditions: ConditionsFormSet | None = None,
        guest: GuestForm | None = None,
        *,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        """Show the form."""
        if self.entry is not None:
            settling_input.offer(form, "note", self.kind.key, self.entry.pk)
        entry, title = self.entry, self.title or str(self.kind.written.new_title)
        context = {
            "form": form,
            "conditions": conditions,
            "guest": guest or (None if self.user else GuestForm()),
            "entry": entry,
            "page_title": _("Edit: %(name)s") % {"name": entry} if entry else title,
            "lead": "" if entry else self.lead or self.kind.written.new_lead,
            **writer_context(self.request, self.user, entry or trust.EVERYWHERE),
            "licence": self.kind.written.agreed,
            "until": reminders.usually_by(),
            "draft_key": self.draft_key,
            "cancel_url": entry.get_absolute_url() if entry else self.kind.list_url,
            "breadcrumb": self.crumbs(),
            "tabs": tabs(entry, entry.get_absolute_url(), "bearbeiten/") if entry else [],
            **more,
        }
        template = self.template or self.kind.written.template
        return render(self.request, template, context, status=status)

    def crumbs(self) -> list[dict[str, str]]:
        """Return where the form stands."""
        if self.entry is None:
            return crumbs(self.kind, (self.title or str(self.kind.written.new_title), ""))
        return crumbs(self.kind, (str(self.entry), self.entry.get_absolute_url()), (_("Edit"), ""))

    def conflict_page(self, error: EditConflict, form: EntryForm) -> HttpResponse:
        """Show what both changed, and a form with what could be combined, based on the newest."""
        head: EntryRevision = error.head
        initial = self.initial_of(error.merged) | {
            "base": head.number,
            "note": form.cleaned_data.get("note"),
        }
        return self.page(
            self.form(initial=initial),
            self.conditions(initial=error.merged.get("conditions")),
            status=409,
            conflicts=revision_text.conflict_rows(self.kind.fields, error.conflicts),
            theirs_author=head.author.name if head.author else head.author_name,
            theirs_date=head.created,
        )
