"""Sentences of Wagtail that our catalogues say in other words.

Our catalogues win over Wagtail's own wherever they hold the same sentence. These are meant to; the
names here are what keeps them in the catalogues. Any other sentence that both hold must mean the
same in both (there is a test): words that we use for something else carry a context of ours.
"""

from django.utils.translation import gettext_noop as _

BETTER = (
    # "Es sind keine „erklärte Wörter“-Objekte zum Anzeigen vorhanden."
    _('There are no %(model_name)s to display. Why not <a href="%(add_url)s">add one</a>?'),
    # Left in English.
    _("Locale"),
    _("Locales"),
)
