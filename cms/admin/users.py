"""How administrators invite colleagues and change what they may do.

Wagtail's own forms ask for a first and a last name and for a password. Ours ask for a name and an
address: the colleague signs in with a mailed code.
"""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.users.views.users import CreateView as WagtailCreateView
from wagtail.users.views.users import DeleteView as WagtailDeleteView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from accounts.models import User
from accounts.person_field import PersonField
from accounts.services import change_profile, create_user
from cms.admin.erasing import erase_when_committed
from cms.admin.invitations import send_invitation
from cms.services import district_groups, edited_districts, set_edited_districts
from districts.models import District
from text.form_changes import keep_untouched


class ColleagueForm(forms.ModelForm[User]):
    """What an administrator may change of an account."""

    name = PersonField(label=_("Display name"))
    groups = forms.ModelMultipleChoiceField(
        label=_("May do in the administration"),
        queryset=Group.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    districts = forms.ModelMultipleChoiceField(
        label=_("Edits these districts"),
        queryset=District.objects.order_by("name", "pk"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Writes their pages in all languages, and decides about their entries."),
    )
    is_superuser = forms.BooleanField(
        label=_("Administrator"), required=False, help_text=_("May change everything.")
    )

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["email", "name", "is_superuser", "groups", "is_active"]

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_groups()
        self._name_for_office(User.objects.filter(pk=self.instance.pk).first())
        self.fields["is_active"].label = _("May sign in")
        if self.instance.pk:
            self.initial["districts"] = edited_districts(self.instance)
        # The address is confirmed by its owner; changing it here would hand the account over.
        self.fields["email"].disabled = bool(self.instance.pk)
        for name in ("is_active", "is_superuser") if editing_self else ():
            del self.fields[name]

    def _name_for_office(self, bearer: User | None) -> None:
        """Let colleagues be called by their office, but not like one another."""
        field = self.fields["name"]
        assert isinstance(field, PersonField)
        field.bearer, field.has_office = bearer, True

    def _offer_groups(self) -> None:
        """Leave out the groups of single districts: those are given by the districts."""
        field: Any = self.fields["groups"]
        field.queryset = Group.objects.exclude(pk__in=district_groups()).order_by("name")

    def clean(self) -> dict[str, Any]:
        """Leave the name as it was stored where nobody has touched it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk:
            keep_untouched(self)
        return cleaned

    def save(self, commit: bool = True) -> User:
        """Save, and let the account edit the chosen districts."""
        with transaction.atomic():
            # The name is changed by the service that every renaming goes through.
            self.instance.name = self.initial.get("name", self.instance.name)
            user: User = super().save(commit)
            change_profile(
                user=user, name=self.cleaned_data["name"], about=user.about, has_office=True
            )
            set_edited_districts(user=user, districts=self.cleaned_data["districts"])
        return user

    @property
    def username_field(self) -> forms.BoundField:
        """Wagtail's template asks for it."""
        return self["email"]

    def separate_username_field(self) -> bool:
        return False


class InvitationForm(ColleagueForm):
    """A new account for a colleague, who gets a mail about it."""

    class Meta(ColleagueForm.Meta):
        fields: ClassVar[list[str]] = ["email", "name", "is_superuser", "groups"]

    def __init__(self, *args: Any, invited_by: User | None = None, **kwargs: Any) -> None:
        super(ColleagueForm, self).__init__(*args, **kwargs)
        self.invited_by = invited_by
        self._offer_groups()
        self._name_for_office(None)

    def clean_email(self) -> str:
        """Refuse an address that has an account already, however it is spelled."""
        email: str = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("There is an account with this address already."))
        return email

    def save(self, commit: bool = True) -> User:
        """Make the account through the service that all accounts come from, and tell its owner."""
        values = self.cleaned_data
        with transaction.atomic():
            user = create_user(
                email=values["email"],
                name=values["name"],
                trust=User.Trust.RESIDENT,
                groups=tuple(group.name for group in values["groups"]),
                is_admin=values["is_superuser"],
                has_office=True,
            )
            set_edited_districts(user=user, districts=values["districts"])
            assert self.invited_by is not None
            send_invitation(user=user, by=self.invited_by)
        self.instance = user
        return user


class CreateView(WagtailCreateView):
    """Tells the form who invites."""

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs | {"invited_by": self.request.user}


class DeleteView(WagtailDeleteView):
    """Erases an account as its owner would; the row stays, for texts of others build on theirs."""

    def delete_action(self) -> None:
        erase_when_committed([self.object], by=self.request.user)


class UserViewSet(WagtailUserViewSet):
    """Wagtail's views with our forms."""

    add_view_class = CreateView
    delete_view_class = DeleteView

    create_template_name = "cms/admin/colleague_new.html"
    edit_template_name = "cms/admin/colleague_edit.html"

    def get_form_class(self, for_update: bool = False) -> type[ColleagueForm]:
        return ColleagueForm if for_update else InvitationForm
