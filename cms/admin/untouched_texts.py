"""A form of the admin changes no text that nobody has touched: blanks, ends of lines stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import BaseModelForm
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.collections import BaseCollectionMemberForm

from text.form_changes import keep_untouched

#: Every form for things of ours and for what is uploaded; accounts have forms of their own.
FORMS: tuple[Any, ...] = (WagtailAdminModelForm, BaseCollectionMemberForm)


def install() -> None:
    """Let every form for a stored thing keep what it had only shown."""
    for form_class in FORMS:
        if "_post_clean" not in vars(form_class):
            form_class._post_clean = _keeping(form_class._post_clean)


def _keeping(clean: Callable[[BaseModelForm[Any]], None]) -> Callable[[BaseModelForm[Any]], None]:
    def post_clean(self: BaseModelForm[Any]) -> None:
        if self.instance.pk is not None:
            keep_untouched(self)
        clean(self)

    return post_clean
