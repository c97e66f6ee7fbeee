FROM python:3.13-slim AS packages
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

# The pictures of the staff handbook, taken from the very screens that are shipped. CI: without Chromium this fails.
FROM python:3.13-slim AS pictures
ENV CI=true PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY tools/apt-install tools/
RUN tools/apt-install chromium-headless-shell fonts-noto-cjk
COPY requirements-dev.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements-dev.txt
COPY . .
RUN python -m pytest --quiet -p no:cacheprovider tests/browser/handbook.py

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 BIND_ADDRESS=0.0.0.0 STATE_DIR=/var/lib/qujiang
RUN useradd --system --no-create-home --shell /usr/sbin/nologin qujiang \
    && install -d -o qujiang -g qujiang /var/lib/qujiang
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
USER qujiang
VOLUME /var/lib/qujiang
EXPOSE 8000
CMD ["gunicorn"]
