"""Settings of a public site. Refuses to start on an unsafe value and says which."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403


def _refuse(name: str, why: str) -> None:
    raise ImproperlyConfigured(f"{name} is not safe for a public site: {why}")


HTTPS = env.bool("HTTPS", default=True)
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
    _refuse("SECRET_KEY", "set a random text of at least 50 characters.")
if "ALLOWED_HOSTS" not in env.ENVIRON or not ALLOWED_HOSTS:
    _refuse("ALLOWED_HOSTS", "name the hosts of your site.")
if "*" in ALLOWED_HOSTS:
    _refuse("ALLOWED_HOSTS", "'*' lets anybody choose the address that mails link to.")
if DEMO:
    _refuse("DEMO", "it shows every mail to everybody.")
if not RATE_LIMITS:
    _refuse("RATE_LIMITS", "'off' is for load tests only.")

if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^-/"]  # health checks ask from inside, without a proxy
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000  # one year, the least that browsers' lists accept
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None

WHITENOISE_USE_FINDERS = False
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "config.storage.StaticStorage"},
}
