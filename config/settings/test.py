"""Settings of the test suite."""

from config.settings.dev import *  # noqa: F403

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
WHITENOISE_AUTOREFRESH = True
# Pages lie where all else does that is kept; tests of the store say where they keep theirs.
CACHES = all_of(CACHES["default"])
# A page that asks once for each of three rows fails the test that sees it (django-zeal). Twice the
# same is no row after the other: an old and a new state, an address with and without its query.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_NPLUSONE_THRESHOLD = 3
# Where nothing is found Wagtail looks for redirects from each way to write an address.
ZEAL_ALLOWLIST = [{"model": "wagtailredirects.Redirect", "field": "get()"}]
