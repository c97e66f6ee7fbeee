FROM python:3.13-slim AS packages
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 BIND_ADDRESS=0.0.0.0 STATE_DIR=/var/lib/qujiang
RUN useradd --system --no-create-home --shell /usr/sbin/nologin qujiang \
    && install -d -o qujiang -g qujiang /var/lib/qujiang
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
# The key is used for nothing while files are collected, and is not kept.
RUN DJANGO_SECRET_KEY=$(python -c 'import secrets; print(secrets.token_hex(32))') \
    python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q policies qujiang
USER qujiang
VOLUME /var/lib/qujiang
EXPOSE 8000
CMD ["gunicorn"]
