"""Sentences of Wagtail that our catalogues say in other words.

Our catalogues win over Wagtail's own wherever they hold the same sentence. These are meant to; the
names here are what keeps them in the catalogues. Any other sentence that both hold must mean the
same in both (there is a test): words that we use for something else carry a context of ours.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

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
    # “Jeder kann dieses seite-Objekt bearbeiten”: names of things have a gender in German.
    _("Anyone can edit this %(model_name)s"),
    _("Anyone can edit this %(model_name)s – lock it to prevent others from editing"),
    _("Are you sure you want to delete this %(model_name)s?"),
    _("Are you sure you want to unpublish this %(model_name)s?"),
    _("Choose when this %(model_name)s should go live and/or expire"),
    _("Create a new %(model_name)s"),
    _("One or more references to this %(model_name)s prevent it from being deleted."),
    _("Publishing this %(model_name)s will cancel the current workflow."),
    _("Request to create %(model_name)s was blocked by hook."),
    _("Request to edit %(model_name)s was blocked by hook."),
    _("Snippet '%(content_type)s' already has workflow '%(workflow_name)s' assigned."),
    _("The %(model_name)s could not be created due to errors."),
    _("The %(model_name)s could not be saved due to errors."),
    _("The %(model_name)s could not be saved as it is locked"),
    _("This %(model_name)s hasn't been submitted for moderation yet"),
    _(
        "This %(model_name)s is currently at <strong>%(task)s</strong> in <strong>%(workflow)s</strong>."  # noqa: E501
    ),
    _(
        "This %(model_name)s was marked as needing changes at <strong>%(task)s</strong> in <strong>%(workflow)s</strong>."  # noqa: E501
    ),
    _("Would you still like to publish this %(model_name)s?"),
    _(
        "You are viewing a previous version of this %(model_name)s from <b>%(created_at)s</b> by %(user)s"  # noqa: E501
    ),
    _("You can edit the %(model_name)s here:"),
    _("You can preview the %(model_name)s here:"),
    _("%(model_name)s unscheduled for publishing at %(go_live_at)s"),
    _("%(model_name)s unscheduled from publishing"),
    _("Cannot overwrite a revision that is not the latest for this %(model_name)s."),
    _("No one can make changes while the %(model_name)s is locked"),
    _("Only %(user)s can make changes while the %(model_name)s is locked"),
    _("Only you can make changes while the %(model_name)s is locked"),
    _("Only reviewers can edit and approve the %(model_name)s"),
    _("Only reviewers for this task can edit the %(model_name)s."),
    _("Reviewers can edit this %(model_name)s – lock it to prevent other reviewers from editing"),
    _("This %(model_name)s is currently awaiting moderation."),
    _(
        "This {model_name} is awaiting <b>'{task_name}'</b> in the <b>'{workflow_name}'</b> workflow."  # noqa: E501
    ),
    _("the %(model_name)s will also be deleted"),
    _("will be set to a %(model_name)s specified by the system"),
    _("will be set to the default %(model_name)s"),
    _("Are you sure you want to delete this %(snippet_type_name)s?"),
    _("Choose another %(object)s"),
    _("You don't have permission to delete this %(snippet_type_name)s"),
    _("The {model_name} '{object}' was successfully submitted for translation into {locales}"),
    _("There are no %(model_name)s to display."),
    _("No %(model_name)s match your query."),
    _("Object permissions"),
    _(
        "You haven't created any %(snippet_type_name)s snippets. Why not "
        '<a href="%(wagtailsnippets_create_snippet_url)s" target="_blank" rel="noreferrer">'
        "create one now</a>?"
    ),
    _("%(classname)s object (%(id)s)"),
    # “Moderation” again.
    _("%(model_name)s '%(object)s' created and submitted for moderation."),
    _("%(model_name)s '%(object)s' has been submitted for moderation."),
    # Languages are called so.
    _("Locale: "),
    _("{} locales"),
    _("Wagtail locales"),
    _("Wagtail locales (Wagtail Localize version)"),
    _("Add a locale"),
    _("Add locale"),
    _("Delete locale"),
    _("Select a new language"),
    _("Locale '{0}' created."),
    _("Locale '{0}' updated."),
    _("Locale '{0}' deleted."),
    _("Locale '%(object)s' created."),
    _("Locale '%(object)s' updated."),
    _("Locale '%(object)s' deleted."),
    _("Are you sure you want to delete this locale?"),
    _("The locale could not be saved due to errors."),
    _("This locale cannot be deleted because there are no other locales."),
    _("This locale cannot be deleted because there are pages and/or other objects using it."),
    _(
        "This locale's current language code is not supported. Please choose a new language or delete this locale."  # noqa: E501
    ),
    _("This locale's language code is not supported"),
    _("Available in %(translations_total)s locales"),
    _("Switch locales"),
    _("Synchronise content from another locale"),
    _("This locale cannot be synced into itself."),
    _(
        "Choose a locale to synchronise content from. Any existing and future content authored in the selected locale will be automatically copied to this one."  # noqa: E501
    ),
    _("Sync translated snippets"),
    _("Can submit translations"),
    # A site is no page: “Webseiten” and “Seite” stood for both.
    _("Site"),
    _("Sites"),
    _("site"),
    _("sites"),
    _("Add a site"),
    _("Add site"),
    _("Delete site"),
    _("Are you sure you want to delete this site?"),
    _("Site '%(object)s' created."),
    _("Site '%(object)s' updated."),
    _("Site '%(object)s' deleted."),
    _("The site could not be saved due to errors."),
    _("Site history"),
    _("Site summary"),
    _("Sites menu"),
    _("For site menus"),
    _("Wagtail sites"),
    _(
        "If true, this site will handle requests for all other hostnames that do not have a site entry of their own"  # noqa: E501
    ),
    _(
        "%(hostname)s is already configured as the default site. You must unset that before you can save this site as default."  # noqa: E501
    ),
    # Leads to another host or names its maker, or leads to an address that is nobody's.
    _("Wagtail %(current_version)s editor guide"),
    _(
        "JavaScript is required to use Wagtail, but it is currently disabled.<br /> Here are the "
        '<a href="https://www.enable-javascript.com/" target="_blank" rel="noreferrer">'
        "instructions how to enable JavaScript in your web browser</a>."
    ),
    _("Sign in to Wagtail"),
    _("Go to Wagtail admin"),
    _("Can access Wagtail admin"),
    _("View Wagtail quick actions"),
    _("Enable custom keyboard shortcuts specific to Wagtail."),
    _("Members of the chosen Wagtail Groups can approve this task"),
    _(
        "The root level is where you can add new sites to your Wagtail installation. Pages created here will not be accessible at any URL until they are associated with a site."  # noqa: E501
    ),
    _("The name of the page as it will appear in URLs e.g http://domain.com/blog/[my-slug]/"),
    # English words that stand in Wagtail's German, too.
    _("Breadcrumb"),
    _("Toggle breadcrumbs"),
    _("Dashboard"),
    _(
        "This is your dashboard on which helpful information about content you've created will be displayed."  # noqa: E501
    ),
    _("Fair"),
    _("Update"),
    _("Import"),
    _("Workflow history"),
)

#: The same, of several things.
COUNTED = (
    ngettext_lazy(
        "This %(model_name)s is referenced %(usage_count)s time.",
        "This %(model_name)s is referenced %(usage_count)s times.",
        "usage_count",
    ),
    ngettext_lazy(
        "%(count)d %(model_name)s deleted.", "%(count)d %(model_name)s deleted.", "count"
    ),
)

#: What other packages say that have no German, or not all of it.
NOT_TRANSLATED = (
    _("%(model)s instance with %(field)s %(value)r is not a valid choice."),
    _("Taggit"),
    _("tags"),
    _('Expected a list of items but got type "{input_type}".'),
    _("Invalid json list. A tag list submitted in string form must be valid json."),
    _("All list items must be of string type."),
)

#: Names that are made of names in code (see `cms.admin.generated_names`), and rights that Wagtail
#: names.
MADE = (
    _("Actions"),
    _("Subject"),
    _("Body"),
    _("Phone number"),
    _("Link text"),
    _("Include descendants"),
    _("Site name"),
    _("Root page"),
    _("Port"),
    _("Include subtree"),
    _("source"),
    _("target locale"),
    _("Council body"),
    _("Council meeting"),
    _("Enabled"),
    _("enabled"),
    _("sync from"),
    _("Source locale"),
    _("Target locale"),
    _("translation"),
    _("translations"),
    _("exact"),
)

#: In `cms.admin.template_words`, where the tools that collect sentences do not look.
IN_TEMPLATES = (
    _("Add"),
    _("Change"),
    _("Delete"),
    _("Choose"),
    _("Search"),
    ngettext_lazy("%(counter)s page", "%(counter)s pages", "counter"),
    ngettext_lazy("%(counter)s other", "%(counter)s others", "counter"),
)
