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
    _("locale"),
    # Clumsy or wrong German.
    _("Awaiting your review"),
    _("Choose which type of page you'd like to create."),
    _("Pages using %(page_type)s"),
    _("Your pages and snippets in a workflow"),
    _("Awaiting"),
    # Also said where nothing is wrong but something is to be looked at first.
    _("The page could not be saved due to validation errors."),
    # "Moderation" is here what happens to contributions of residents; pages wait for "Freigabe".
    _("Approve with comment"),
    _("In Moderation"),
    _("in moderation"),
    _("live + in moderation"),
    _("This page hasn't been submitted for moderation yet"),
    _("Page '%(page_title)s' created and submitted for moderation."),
    _("Page '%(page_title)s' has been submitted for moderation."),
    _("The page '%(page_title)s' is not currently awaiting moderation."),
    _('The page "%(title)s" has been submitted for approval in moderation stage "%(task)s"'),
    _('The page "%(title)s" has been submitted for approval to moderation stage "%(task)s".'),
    _(
        'The page "%(title)s" has been submitted for moderation to workflow "%(workflow)s" by %(requester)s.'  # noqa: E501
    ),
)
