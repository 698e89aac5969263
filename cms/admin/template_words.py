"""Words that stand in templates of Wagtail without being looked up, and what stands there instead.

The rest of such a template stays as it is, with what the next version of Wagtail makes of it; a
copy of ours would not. Each word is a piece of the template's source (there is a test that it is
there). What is looked up already, only badly translated, is in `cms.admin.wagtail_overrides`.
"""

from django.template import Origin
from django.template.loaders import app_directories

_RIGHT = "{{ content_perms_dict.%s.perm.name }}"
_RIGHT_SAID = '{%% translate "%s" %%}: {{ content_perms_dict.object|capfirst }}'
_SEARCH = ('value="Search"', 'value="{% load i18n %}{% translate "Search" %}"')
_USED = (
    "{% blocktranslate count counter=locale.num_pages %}{{ counter }} page{% plural %}"
    "{{ counter }} pages{% endblocktranslate %}{% if locale.num_others %}, "
    "{% blocktranslate count counter=locale.num_others %}{{ counter }} other{% plural %}"
    "{{ counter }} others{% endblocktranslate %}{% endif %}"
)

#: By template, pieces of its source and what they become.
WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "wagtailadmin/home.html": (_SEARCH,),
    "wagtailadmin/home/account_summary.html": (
        ("{{ editor_guide_link }}", "{% url 'cms-guide' %}"),
        ('target="_blank"', ""),
        ('{% icon name="link-external" classname="initial" %}', ""),
    ),
    "wagtailadmin/shared/header.html": (_SEARCH,),
    "wagtailadmin/shared/headers/_actions.html": (
        ('aria-label="Actions"', 'aria-label="{% load i18n %}{% translate "Actions" %}"'),
    ),
    # It leads to another host.
    "wagtailadmin/shared/side_panels/checks.html": (
        (
            "https://guide.wagtail.org/content-checks/",
            "{% url 'cms-guide' %}#ansehen-einreichen-veroeffentlichen",
        ),
    ),
    # Somebody who is not known is no "None".
    "wagtailadmin/shared/user_avatar.html": (("{{ user }}", '{{ user|default_if_none:"–" }}'),),
    "wagtailimages/chooser/results.html": (
        ('title="Select {%', 'title="{% load i18n %}{% translate "Choose" %}: {%'),
    ),
    # Its program is given HTML for sentences, and shows it as it is.
    "wagtail_localize/admin/edit_translation.html": (
        ("{{ props }}", "{% load cms_admin %}{{ props|for_translators }}"),
    ),
    "wagtaillocales/index.html": (
        (
            "{{ locale.num_pages }} pages{% if locale.num_others %} + {{ locale.num_others }} others{% endif %}",  # noqa: E501
            _USED,
        ),
    ),
    # "Can add actor" is read to those who hear the page.
    "wagtailusers/groups/includes/formatted_permissions.html": tuple(
        (_RIGHT % action, _RIGHT_SAID % action.capitalize())
        for action in ("add", "change", "delete")
    ),
}


class WordsLoader(app_directories.Loader):
    """Finds templates in apps, as Django's does, and puts the words in."""

    def get_contents(self, origin: Origin) -> str:
        """Return the source of a template."""
        source: str = super().get_contents(origin)
        for old, new in WORDS.get(str(origin.template_name), ()):
            source = source.replace(old, new)
        return source
