"""What people type about themselves."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts import home_districts
from accounts.models import User
from accounts.person_field import PersonField
from text import names
from text.form_changes import keep_untouched
from text.name_field import TitleField

SHORTEST = 2


class NameField(PersonField):
    """A display name: one line, 2 to 80 characters, shown beside everything its owner writes."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Display name"),
            help_text=_("Shown beside what you write. It need not be your full name."),
            widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        )

    def validate(self, value: str) -> None:
        """Ask for two signs at least that can be seen."""
        super().validate(value)
        if names.length(value) < SHORTEST:
            raise forms.ValidationError(_("This name is too short."))


class SignupForm(AllauthSignupForm):
    """Name, mail address, rules. The code that comes by mail replaces a password."""

    name = NameField()
    rules = forms.BooleanField(label=_("I have read the rules of this site and accept them."))
    field_order = ("name", "email", "rules")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password1", None)
        self.fields["email"].widget.attrs.pop("placeholder", None)  # the label says the same

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Make the account, unless there were too many; known addresses count alike."""
        refused = get_adapter().refuse_sign_up(request)
        made: tuple[User | None, HttpResponse | None]
        made = (None, refused) if refused else super().try_save(request)
        return made


class ProfileForm(forms.ModelForm[User]):
    """What a person's public page says, and which district comes first for them."""

    name = NameField()
    home_district = forms.ChoiceField(
        label=_("My district"),
        required=False,
        help_text=_("Your searches show what belongs to it first. Nobody else sees this."),
    )

    class Meta:
        model = User
        fields = ("name", "about", "home_district")
        widgets = {"about": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        assert isinstance(name, NameField)
        # The form writes into its instance while it is checked.
        name.bearer = User.objects.get(pk=self.instance.pk)
        field = self.fields["home_district"]
        assert isinstance(field, forms.ChoiceField)
        known = home_districts.choices()
        field.choices = [("", _("No district")), *known]
        if not known:
            del self.fields["home_district"]

    def clean(self) -> dict[str, Any]:
        """Leave what nobody has touched as it was stored."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        keep_untouched(self)
        return cleaned


class TokenForm(forms.Form):
    """What a new API token is for."""

    label = TitleField(label=_("What will use this token?"), max_length=80)
