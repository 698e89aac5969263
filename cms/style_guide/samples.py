"""Sample data for the style guide: invented, German, a value for each component's variables."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.utils.safestring import mark_safe

from cms.style_guide.sample_lists import WHEN, lage, lists
from cms.style_guide.sample_plan import places
from text import markdown
from text.acts import CALL, GO, TAKE_OVER, WRITE, Act
from text.wikilinks import LinkTarget, WikiLink

PROSE = """
Der Mittagstisch im [[Stadtteiltreff]] kocht seit 2019 jeden Dienstag für rund 40 Menschen.
Angefangen hat er mit **zwei Herdplatten** und einer Liste an der Tür. Wer hilft, isst mit.[^1]

## Raum und Geräte

Mehr steht unter [[Küche mieten]] und beim
[Leitfaden für Gemeinschaftsküchen](https://example.org/).

- ein Raum mit Wasser und Strom
- vier Personen für drei Stunden

1. Fragen Sie zuerst die Kirchengemeinde.
2. Kochen Sie einmal zur Probe.

- [x] Belehrung beim Gesundheitsamt
- [ ] Zweite Spüle

### Kosten

| Posten | im Monat | wer zahlt |
| --- | ---: | --- |
| Lebensmittel | 320 € | Spenden, Marktstand |
| Raum | 0 € | Kirchengemeinde |

> Am Anfang haben wir zu viel gekocht und zu wenig gefragt.

Essensausgabe
: 12 bis 13.30 Uhr

Anmeldung
: nicht nötig

::: tipp
Klein anfangen: Suppe und Brot reichen für die ersten Wochen.
:::

::: warnung Bei Regen
Der Hof ist dann **gesperrt**.
:::

[^1]: Zählung der Gäste im Frühjahr 2026.
"""


def resolve(links: Sequence[WikiLink]) -> dict[WikiLink, LinkTarget]:
    """Every article exists but one, so that the sample shows a red link."""
    return {link: LinkTarget("#prose", exists=link.title != "Küche mieten") for link in links}


class SampleForm(forms.Form):
    """One field of every kind the product uses; bound with errors in the style guide."""

    title = forms.CharField(
        label="Titel", help_text="Kurz und so, wie andere danach suchen würden."
    )
    email = forms.EmailField(
        label="E-Mail-Adresse", help_text="Nur für die Antwort, nie öffentlich."
    )
    kind = forms.ChoiceField(
        label="Was möchten Sie eintragen?",
        choices=[("offer", "Ein Angebot"), ("need", "Etwas, das gesucht wird")],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label="Fachthemen",
        choices=[("alter", "Älter werden"), ("essen", "Essen"), ("hitze", "Hitze im Sommer")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    district = forms.ChoiceField(
        label="Stadtbezirk", choices=[("", "Bitte wählen"), ("a", "Hafen")]
    )
    day = forms.DateField(
        label="Tag", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    text = forms.CharField(label="Beschreibung", widget=forms.Textarea(attrs={"rows": 5}))
    rules = forms.BooleanField(label="Ich habe die Regeln für das Mitschreiben gelesen.")


class SampleEditor(forms.Form):
    """The text field of an article."""

    body = forms.CharField(
        label="Text",
        help_text="Eine leere Zeile beginnt einen neuen Absatz.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )


def writing() -> dict[str, Any]:
    """Data for forms, versions and conflicts."""
    return {
        "form": SampleForm(
            {"title": "Mittagstisch", "email": "renate(at)example", "kind": "offer"}
        ),
        "editor": SampleEditor({"body": "## Raum und Geräte\n\nEin Raum mit Wasser und Strom."}),
        "diff_rows": [
            {"kind": "same", "old": "Der Mittagstisch kocht.", "new": "Der Mittagstisch kocht."},
            {
                "kind": "changed",
                "old": mark_safe("Er öffnet um <del>12</del> Uhr."),
                "new": mark_safe("Er öffnet um <ins>11.30</ins> Uhr."),
            },
            {"kind": "gap", "text": "8 Absätze ohne Änderung"},
            {"kind": "removed", "old": "Bitte Besteck mitbringen.", "new": ""},
            {"kind": "added", "old": "", "new": "Wer hilft, isst mit."},
            {
                "kind": "moved",
                "old": "Anmeldung ist nicht nötig.",
                "new": "Anmeldung ist nicht nötig.",
                "text": "Dieser Absatz steht jetzt weiter oben.",
            },
        ],
        "history": [
            {
                "title": "Fassung 4",
                "url": "#history_list",
                "date": WHEN,
                "author": "Renate Beispiel",
                "author_url": "#history_list",
                "summary": "Öffnungszeit berichtigt",
                "size": 14,
                "current": True,
                "links": [{"title": "Unterschied", "url": "#diff"}],
            },
            {
                "title": "Fassung 3",
                "url": "#history_list",
                "date": WHEN,
                "author": "ohne Namen",
                "summary": "Doppelten Satz entfernt",
                "size": -62,
                "minor": True,
            },
        ],
        "toc": [
            {
                "id": "raum-und-geraete",
                "title": "Raum und Geräte",
                "children": [{"id": "kosten", "title": "Kosten"}],
            },
            {"id": "prose", "title": "Wer hilft"},
            {"id": "prose", "title": "Was schiefging"},
        ],
    }


def knowledge() -> dict[str, Any]:
    """Data for pages of knowledge: tabs, tags, sectors, family tree, facts."""
    return {
        "breadcrumb": [
            {"title": "Start", "url": "/"},
            {"title": "Stadtbezirke", "url": "/stadtteile/"},
            {"title": "Hafen"},
        ],
        "tabs": [
            {"title": "Lesen", "url": "#tabs", "icon": "book", "current": True},
            {"title": "Bearbeiten", "url": "#tabs", "icon": "edit"},
            {"title": "Verlauf", "url": "#tabs", "icon": "history"},
            {"title": "Diskussion", "url": "#tabs", "icon": "talk", "count": 3},
        ],
        "tags": [{"name": "Essen", "url": "#tags"}, {"name": "Älter werden", "url": "#tags"}],
        "statuses": ["idea", "running", "completed", "failed", "paused"],
        "sectors": [
            {"label": "Engagierte ohne Träger", "third": "civil"},
            {"label": "Stadt und Bezirk", "third": "public"},
            {"label": "Lokale Wirtschaft", "third": "business"},
            {"label": "Bildung", "third": "education"},
        ],
        "facts": [
            {"label": "Aufwand", "value": "4 Personen, 3 Stunden in der Woche"},
            {"label": "Telefon", "value": "0711 0000 0000", "url": "tel:071100000000"},
        ],
        "acts": [
            Act(TAKE_OVER, "#acts"),
            Act(CALL, "tel:071100000000", "0711 0000 0000", "Bäckerei am Hafen"),
            Act(WRITE, "#acts", whom="Bäckerei am Hafen"),
            Act(GO, "#acts", point="geo:0,0?q=Hafen"),
        ],
        "family": [
            {
                "title": "Mittagstisch am Dienstag",
                "district": "Hafen",
                "lage": lage("hafen"),
                "status": "completed",
                "year": "2019",
                "url": "#family_tree",
                "children": [
                    {
                        "title": "Suppe für alle",
                        "district": "Mühlental",
                        "lage": lage("muehlental"),
                        "status": "running",
                        "year": "2022",
                        "note": "ohne eigene Küche, mit Lieferung aus der Schule",
                        "current": True,
                        "children": [
                            {
                                "title": "Suppe im Park",
                                "district": "Westend",
                                "lage": lage("westend"),
                                "status": "failed",
                                "year": "2024",
                                "url": "#family_tree",
                            }
                        ],
                    },
                    {
                        "title": "Mittag im Rosenberg",
                        "district": "Rosenberg",
                        "lage": lage("rosenberg"),
                        "status": "idea",
                        "year": "2026",
                        "url": "#family_tree",
                    },
                ],
            }
        ],
    }


def frame() -> dict[str, Any]:
    """Data for the frame of a page: heads, messages, notices, languages."""
    return {
        "sample_messages": [
            Message(constants.SUCCESS, "Gespeichert. Ihr Text ist jetzt für alle zu sehen."),
            Message(constants.INFO, "Ihr Vorschlag wartet auf Durchsicht, meist bis morgen."),
            Message(constants.ERROR, "Die Datei ist zu groß: höchstens 10 MB."),
        ],
        "sample_notices": [
            {"text": "Am 1. Dezember ist die Seite von 6 bis 7 Uhr nicht erreichbar."},
        ],
        "languages": [
            {"code": "de", "lang": "de", "name": "Deutsch", "url": "#", "current": True},
            {"code": "en", "lang": "en", "name": "English", "url": "#", "available": True},
            {
                "code": "de-simple",
                "lang": "de",
                "name": "Leichte Sprache",
                "url": "#",
                "available": False,
            },
        ],
        "authors": [{"name": "Renate Beispiel", "url": "#meta_line"}, {"name": "ohne Namen"}],
        "leads": {
            "hero": (
                "Projekte, Termine und Erfahrungen aus zwölf Stadtbezirken, gesammelt von denen, "
                "die dort leben und arbeiten."
            ),
            "page_head": (
                "Wo der Fluss die Stadt teilt: 14.200 Menschen, drei Begegnungsstätten und ein "
                "Runder Tisch, der seit 2011 trägt."
            ),
        },
        "when": WHEN,
        "prose": mark_safe(markdown.render(PROSE, links=resolve).html),
        "city": lage(""),
        "own": lage("hafen"),
        "places": [
            {"name": name, "url": "#places", "lage": lage(slug)}
            for name, slug in (("Hafen", "hafen"), ("Mühlental", "muehlental"))
        ],
    }


def context() -> dict[str, Any]:
    """Everything the style guide's template shows."""
    return {**lists(), **places(), **writing(), **knowledge(), **frame()}
