# The production image: web server and worker are the same image with another command.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
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
       ALLOWED_HOSTS=localhost python manage.py collectstatic --no-input --verbosity 0 \
    && install --directory --owner=quartierswissen /srv/quartierswissen/media

USER quartierswissen
ENV MEDIA_ROOT=/srv/quartierswissen/media
EXPOSE 8000
# The site answers only to its own names, so the question has to carry one.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 CMD ["python", "-c", "\
import http.client, os, sys; \
c = http.client.HTTPConnection('127.0.0.1', 8000, timeout=4); \
c.request('GET', '/-/ready', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0]}); \
sys.exit(c.getresponse().status != 200)"]
# How many processes and threads, and what else: config/gunicorn.py.
CMD ["gunicorn", "config.wsgi", "--bind=0.0.0.0:8000", "--access-logfile=-"]
