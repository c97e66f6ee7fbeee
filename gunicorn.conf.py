"""How gunicorn serves the project, on a laptop and in the container."""

import gc
import os

bind = f"{os.environ.get('BIND_ADDRESS', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
wsgi_app = "qujiang.wsgi"
# Citizens' requests do not touch the database, so a few threads are enough, and SQLite's one writer is no bottleneck.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
# A heartbeat file on a slow disk can stall a worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
# It would want a writable home, and nobody uses it here.
control_socket_disable = True


def post_worker_init(worker: object) -> None:
    """A result page makes some thousand objects, which references free again. To look for circles among them after
    each 700, as Python does, takes an eighth of its time; and what was loaded by now stays as long as the worker."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
