"""What staff do with many entries at once: hide, show, confirm. Nothing is deleted."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from accounts.models import User
from community import contract, trust
from community.inbox import hiding
from districts.admin.lists import MODELS
from districts.models import Entry
from districts.services.checking import confirm_entry


class LoggedReasonForm(forms.Form):
    """Why; it is kept in the log."""

    reason = forms.CharField(label=_("Reason"), max_length=1000)


class EntryAction(SnippetBulkAction):
    """Base: asks `community.trust` for every single entry."""

    template_name = "districts/admin/bulk_confirm.html"
    #: What `trust.may` is asked, and in which states an entry is touched.
    permission: ClassVar[str]
    states: ClassVar[tuple[str, ...]]

    models = list(MODELS)

    def check_perm(self, entry: Entry) -> bool:
        return entry.state in self.states and trust.may(self.request.user, self.permission, entry)

    def get_execution_context(self) -> dict[str, Any]:
        form = self.cleaned_form
        reason = form.cleaned_data.get("reason", "") if form else ""
        return {"user": self.request.user, "reason": reason}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs |= {"action_label": self.display_name, "question": self.aria_label}
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext("%(n)s entry.", "%(n)s entries.", num_parent_objects) % {
            "n": num_parent_objects
        }

    @classmethod
    def execute_action(cls, objects: list[Any], **kwargs: Any) -> tuple[int, int]:
        """Do it with each entry, in the transaction of all."""
        for entry in objects:
            cls.do(entry, kwargs["user"], kwargs["reason"])
        return len(objects), 0

    @classmethod
    def do(cls, entry: Entry, user: User, reason: str) -> None:
        """Do it with one entry."""
        raise NotImplementedError


class HideAction(EntryAction):
    """Take entries from the public."""

    display_name = _("Hide")
    action_type = "hide"
    aria_label = _("Take these entries from the public?")
    form_class = LoggedReasonForm
    action_priority = 20
    permission, states = "hide", ("live",)

    @classmethod
    def do(cls, entry: Entry, user: User, reason: str) -> None:
        contract.kind(entry.KIND).hide(entry, 0, user, reason)


class ShowAction(EntryAction):
    """Give entries back to the public."""

    display_name = _("Show again")
    action_type = "show"
    aria_label = _("Show these entries to everybody again?")
    action_priority = 25
    permission, states = "hide", ("hidden",)

    def check_perm(self, entry: Entry) -> bool:
        can_return = hiding.is_hidden(contract.kind(entry.KIND), entry)
        return can_return and super().check_perm(entry)

    @classmethod
    def do(cls, entry: Entry, user: User, reason: str) -> None:
        with suppress(contract.CannotDecide):  # somebody else was quicker
            hiding.show_again(kind=contract.kind(entry.KIND), thing=entry, by=user)


class ConfirmAction(EntryAction):
    """Note that entries are still right."""

    display_name = _("Still right")
    action_type = "confirm"
    aria_label = _("Note that these entries are right today?")
    action_priority = 10
    permission, states = "confirm", ("live",)

    @classmethod
    def do(cls, entry: Entry, user: User, reason: str) -> None:
        confirm_entry(entry=entry, by=user)


ACTIONS = (ConfirmAction, HideAction, ShowAction)
