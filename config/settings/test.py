"""Settings of the test suite."""

from config.settings.dev import *  # noqa: F403

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
WHITENOISE_AUTOREFRESH = True
# Pages lie where all else does that is kept; tests of the store say where they keep theirs.
CACHES = all_of(CACHES["default"])
# Tests commit thousands of times, and no power cut comes: what a killed process has written is kept
# all the same. Waiting for the disk takes milliseconds each time, and more of a busy one.
if init_command := DATABASES["default"]["OPTIONS"].get("init_command"):
    DATABASES["default"]["OPTIONS"]["init_command"] = init_command.replace("FULL", "OFF")
# A page that asks the database once for each of its rows fails the test that opens it.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["tests.fixtures.rows_asked_one_by_one.WatchMiddleware", *MIDDLEWARE]
# To ask for one thing by what is known of it is no row of many. Each size of a picture is made and
# stored by itself, once, for its first reader.
ZEAL_ALLOWLIST = [
    {"model": "*", "field": "get()"},
    {"model": "pictures.Picture", "field": "renditions"},
]
