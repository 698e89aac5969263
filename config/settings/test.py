"""Settings of the test suite."""

from config.settings.dev import *  # noqa: F403

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
WHITENOISE_AUTOREFRESH = True
# Pages lie where all else does that is kept; tests of the store say where they keep theirs.
CACHES = all_of(CACHES["default"])
