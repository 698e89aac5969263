"""Hard words and what they mean, for texts in easy language."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel

from text.identity import KEY_LENGTH, key_for
from text.name_field import check_model, checked


class KeyField(models.CharField):
    """What another field is known by, written whenever its row is: nobody can forget to."""

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": KEY_LENGTH, "editable": False} | kwargs)
        self.of = of

    def deconstruct(self) -> Any:
        """For migrations it is a column like any other: they see no names."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = key_for(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, key)
        return key


class GlossaryTerm(models.Model):
    """One word, explained where a text uses it for the first time. `forms` one a line.

    Each spelling belongs to one of them: by its words, which for `term` the database knows too.
    """

    term = models.CharField(_("word"), max_length=80)
    term_words = KeyField(of="term", unique=True)
    forms = models.TextField(
        _("other forms, one a line"),
        blank=True,
        help_text=_("For example the plural. The word itself need not be repeated."),
    )
    explanation = models.TextField(
        _("what it means"), max_length=600, help_text=_("One to three short sentences.")
    )

    panels: ClassVar[list[Panel]] = [
        FieldPanel("term"),
        FieldPanel("forms"),
        FieldPanel("explanation"),
    ]

    class Meta:
        verbose_name = _("explained word")
        verbose_name_plural = _("explained words")
        ordering: ClassVar[list[str]] = ["term", "pk"]

    def __str__(self) -> str:
        return self.term

    def clean(self) -> None:
        """Put the spellings right, and refuse those of which another one is explained."""
        super().clean()
        check_model(self, "term")
        try:
            self.forms = "\n".join(filter(None, map(checked, self.forms.splitlines())))
        except ValidationError as error:
            raise ValidationError({"forms": error}) from error
        others = GlossaryTerm.objects.exclude(pk=self.pk)
        taken = {key_for(word): other for other in others for word in other.spellings}
        for field, words in (("term", [self.term]), ("forms", self.forms.splitlines())):
            there = next((taken[key] for key in map(key_for, words) if key in taken), None)
            if there:
                message = _("“%(name)s” is there already.")
                raise ValidationError({field: ValidationError(message, params={"name": there})})

    @property
    def spellings(self) -> list[str]:
        """The word and its other forms."""
        return [self.term, *(line.strip() for line in self.forms.splitlines() if line.strip())]
