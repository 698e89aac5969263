# The production image: web server and worker are the same image with another command.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    MALLOC_ARENA_MAX=2 \
    DJANGO_SETTINGS_MODULE=config.settings.production

RUN useradd --system --create-home --home-dir /srv/quartierswissen quartierswissen
WORKDIR /srv/quartierswissen/app

# Packages first: they change less often than the code.
COPY requirements.txt ./
RUN pip install --require-hashes --requirement requirements.txt

COPY . .
# These values only get the build past the safety checks; nothing of them stays in the image.
RUN python -m compileall -q . \
    && python -c "from pathlib import Path; from config.catalogues import compile_stale; compile_stale(Path('locale'))" \
    && SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
       ALLOWED_HOSTS=localhost BASE_URL=https://localhost EMAIL_URL=smtp://localhost \
       DEFAULT_FROM_EMAIL=build@site.example python manage.py collectstatic --no-input --verbosity 0 \
    && install --directory --owner=quartierswissen /srv/quartierswissen/media \
       /srv/quartierswissen/private-media /srv/quartierswissen/erasures

USER quartierswissen
ENV MEDIA_ROOT=/srv/quartierswissen/media \
    PRIVATE_MEDIA_ROOT=/srv/quartierswissen/private-media \
    ERASURE_LEDGER=/srv/quartierswissen/erasures/erasures.jsonl
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "-m", "config.probe", "/-/ready"]
# How many processes and threads, and what else: config/gunicorn.py.
CMD ["gunicorn", "config.wsgi", "--bind=0.0.0.0:8000", "--access-logfile=-"]
