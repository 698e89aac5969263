"""Settings shared by every way of running the site; values come from the environment or `.env`.

Every variable read here is described in docs/operations.md.
"""

from pathlib import Path

from django.conf import locale
from django.utils.translation import gettext_lazy as _

from config.caches import OWN, all_of, beside, usual_file
from config.databases import database
from config.settings import checked

BASE_DIR = Path(__file__).resolve().parent.parent.parent

checked.read_file()
env = checked.Settings()

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")
HTTPS = env.flag("HTTPS", default=False)
# A proxy on the same machine; what comes from elsewhere may say of itself whatever it likes.
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES", default=["127.0.0.0/8", "::1/128"])
RATE_LIMITS = env.flag("RATE_LIMITS", default=True)
# Mails are not sent but shown to everybody at /demo/postfach/, codes to sign in too.
DEMO = env.flag("DEMO", default=False)

INSTALLED_APPS = [
    "config",
    "cms",
    "wiki",
    "districts",
    "pictures",
    "community",
    "versions",
    "search",
    "pagecache",
    "accounts",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.apps.AdminUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "django_filters",
    "ninja",
    "csp",
    "django_prose_editor",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "accounts.connection.ProxyMiddleware",
    "config.hosts.HostMiddleware",
    "config.methods.MethodsMiddleware",
    "config.open_addresses.OpenAddressesMiddleware",
    "pagecache.middleware.AnonymousPageMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.machines.csp.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.api.ApiErrorsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "community.typed.middleware.TypedMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "community.people.recent_sign_in.RecentSignInMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "cms.admin.reach.AdminReachMiddleware",
    "cms.admin.transactions.AdminTransactionMiddleware",
]

# A form whose token is too old is shown again with what was typed, and is never carried out.
CSRF_FAILURE_VIEW = "community.typed.middleware.csrf_failure"

ROOT_URLCONF = "config.urls"
# The site is at the root of its host. Said here, so that no server takes another root from a header
# that a visitor may send: it would stand in every address, and in the keys of stored pages.
FORCE_SCRIPT_NAME = ""
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        # Those of apps, with our words in Wagtail's.
                        "cms.admin.template_words.WordsLoader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.reading.site_context.site",
            ],
            "builtins": ["text.icons"],
            # {{ entry.text|written }}, {{ field|said }}: `text` is no app.
            "libraries": {
                "captured": "text.captured",
                "form_errors": "text.form_errors",
                "initials": "text.initials",
                "phones": "text.phones",
                "pictured": "text.pictured",
                "previews": "text.preview_address",
                "qr": "text.qr_codes",
                "revision_lines": "versions.line_html",
                "words": "text.inline",
            },
        },
    }
]

# An explicit sqlite:/// address gets the same safe options as the default one.
DATABASES = {
    "default": database(
        env.database("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'quartierswissen.sqlite3'}")
    )
}
# An article may have 512 kB; a form or JSON writes some of its letters with six signs.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

KEPT_PAGES_FILE = env.file("KEPT_PAGES_FILE", default=usual_file(DATABASES["default"]))
CACHES = all_of(
    env.cache("CACHE_URL", default=OWN),
    pages=None if env.has("CACHE_URL") else beside(DATABASES["default"], KEPT_PAGES_FILE),
)
# How long a server in front may keep what is for everybody; it is not told what is taken back.
SHARED_CACHE_SECONDS = env.number("SHARED_CACHE_SECONDS", default=0, least=0, most=60)
EMAIL_CONFIG = env.mail_server("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# What really sends; `Outgoing` hands over to it, or notes a mail for the worker.
MAIL_SERVER_BACKEND = (
    "community.mails.demo_mailbox.Mailbox" if DEMO else EMAIL_CONFIG["EMAIL_BACKEND"]
)
EMAIL_BACKEND = "community.mails.outgoing.Outgoing"
# A mail server that does not answer must not keep the worker, or somebody who signs in, for ever.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.sender("DEFAULT_FROM_EMAIL", default="quartierswissen@localhost")

ELASTICSEARCH_URL = env.servers("ELASTICSEARCH_URL")
SEARCH_INDEX_PREFIX = env.index_prefix("SEARCH_INDEX_PREFIX", default="quartierswissen")

WEB_PROCESSES = checked.processes(env)
# Seconds without a sign of life of the worker, or of a job's success, until /-/healthy says so.
WORKER_SILENT_AFTER = env.number("WORKER_SILENT_AFTER", default=180, least=30, most=86_400)

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "/konto/login/"
LOGIN_REDIRECT_URL = "/konto/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]

ACCOUNT_ADAPTER = "community.mails.sign_in.CommunityAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# A mailed code confirms the address and is the usual way in. A password is optional: naming the
# field here keeps it in the login form, our sign-up form leaves it out.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_FORMS = {"signup": "accounts.forms.SignupForm"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
# 15 minutes: the way to a mail program and back, also on another device.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900
# A mail gets lost. Changing the address in the same step is off: it would be offered only where
# there is no account yet, and so tell who has one.
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 3
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
if not RATE_LIMITS:
    ACCOUNT_RATE_LIMITS = False

LANGUAGE_CODE = "de"
# Django knows no easy language of its own; without this entry its name would be "Deutsch".
locale.LANG_INFO["de-simple"] = {
    "bidi": False,
    "code": "de-simple",
    "name": "German (easy language)",
    "name_local": "Leichte Sprache",
}
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("de", _("German")),
    ("en", _("English")),
    ("de-simple", _("Easy language (German)")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
WAGTAIL_I18N_ENABLED = True
# A version is begun as a draft, whatever its German text is.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Which accounts were erased; outside of everything a backup brings back.
ERASURE_LEDGER = env.file("ERASURE_LEDGER", default=str(BASE_DIR / "var" / "erasures.jsonl"))
MEDIA_URL = "/media/"
MEDIA_ROOT = env.folder("MEDIA_ROOT", default=str(BASE_DIR / "media"))
# Files of pictures that are not public; no address leads there.
PRIVATE_MEDIA_ROOT = env.folder(
    "PRIVATE_MEDIA_ROOT", default=str(BASE_DIR / "var" / "private-media")
)
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "pictures.storage.UploadStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

WAGTAIL_SITE_NAME = "Quartierswissen"
TAGGIT_TAGS_FROM_STRING = "cms.admin.foreign_titles.tags_of"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "pictures.forms.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "pictures.forms.PictureForm"
# What is drawn anew; the same that residents give (pictures.encoding).
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "heic", "heif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
# Of pictures among documents, and of faces: all frames together; asked of the header, before
# anything is decoded. Forty million pixels are more than most telephones take, and decoded with
# transparency 160 MB: two at once are what a process with half a gigabyte bears.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_IMAGE_MODEL = "pictures.Picture"
WAGTAILADMIN_BASE_URL = env.origin("BASE_URL", default="http://127.0.0.1:8000")
# Slugs come from text.slugs, which spells umlauts out; Django's own would drop them.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Wagtail offers forty languages, most of them without a word of ours, and every time zone there is.
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", _("German")), ("en", _("English"))]
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
# One way to sign in, with its limits; mail addresses change where they are confirmed.
# Not LOGIN_URL itself: that would send people back who are signed in already
# (cms.registered.sign_in_reasons).
WAGTAIL_FRONTEND_LOGIN_URL, WAGTAILADMIN_LOGIN_URL = "/_util/login/", "/admin/login/"
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "cms/password_required.html"  # noqa: S105  (a template's name)
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# A review publishes the text that was approved, not what came in after.
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.lost_updates.review.publish_decided"
# Public search is our own (search/); Wagtail's serves the admin's lists only.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Public pages carry no inline script or style, so that they can be stored without a nonce.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        # Players of videos, fetched only after the reader has agreed (cms/body/videos.py).
        "frame-src": [
            "'self'",
            "https://www.youtube-nocookie.com",
            "https://player.vimeo.com",
        ],
        "manifest-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}
# Wagtail's admin writes inline scripts and styles; only people with an account reach it.
ADMIN_CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **CONTENT_SECURITY_POLICY["DIRECTIVES"],
        "script-src": ["'self'", "'unsafe-inline'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
    }
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "filters": {"one line": {"()": "config.log_lines.OneLine"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["one line"],
        }
    },
    "root": {"handlers": ["console"], "level": env.level("LOG_LEVEL", default="WARNING")},
}
