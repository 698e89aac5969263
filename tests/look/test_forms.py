"""Fields, errors and their links: what a form says, at the field and above it."""

import re

from django import forms
from django.template.loader import render_to_string

from cms.style_guide.samples import SampleForm


def show(form: forms.Form) -> str:
    return render_to_string("components/form.html", {"form": form, "submit": "Senden"})


def test_an_empty_form_has_no_errors() -> None:
    html = show(SampleForm())
    assert "error-summary" not in html
    assert html.count("<label") >= 8


def test_errors_stand_above_and_at_the_field() -> None:
    html = show(SampleForm({"title": "Mittagstisch", "email": "falsch"}))
    assert html.index('role="alert"') < html.index("<label")
    for target in re.findall(r'<a href="#(id_[a-z_0-9]+)"', html):
        assert f'id="{target}"' in html, "the summary leads nowhere"
    assert 'id="id_email_error"' in html
    assert re.search(r'<input[^>]*name="email"[^>]*aria-invalid="true"', html)
    described = re.search(r'<input[^>]*name="email"[^>]*aria-describedby="([^"]+)"', html)
    assert described
    for part in described[1].split():
        assert f'id="{part}"' in html


def test_what_was_typed_stays() -> None:
    html = show(SampleForm({"title": 'Der "lange" Tisch', "text": "<b>fett</b>"}))
    assert 'value="Der &quot;lange&quot; Tisch"' in html
    assert "&lt;b&gt;fett&lt;/b&gt;" in html


def test_groups_are_fieldsets_with_a_legend() -> None:
    html = show(SampleForm())
    assert html.count("<fieldset") == html.count("<legend") == 2


def test_a_token_is_only_there_when_asked_for() -> None:
    form = SampleForm()
    assert "csrfmiddlewaretoken" not in show(form)
    html = render_to_string("components/form.html", {"form": form, "csrf_token": "geheim"})
    assert 'name="csrfmiddlewaretoken" value="geheim"' in html


def test_errors_without_a_field_are_listed() -> None:
    class Closed(SampleForm):
        def clean(self) -> None:
            raise forms.ValidationError("Die Frist ist vorbei.")

    html = show(Closed({"title": "x"}))
    assert "Die Frist ist vorbei." in html.split("<label")[0]
