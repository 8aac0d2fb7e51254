# The portal as a service: one image for web, worker, beat and migrate. See docker-compose.yml.
FROM python:3.11-slim-bookworm

# What sets type: Pango, and HarfBuzz to embed only the letters used.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    BIBLIONET_PRODUCTION=true \
    BIBLIONET_DATA_DIR=/srv/data \
    STATIC_ROOT=/srv/static

WORKDIR /srv/portal
COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.txt
COPY . .

# Static files get their final names now. The settings need values here; none of them is kept.
RUN SECRET_KEY=only-while-building-only-while-building-only-while-building \
    ALLOWED_HOSTS=build DATABASE_URL=sqlite:///:memory: REDIS_URL=redis://build \
    EMAIL_URL=consolemail:// PORTAL_ADDRESS=https://build BIBLIONET_DATA_DIR=/tmp/build \
    python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf /tmp/build

# Nobody's home: the process may write in the data folder only.
RUN useradd --system --uid 10001 --no-create-home portal \
    && install -d -o portal -g portal /srv/data
USER portal
VOLUME /srv/data
EXPOSE 8000
CMD ["gunicorn", "biblionet.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--no-control-socket"]
