"""Every route of the site, and what may stand in it: keys and slugs of the world's things.

A parameter that is not described here fails the suite: somebody who adds a route says what its
parameters name; of entries their descriptions say it. `CLOSED` are routes that are not asked, each
with its reason.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from django.urls import get_resolver
from django.utils import timezone

from cms.worklists import WORKLISTS
from districts import entries
from districts.entries import EntryKind
from tests.cms.admin_routes import walk
from tests.fixtures.conditions import full_proofs
from tests.permissions.world import WORD, World
from wiki.worklists.kinds import LISTS


def named(kind: EntryKind) -> str:
    """Return by which name the world knows a kind, which is that of its model in addresses."""
    return str(kind.model._meta.model_name)


#: The kinds of entry, and the part of addresses of the admin that names each.
ENTRIES = {named(kind): kind.model._meta.label_lower.replace(".", "/") for kind in entries.kinds()}
CLOSED = {
    "/-/healthy": "answers 503 where no worker runs",
    "/konto/logout/": "ends the session",
    "/admin/logout/": "ends the session",
    "/admin/failwhale/": "fails on purpose",
    "/admin/redirects/import/process/": "goes on with an upload",
    "/admin/redirects/import/": "goes on with an upload",
}
#: Secrets that only a mail, a form or a file name tells: there is none of these in the world.
SECRETS = {
    *("token", "secret", "receipt", "digest", "uidb64", "uploaded_file_id", "session_id"),
    *("folder", "name", "rest"),
}
#: What a parameter names: the part of the route before it (a regular expression) and its own name,
#: then the meaning, a key of `World.values`. The first that fits counts.
MEANINGS: tuple[tuple[str, str, str], ...] = (
    ("/admin/arbeit/", "name", "worklist"),
    ("", "parent_page_id", "page"),
    # Dozens of views take a page in the same way: one page of each sort is enough for them.
    ("", "page_id|page_pk|page_to_move_id|parent_id", "page of a sort"),
    ("", "destination_id", "home"),
    ("", "revision_id", "revision"),
    ("", "revision_id_a", "earliest"),
    ("", "revision_id_b", "latest"),
    ("", "content_type_app_name", "page app"),
    ("", "content_type_model_name", "page model"),
    ("/admin/bulk/", "app_label", "bulk app"),
    ("/admin/bulk/", "model_name", "bulk model"),
    ("/admin/bulk/", "action", "bulk action"),
    ("/admin/editing-sessions/", "app_label", "page app"),
    ("/admin/editing-sessions/", "model_name", "page model"),
    ("/admin/editing-sessions/", "object_id", "page of a sort"),
    ("/admin/pages/create/", "app_label", "page app"),
    ("/admin/pages/create/", "model_name", "page model"),
    ("/admin/workflows/tasks/add/", "app_label", "task app"),
    ("/admin/workflows/tasks/add/", "model_name", "task model"),
    ("/admin/tag-autocomplete/", "app_name", "tag app"),
    ("/admin/tag-autocomplete/", "model_name", "tag model"),
    ("/admin/", "app_label|app_name", "snippet app"),
    ("/admin/", "model_name", "snippet model"),
    ("/admin/bausteine/", "city_id", "city"),
    ("/admin/bausteine/", "key", "module"),
    ("", "action_name", "action"),
    ("", "filter_spec", "filter"),
    ("", "mode", "mode"),
    ("", "image_id", "image"),
    ("", "document_id|doc_id", "document"),
    ("", "redirect_id", "redirect"),
    ("", "translation_id", "translation"),
    ("", "translation_source_id", "source"),
    ("", "overridable_segment_id", "override"),
    ("", "string_segment_id", "segment"),
    ("", "task_id", "task"),
    ("", "task_state_id", "task state"),
    ("", "workflow_pk", "workflow"),
    ("", "workflow_state_id", "workflow state"),
    ("", "collection_id", "collection"),
    ("", "restriction_id|page_view_restriction_id", "restriction"),
    ("account_chooser|users/", "pk", "user"),
    ("groups/", "pk", "group"),
    ("documents/", "pk", "document"),
    ("images/", "pk", "image"),
    ("bilder/", "pk", "shared picture"),
    ("locales/", "pk", "locale"),
    ("sites/", "pk", "site"),
    ("collections/", "pk", "collection"),
    ("workflows/tasks/", "pk", "task"),
    ("workflows/", "pk", "workflow"),
    ("sitesettings|localize/(submit|api)/snippets?|admin/settings/", "pk", "settings"),
    ("glossaryterm", "pk", "term"),
    ("synonymset", "pk", "synonym"),
    ("wiki/starter", "pk", "starter"),
    ("districts/topic", "pk", "topic"),
    ("districts/district", "pk", "district"),
    ("districts/city", "pk", "city"),
    *((f"{snippet}/", "pk", name) for name, snippet in ENTRIES.items()),
    ("wiki_article|wiki/articles/", "pk", "article"),
    ("suche/ohne-treffer/", "pk", "question"),
    ("admin/(api/main/)?pages/", "pk", "page"),
    ("konto/zugang/", "pk", "own token"),
    ("konto/beobachtet/", "pk", "own watch"),
    ("beobachten/<kind>/", "pk", "page"),
    ("beobachten/", "kind", "comment kind"),
    ("moderation/konten/", "pk", "user"),
    ("moderation/konten/", "action", "account action"),
    ("moderation/konten/", "responsibility", "responsibility"),
    ("moderation/", "pk", "case"),
    ("kommentare/<kind>/", "pk", "page"),
    ("kommentare/", "pk", "comment"),
    ("kommentare/", "kind", "comment kind"),
    ("stadtteile/|lagezeichen/", "slug", "district slug"),
    ("projekte/<slug>/", "action", "project action"),
    *((f"{kind.start}/", "slug", f"{named(kind)} slug") for kind in entries.kinds()),
    ("/stand/", "day", "past day"),
    ("termine/", "day", "day of a date"),
    ("qr/", "page", "page path"),
    ("vorschau/", "kind", "preview kind"),
    ("vorschau/", "pk", "article"),
    ("themen/", "slug", "topic slug"),
    ("mitwirkende/", "slug", "person slug"),
    ("beitraege/", "slug", "series slug"),
    ("wiki/<district>/", "slug", "article slug"),
    ("wiki/seiten/", "which", "wiki worklist"),
    ("wiki/", "district", "district slug"),
    ("sitemap-", "section", "sitemap"),
    ("", "number", "number"),
)
#: Routes whose parameter has no name: what stands in its place.
NAMELESS = {"/((?:[w-]+/)*)": "page path", "/documents/(d+)/": "document file"}
#: Parameters that belong together, and what both name.
PAIRS = {
    "<page_id>/revisions/<revision_id>": "page revision",
    "<page_view_restriction_id>/<page_id>": "restriction page",
}
#: Values that do not come from things.
FIXED = {
    "worklist": [worklist.name for worklist in WORKLISTS],
    "wiki worklist": [worklist.slug for worklist in LISTS],
    "earliest": ["earliest"],
    "latest": ["latest"],
    "page app": ["cms"],
    "page model": ["standardpage"],
    "task app": ["wagtailcore"],
    "task model": ["groupapprovaltask"],
    "snippet": [
        *("cms/sitesettings", "cms/glossaryterm", "search/synonymset", "districts/topic"),
        "wiki/starter",
        *ENTRIES.values(),
    ],
    "tag app": ["taggit"],
    "tag model": ["tag"],
    "snippet app": ["cms"],
    "snippet model": ["sitesettings"],
    "action": ["approve"],
    "filter": ["original"],
    "mode": ["default"],
    "account action": ["sperren"],
    "project action": ["zusagen"],
    "day of a date": ["2026-12-02"],
    "past day": [str(timezone.localdate())],
    "comment kind": ["page"],
    "number": ["1", "2"],
    "preview kind": ["article", "project", "page", "place"],
    "bulk app": ["wagtailcore"],
    "bulk model": ["page"],
    "bulk action": ["delete", "publish", "unpublish", "move"],
    "sitemap": [
        *("listen", "seiten", "wiki", "stadtteile"),
        *(kind.start for kind in entries.kinds()),
    ],
}
#: Questions that lists and choosers answer, and what stands in the page of a route that does.
QUESTIONS = (
    (f"q={WORD}", b'name="q"'),
    ("export=csv", b"export=csv"),
    *([("export=xlsx", b"export=xlsx")] if full_proofs() else []),
)
#: Routes that answer only to certain parameters, or say more to them: by a regular expression, the
#: questions, with what there is of a meaning in braces (all of it, repeated).
ASKED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("/vergleich/$", ("from=1&to=2",)),
    ("|".join(f"{name}/$" for name in ENTRIES), ("state=held", "state=hidden")),
    (
        "/admin/wiki_articles/$",
        ("state=held", "state=deleted&ordering=title", "state=deleted&export=csv"),
    ),
    ("account_chooser/chosen-multiple/", ("id={user}",)),
    ("wiki_article_chooser/chosen-multiple/", ("id={article}",)),
    ("documents/chooser/chosen-multiple/", ("id={document}",)),
    ("images/chooser/chosen-multiple/", ("id={image}",)),
    ("choose-page/chosen-multiple/", ("id={page}",)),
    ("/admin/bulk/", ("id={page}", "id=all&childOf={home}")),
    *((f"{name}/chosen-multiple/", (f"id={{{name}}}",)) for name in ENTRIES),
    ("synonymset/chosen-multiple/", ("id={synonym}",)),
    ("starter/chosen-multiple/", ("id={starter}",)),
    ("choose-page/search/|/admin/pages/search/", (f"q={WORD}&page_type=cms.standardpage",)),
    (
        "/admin/choose-page/$",
        ("page_type=cms.standardpage", "target_pages[]={page}&user_perms=move_to"),
    ),
    (
        "/admin/api/main/pages/$",
        ("fields=*", "child_of=root&fields=*", "for_explorer=1&child_of={home}"),
    ),
    ("/admin/api/main/pages/<pk>/$", ("fields=*",)),
    ("/admin/api/main/(images|documents)/$", ("fields=*&limit=100",)),
    ("/admin/(images|documents)/(chooser/)?(results/)?$", ("collection_id={collection}",)),
    ("tag-autocomplete/", ("term=kx",)),
    ("/admin/choose-page/<parent", ("page_type=cms.standardpage",)),
    ("/projekte/aehnlich/", (f"title={WORD}",)),
    ("/suche/vorschlaege/", (f"q={WORD}", "q=kx")),
    ("/wiki/neu/verweise/|/suche/|/api/v1/search", (f"q={WORD}",)),
    ("/wiki/seiten/", ("district={district slug}", "topic={topic slug}", "page=2")),
    ("/moderation/$", ("sort=pending", "mine=1")),
)
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


def routes() -> list[str]:
    """Return the pattern of every route, without the signs of regular expressions."""
    found = walk(get_resolver().url_patterns, "/")
    return sorted({_plain(route).replace("//", "/") for route in found})


def _plain(route: str) -> str:
    named = _PARAMETER.sub(lambda match: f"<{match[1] or match[2]}>", route)
    named = re.sub(r"[\^$\\]|\.\*|\([^)]*\)+\$?$", "", named)
    return named.replace("//", "/")


def meaning(route: str, start: int, name: str) -> str | None:
    """Return what a parameter names; None where nobody has said it."""
    if name in SECRETS and not (name == "name" and "arbeit" in route):
        return "secret"
    for before, names, found in MEANINGS:
        if re.search(before, route[:start]) and re.fullmatch(names, name):
            return found
    return None


def unclassified(route: str) -> list[str]:
    """Return the parameters of a route that nobody has described."""
    parameters = re.finditer(r"<(\w+)>", route)
    return [found[1] for found in parameters if meaning(route, found.start(), found[1]) is None]


def addresses(route: str, world: World) -> list[str]:
    """Return the addresses of a route with everything in it that there is."""
    if route in NAMELESS:
        start = "/documents/" if "documents" in route else "/"
        return [f"{start}{value}" for value in world.values[NAMELESS[route]]]
    if "/wiki/<district>/<slug>/" in route:
        return [
            address
            for path in world.values["article path"]
            for address in _filled(route.replace("<district>/<slug>", path), world)
        ]
    for pair, noted in PAIRS.items():
        if pair in route:
            return [route.replace(pair, value) for value in world.values[noted]]
    if "/localize/api/snippets/" in route:
        named = [
            (route.replace("<app_label>/<model_name>", snippet), snippet)
            for snippet in FIXED["snippet"]
        ]
        keys = {"cms/sitesettings": "settings", "cms/glossaryterm": "term"}
        keys |= {"search/synonymset": "synonym"}
        return [
            address.replace("<pk>", key)
            for address, snippet in named
            for key in world.values[keys.get(snippet, snippet.partition("/")[2])]
        ]
    return list(_filled(route, world))


def _filled(route: str, world: World) -> Iterator[str]:
    found = list(re.finditer(r"<(\w+)>", route))
    choices = []
    for parameter in found:
        named = meaning(route, parameter.start(), parameter[1]) or "secret"
        known = FIXED.get(named) or world.values.get(named) or ["1"]
        choices.append(known)
    for values in itertools.product(*choices):
        filled = route
        for value in values:
            filled = re.sub(r"<\w+>", value, filled, count=1)
        yield filled


def questions(route: str, page: bytes, world: World) -> list[str]:
    """Return what a route that answered with a page is asked besides, as query strings."""
    found = []
    if "<" not in route and route not in NAMELESS:
        found = [question for question, sign in QUESTIONS if sign in page]
    for pattern, asked in ASKED:
        if re.search(pattern, route):
            found += [_spelled(question, world) for question in asked]
    return list(dict.fromkeys(found))


def _spelled(question: str, world: World) -> str:
    """Repeat a parameter for everything that there is of a meaning."""
    parts = []
    for part in question.split("&"):
        name, _equals, value = part.partition("=")
        known = world.values[value[1:-1]] if value.startswith("{") else [value]
        parts += [f"{name}={one}" for one in known]
    return "&".join(parts)
