# Two images: `web` (what is built where no target is named) serves; `jobs` is the same with pg_dump, for what runs at night.
# PICTURES=false leaves out the pictures of the staff handbook, and with them Chromium while building.
ARG BASE=python:3.13-slim

FROM ${BASE} AS packages
# pip stays behind: what serves needs none.
RUN python -m venv /build && python -m venv --without-pip /venv
COPY requirements.txt .
RUN /build/bin/pip --python /venv/bin/python install --no-cache-dir --require-hashes -r requirements.txt

# The pictures of the staff handbook, taken from the very screens that are shipped. CI: without Chromium this fails.
FROM ${BASE} AS pictures
ARG PICTURES=true
ENV CI=true PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY tools/apt-install tools/
RUN [ "$PICTURES" = false ] || tools/apt-install chromium-headless-shell fonts-noto-cjk
COPY requirements-dev.txt .
RUN [ "$PICTURES" = false ] || { python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements-dev.txt; }
COPY . .
RUN mkdir -p docs/pictures \
    && { [ "$PICTURES" = false ] || /venv/bin/python -m pytest --quiet -p no:cacheprovider tests/browser/handbook.py; }

# What is written once and then only read: the root file system may be read-only, see compose.yaml.
FROM ${BASE} AS collected
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1
COPY --from=packages /venv /venv
WORKDIR /app
COPY gunicorn.conf.py manage.py ./
COPY docs docs
COPY locale locale
COPY policies policies
COPY qujiang qujiang
COPY static static
COPY templates templates
COPY --from=pictures /app/docs/pictures docs/pictures
# The key is used for nothing while files are collected, and is not kept.
RUN DJANGO_SECRET_KEY=$(python -c 'import secrets; print(secrets.token_hex(32))') \
    python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q policies qujiang

FROM ${BASE} AS served
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 BIND_ADDRESS=0.0.0.0 STATE_DIR=/var/lib/qujiang
# The number is fixed, so that files with secrets can be given to it.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin qujiang \
    && install -d -o qujiang -g qujiang -m 700 /var/lib/qujiang /var/backups/qujiang
COPY --from=packages /venv /venv
COPY --from=collected /app /app
WORKDIR /app

FROM served AS jobs
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql-client >/dev/null \
    && rm -rf /var/lib/apt/lists/*
USER qujiang
VOLUME /var/lib/qujiang /var/backups/qujiang
CMD ["python", "-m", "qujiang.jobs", "/var/backups/qujiang"]

FROM served AS web
USER qujiang
VOLUME /var/lib/qujiang
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["python", "-m", "qujiang.alive"]
CMD ["gunicorn"]
