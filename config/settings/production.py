"""Settings of a public site. Refuses to start on an unsafe value and says which, in one line."""

from config.settings import public
from config.settings.base import *  # noqa: F403

HTTPS = env.flag("HTTPS", default=True)
public.check(env, globals())

if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^-/"]  # health checks ask from inside, without a proxy
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000  # one year, the least that browsers' lists accept

WHITENOISE_USE_FINDERS = False
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "config.storage.StaticStorage"},
}
