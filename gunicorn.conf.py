"""How gunicorn serves the project, on a laptop, behind a proxy and in the container; docs/operations.md explains it."""

import gc
import os
from importlib import import_module

bind = os.environ.get("BIND") or f"{os.environ.get('BIND_ADDRESS', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
wsgi_app = "qujiang.wsgi"
# Citizens' requests do not touch the database, so a few threads are enough, and SQLite's one writer is no bottleneck.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "qujiang.serving.worker.PatientWorker"
threads = 4
# Of a worker, idle ones and slow ones included; each takes a file descriptor, of which there are often 1024.
worker_connections = 400
# Longer than any proxy of ours keeps a connection without a request: whoever closes first must not be gunicorn, or a
# request that is just being sent is lost.
keepalive = 75
# Of a worker's loop, not of a request: a worker that is silent for so long hangs.
timeout = 60
# A restart waits so long for requests that are being answered; the longest are those of staff.
graceful_timeout = 30
# Nothing is known to grow. Should it, a worker ends before that matters; not all at once.
max_requests = 100_000
max_requests_jitter = 20_000
# No address holds an answer, and a browser sends some 20 headers.
limit_request_line = 4094
limit_request_fields = 64
limit_request_field_size = 8190
# What is sent goes through the worker's loop, see qujiang/serving/line.py.
sendfile = False
# A heartbeat file on a slow disk can stall a worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
# It would want a writable home, and nobody uses it here.
control_socket_disable = True


def on_starting(server: object) -> None:
    """What all workers need is imported once, before there are any: one that was killed is replaced in a moment.

    The application itself is each worker's own: nothing here opens a connection, a file or a thread. Workers that are
    told to start anew (HUP) have the code of before; new code needs a restart.
    """
    import django
    from django.conf import settings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qujiang.settings")
    django.setup()
    import_module(settings.ROOT_URLCONF)
    gc.freeze()


def post_worker_init(worker: object) -> None:
    """A result page makes some thousand objects, which references free again. To look for circles among them after
    each 700, as Python does, takes an eighth of its time; and what was loaded by now stays as long as the worker."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
